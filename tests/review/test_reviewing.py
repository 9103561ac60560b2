"""What a review lists and what it makes of it: places, authors, three ways, forms."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import jsonschema
import pytest

from specexport.api import reviewing
from specexport.cli import main
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.review import merge, weave
from tests.review.round_trip import exported, shown

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
LINES = (HERE / "spec.md").read_text(encoding="utf-8").split("\n")
BOB = 'w:author="Bob Roe" w:date="2026-11-30T10:00:00Z"'
ANN = 'w:author="Ann Lee" w:date="2026-11-30T11:00:00Z"'


def changed(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """Return a Word file in whose text each of `pairs` is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml":
                text = part.decode()
                for old, new in pairs:
                    assert text.count(old) == 1, (old, text.count(old))
                    text = text.replace(old, new)
                part = text.encode()
            made.writestr(name, part)
    return out.getvalue()


def tracked(words: str, who: str = BOB, gone: str = "") -> str:
    """Return what stands in a run's place where words were replaced in a paragraph's first run."""
    deleted = f'<w:del w:id="801" {who}><w:r><w:delText xml:space="preserve">{gone}</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="802" {who}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'
    return (deleted if gone else "") + inserted


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    spec = tmp_path_factory.mktemp("sent") / "spec.md"
    spec.write_bytes((HERE / "spec.md").read_bytes())
    return spec, exported(spec.read_bytes(), spec)


def came(
    sent: tuple[Path, bytes], folder: Path, *pairs: tuple[str, str], name: str = "back.docx"
) -> tuple[Path, Path]:
    """Return the path of a specification of its own, and that of a Word file that came back to it."""
    spec = folder / "spec.md"
    if not spec.exists():
        spec.write_bytes(sent[0].read_bytes())
    path = folder / name
    path.write_bytes(changed(sent[1], *pairs))
    return spec, path


TEN = ("<w:t>Every value is kept for ten years.</w:t>", "<w:t>Every value is kept for twelve years.</w:t>")
READING = (
    "<w:r><w:t>Reading needs no permission.</w:t></w:r>",
    f'<w:r><w:t xml:space="preserve">Reading needs </w:t></w:r>{tracked("a", BOB, "no")}'
    '<w:r><w:t xml:space="preserve"> permission.</w:t></w:r>',
)


def test_changes_have_places_authors_and_words(sent: tuple[Path, bytes], tmp_path: Path) -> None:
    spec, path = came(sent, tmp_path, TEN, READING)
    first, second = reviewing.review(path, spec).review.changes
    assert (first.kind, first.tracked, first.before, first.after) == ("replace", False, "ten", "twelve")
    assert first.place is not None
    assert LINES[first.place.line - 1][first.place.column - 1 : first.place.end_column] == "ten"
    assert (second.author, second.date, second.before, second.after) == (
        "Bob Roe",
        "2026-11-30T10:00:00Z",
        "no",
        "a",
    )
    assert second.place is not None
    assert LINES[second.place.line - 1][second.place.column - 1 :].startswith("no permission")


def test_only_what_is_accepted_is_made(sent: tuple[Path, bytes], tmp_path: Path) -> None:
    spec, path = came(sent, tmp_path, TEN, READING)
    found = reviewing.review(path, spec)
    (made,) = found.result(["2"])
    assert "Reading needs a permission." in made.new
    assert made.new.replace("needs a p", "needs no p") == "\n".join(LINES)


def test_line_ends_and_the_mark_of_a_file_stay(sent: tuple[Path, bytes], tmp_path: Path) -> None:
    spec, path = came(sent, tmp_path, TEN)
    old = b"\xef\xbb\xbf" + spec.read_bytes().replace(b"\n", b"\r\n")
    spec.write_bytes(old)
    (made,) = reviewing.review(path, spec).result(["1"])
    made.write()
    assert spec.read_bytes() == old.replace(b"kept for ten", b"kept for twelve")


def test_three_ways_join_and_contradictions_are_marked(
    sent: tuple[Path, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, path = came(sent, tmp_path, TEN, READING)
    spec.write_text("\n".join(LINES).replace("every minute", "every hour"), encoding="utf-8")
    assert main(["review", str(path), str(spec), "--apply"]) == 0
    assert "every hour" in spec.read_text()
    assert "twelve years" in spec.read_text()
    spec.write_text("\n".join(LINES).replace("for ten years.", "for two years."), encoding="utf-8")
    assert main(["review", str(path), str(spec), "--apply"]) == 1
    text = spec.read_text()
    assert (
        "<<<<<<< spec.md\n> Every value is kept for two years.\n=======\n> Every value is kept for twelve"
        in text
    )
    assert "Reading needs a permission." in text
    assert "SX833" in capsys.readouterr().err


def test_several_reviewers_make_one_list_that_says_what_overlaps(
    sent: tuple[Path, bytes], tmp_path: Path
) -> None:
    ann = (READING[0], READING[1].replace(BOB, ANN).replace(">a<", ">written<"))
    spec, one = came(sent, tmp_path, READING, name="bob.docx")
    _, other = came(sent, tmp_path, TEN, ann, name="ann.docx")
    changes = reviewing.review([one, other], spec).review.changes
    assert [(change.file, change.id, change.overlaps) for change in changes] == [
        ("bob.docx", "1", ("3",)),
        ("ann.docx", "2", ()),
        ("ann.docx", "3", ("1",)),
    ]


def test_without_a_map_there_has_to_be_a_specification(sent: tuple[Path, bytes], tmp_path: Path) -> None:
    spec, path = came(sent, tmp_path, TEN, READING)
    reviewing.strip(path)
    with pytest.raises(EnvironmentProblem, match="SX830"):
        reviewing.review(path)
    found = reviewing.review(path, spec)
    assert not found.review.mapped
    assert [change.after for change in found.review.changes] == ["twelve", "a"]
    assert all(change.applies for change in found.review.changes)


def test_a_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"no zip")
    with pytest.raises(SpecExportError, match="SX796"):
        reviewing.review(path)


def test_every_form_says_it(
    sent: tuple[Path, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, path = came(sent, tmp_path, TEN, READING)

    def said(form: str, *more: str) -> str:
        assert main(["review", str(path), str(spec), "--format", form, *more]) == 0
        return capsys.readouterr().out

    assert re.search(r"spec.md:38:\d+: change 1 \(not tracked\): replace: “ten” by “twelve”", said("text"))
    schema = json.loads((DOCS / "review.schema.json").read_text(encoding="utf-8"))
    listed = json.loads(said("json"))
    jsonschema.validate(listed, schema, jsonschema.Draft202012Validator)
    assert listed["changes"][0]["line"] == 38
    assert "change 2: replace" in said("markdown")
    (run,) = json.loads(said("sarif"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["review/change"] * 2
    body = json.loads(said("github"))
    assert body["comments"][0]["line"] == 38
    assert body["comments"][0]["body"].endswith("```suggestion\n> Every value is kept for twelve years.\n```")
    patch = said("patch", "--only", "bob roe")
    assert "+Reading needs a permission." in patch
    assert "twelve" not in patch
    assert main(["review", str(path), str(spec), "--accept", "9"]) == 2


def test_a_merge_is_what_git_makes() -> None:
    base, both = "a\nb\nc\nd\ne\n", ("x", "y")
    assert merge.merged(base, base.replace("b", "B"), base.replace("e", "E"), both) == ("a\nB\nc\nd\nE\n", 0)
    assert merge.merged(base, base.replace("b\n", ""), "z\n" + base, both) == ("z\na\nc\nd\ne\n", 0)
    assert merge.merged("a", "b", "c", both) == ("<<<<<<< x\nc\n=======\nb\n>>>>>>> y\n", 1)


def back(folder: Path, text: str, *pairs: tuple[str, str], name: str = "back.docx") -> tuple[Path, Path]:
    """Return the path of a specification that says a text, and that of its Word file with replacements."""
    spec = folder / "spec.md"
    spec.write_text(text, encoding="utf-8")
    path = folder / name
    path.write_bytes(changed(exported(text.encode(), spec), *pairs))
    return spec, path


def applied(spec: Path, *paths: Path) -> str:
    """Return what the specification becomes with all changes."""
    found = reviewing.review(paths, spec)
    made = found.result([one.id for one in found.review.changes if one.applies])
    return next((one.new for one in made), spec.read_text(encoding="utf-8"))


CODE = "# One\n\n```make\nall:\n\tcc one\n\tcc two\n```\n\nText.\n"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        # A person presses Enter in code: Word begins a paragraph there.
        (
            "<w:t>cc two</w:t></w:r>",
            "<w:t>cc two</w:t></w:r>{enter}<w:r><w:t>end</w:t></w:r>",
            "\tcc two\nend",
        ),
        ("<w:t>cc two</w:t></w:r>", "<w:t>cc </w:t></w:r>{enter}<w:r><w:t>two</w:t></w:r>", "\tcc \ntwo"),
        (
            "<w:t>cc one</w:t></w:r>",
            "<w:t>cc</w:t></w:r>{enter}<w:r><w:t> one</w:t></w:r>",
            "\tcc\n one\n\tcc two",
        ),
        ("<w:t>cc two</w:t>", "<w:t>cc 2</w:t><w:br/><w:tab/><w:t>cc 3</w:t>", "\tcc 2\n\tcc 3"),
    ],
)
def test_lines_of_code_stay_lines(tmp_path: Path, old: str, new: str, lines: str) -> None:
    enter = '</w:p><w:p><w:pPr><w:pStyle w:val="LabelledCode"/></w:pPr>'
    spec, path = back(tmp_path, CODE, (old, new.format(enter=enter)))
    assert f"{lines}\n" in applied(spec, path)
    assert applied(spec, path).count("```") == 2


def test_a_paragraph_that_word_tracked_within_code_is_a_line(tmp_path: Path) -> None:
    style = '<w:pStyle w:val="LabelledCode"/>'
    first = f'{style}<w:rPr><w:ins w:id="900" {BOB}/></w:rPr>'
    come = f'<w:ins w:id="901" {BOB}><w:r><w:t>cc new</w:t></w:r></w:ins></w:p><w:p><w:pPr>{style}</w:pPr>'
    pairs = (
        (style, first),
        ("<w:r><w:tab/><w:t>cc two</w:t></w:r>", f"{come}<w:r><w:tab/><w:t>cc two</w:t></w:r>"),
    )
    spec, path = back(tmp_path, CODE, *pairs)
    assert "\tcc one\ncc new\n\tcc two\n" in applied(spec, path)


@pytest.mark.parametrize(("new", "line"), [("a|b", "| `a\\|b` | x |"), ("a`b", "| `code` | x |")])
def test_words_of_code_in_a_line_stay_code(tmp_path: Path, new: str, line: str) -> None:
    text = "# One\n\n| a | b |\n|---|---|\n| `code` | x |\n"
    spec, path = back(tmp_path, text, ("<w:t>code</w:t>", f"<w:t>{new}</w:t>"))
    assert line in applied(spec, path)


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("other ", "", True),
        ("ticks", "", False),
        ("ticks", "marks", True),
        ("other", "no", True),
        (" code", "", True),
        ("other `ticks` code", "", True),
    ],
)
def test_what_goes_from_code_with_backticks_leaves_code(
    tmp_path: Path, old: str, new: str, *, made: bool
) -> None:
    text = "# One\n\nSee ``other `ticks` code`` here.\n"
    spec, path = back(tmp_path, text, (old, new))
    changes = reviewing.review(path, spec).review.changes
    assert all(one.applies == made for one in changes)
    assert (applied(spec, path) == text) != made
    after = exported(applied(spec, path).encode(), spec)
    assert not made or shown(after) == shown(path.read_bytes())


def test_files_of_two_versions_are_joined(tmp_path: Path) -> None:
    old = "# One\n\nThe pump runs.\n\nThe valve is open.\n"
    _, first = back(tmp_path, old, ("The pump runs", "The big pump runs"), name="first.docx")
    new = old.replace("# One\n", "# One\n\nA paragraph that shifts all others.\n")
    spec, second = back(tmp_path, new, ("is open", "is closed"), name="second.docx")
    expected = new.replace("The pump", "The big pump").replace("open", "closed")
    assert applied(spec, first, second) == applied(spec, second, first) == expected


def test_files_of_two_specifications_are_no_list(tmp_path: Path) -> None:
    for name in ("one", "two"):
        spec = tmp_path / f"{name}.md"
        (tmp_path / f"{name}.docx").write_bytes(exported(b"# One\n\nText.\n", spec))
    with pytest.raises(EnvironmentProblem) as raised:
        reviewing.review([tmp_path / "one.docx", tmp_path / "two.docx"])
    assert raised.value.diagnostic.code == "SX830"


@pytest.mark.parametrize("name", [".git/config", "other.md", "new/conftest.py", "link/part.md", "../up.md"])
def test_a_map_names_no_file_that_the_specification_does_not_include(tmp_path: Path, name: str) -> None:
    theirs, mine, elsewhere = tmp_path / "theirs", tmp_path / "here" / "mine", tmp_path / "elsewhere"
    for folder in (theirs, mine, elsewhere):
        folder.mkdir(parents=True)
    (mine / "link").symlink_to(elsewhere)
    text = f"# One\n\nText.\n\n{{{{#include {'up.md' if name.startswith('..') else name}}}}}\n"
    part = theirs / name.removeprefix("../")
    part.parent.mkdir(exist_ok=True)
    part.write_text("Some words here.\n")
    _, path = back(theirs, text, ("Some words", "Some evil words"))
    if name.startswith(".."):
        path.write_bytes(_renamed(path.read_bytes(), "up.md", name))
    if not name.startswith("new"):
        (mine / name).parent.mkdir(exist_ok=True)
        (mine / name).write_text("Some words here.\n")
    (mine / "spec.md").write_text("# One\n\nText.\n")
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert main(["review", str(path), str(mine / "spec.md"), "--apply"]) == 0
    assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before
    assert reviewing.review(path, mine / "spec.md").hunks(["1"]) == ()


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file whose map calls an included source otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            part = archive.read(name)
            made.writestr(name, part.replace(old.encode(), new.encode()) if "customXml" in name else part)
    return out.getvalue()


def test_of_ideographs_each_is_a_word(tmp_path: Path) -> None:
    text = "# 概要\n\n水泵每分钟读取\n一次数值，并保存十年。\n\nポンプは毎分読む。\n"
    spec, path = back(tmp_path, text, ("一次", "两次"), ("毎分", "毎時"))
    first, second = reviewing.review(path, spec).review.changes
    assert (first.before, first.after, second.before, second.after) == ("一", "两", "分", "時")
    assert applied(spec, path) == text.replace("一次", "两次").replace("毎分", "毎時")


def test_a_map_whose_name_is_none_of_a_file_is_no_error_of_the_disk(
    sent: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, path = came(sent, tmp_path, TEN)
    monkeypatch.chdir(tmp_path)
    path.write_bytes(_renamed(path.read_bytes(), 'name="spec.md"', f'name="{"a" * 300}.md"'))
    assert len(reviewing.review(path, spec).review.changes) == 1
    assert reviewing.review(path).path == "back.md"


@pytest.mark.parametrize("count", [100, 40_000])
def test_a_paragraph_of_any_length_is_compared_in_time(count: int) -> None:
    one, other = "so " * count + "it ends here, now.", "so " * count + "it goes on here, now."
    found = list(weave.matching(one, other))
    assert all(one[i : i + size] == other[j : j + size] for i, j, size in found)
    assert len(one) - sum(size for _, _, size in found) == len("ends")
    assert not list(weave.matching("so " * count, "no\t" * count))


def test_what_the_specification_includes_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part.md").write_text("Some words here.\n")
    text = "# One\n\nThe pump.\n\nThe valve.\n\n{{#include part.md}}\n"
    spec, path = back(
        tmp_path, text, ("Some words", "Some new words"), ("The pump", "A pump"), ("The valve", "A valve")
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\ny\n"))
    assert main(["review", str(path), str(spec), "--interactive", "--json"]) == 0
    counts = {
        Path(one["path"]).name: one["changes"] for one in json.loads(capsys.readouterr().out)["results"]
    }
    assert counts == {"spec.md": 2, "part.md": 1}
    assert (tmp_path / "part.md").read_text() == "Some new words here.\n"


def test_only_line_feeds_end_the_lines_of_a_patch(tmp_path: Path) -> None:
    text = "# One\n\nThe\u2028pump \x85 runs.\u2029\n\nThe valve is open."
    spec, path = back(tmp_path, text, ("pump", "big pump"), ("is open", "is closed"))
    found = reviewing.review(path, spec)
    (made,) = found.result(["1", "2"])
    lines = made.difference.split("\n")
    assert [line for line in lines if line.startswith("-T")] == [
        "-The\u2028pump \x85 runs.\u2029",
        "-The valve is open.",
    ]
    assert [hunk.first for hunk in found.hunks(["1", "2"])] == [3, 5]
    crlf = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert merge.with_ends(crlf, made.new) == b"\xef\xbb\xbf" + made.new.replace("\n", "\r\n").encode()


def test_names_and_moments_act_on_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = 'w:author="Ann&#10;spec.md:1:1:&#x9b;31m" w:date="2026&#10;x"'
    spec, path = back(
        tmp_path, "# One\n\nThe pump.\n", ("<w:r><w:t>The pump.</w:t></w:r>", tracked("A.", who, "The pump."))
    )
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    for form in ([], ["--interactive"]):
        main(["review", str(path), str(spec), *form])
        out = capsys.readouterr().out
        assert "\x9b" not in out
        assert out.split("\n")[0].startswith(f"{spec}:3:1: ")
        assert not any(line.startswith("spec.md:1") for line in out.split("\n"))
