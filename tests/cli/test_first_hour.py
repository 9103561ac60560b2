"""What newcomers type, and what they are told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from specexport.cli import export as export_command
from specexport.cli import main
from specexport.core.messages import CODES
from specexport.specification.check.explain import FORMER
from specexport.specification.check.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

DRAFT = "---\ntitle: T\nstatus: Draft\n---\n\n## Scope\n\n[Your scope here]\n\n![x](n%C3%B6.png)\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in a folder with a draft, and return its status and what it printed."""
    monkeypatch.chdir(tmp_path)
    Path("spec.md").write_text(DRAFT, encoding="utf-8")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.mark.parametrize(
    ("typed", "made"),
    [("PDF", "pdf"), ("Word", "docx"), ("HTM", "html"), ("markdown", "md"), (".docx", "docx")],
)
def test_targets_have_the_names_that_people_use(run: Run, typed: str, made: str) -> None:
    from specexport.pipeline import plan

    assert plan.called([typed, made]) == (made,)
    if made != "pdf":
        assert run("export", "spec.md", "-t", typed, "-q", "-o", "out/")[0] == 0
        assert Path(f"out/spec.{made}").is_file()


@pytest.mark.parametrize("command", ["export", "check", "data", "import"])
def test_a_file_that_is_not_there_ends_every_command_alike(run: Run, command: str) -> None:
    code, _, err = run(command, "none.md")
    assert code == 2
    assert "SX001" in err


def test_what_is_no_text_is_told_by_its_kind(run: Run) -> None:
    kinds = {
        "a.png": (b"\x89PNG\r\n\x1a\n\xff\xff", "a PNG picture"),
        "d.md": (b"MZ\x90\x00\xff", "a program"),
        "a.bin": (b"PK\x03\x04\xff....word/document.xml", "a Word file"),
        "b.bin": (b"%PDF-1.7\n\xff\xff", "a PDF"),
        "c.md": (b"\xd0\xcf\x11\xe0\xff", "a file of an old Office"),
    }
    for name, (data, kind) in kinds.items():
        Path(name).write_bytes(data)
        code, _, err = run("export", name, "-t", "json")
        assert code == 1
        assert f"this is {kind}" in err


def test_a_text_that_begins_like_a_picture_is_a_text(run: Run) -> None:
    Path("cars.md").write_bytes("BMW baut Wagen für Müller".encode("latin-1"))
    assert "BMP" not in run("export", "cars.md", "-t", "json")[2]


def test_a_folder_leads_to_batch(run: Run) -> None:
    Path("second.md").write_text("# Second\n", encoding="utf-8")
    code, out, err = run("export", ".", "-t", "json")
    assert (code, out.count(".json")) == (0, 1)
    assert "one document" in err
    assert "specexport batch ./ -o out" in err


def test_a_picture_is_named_as_it_is_typed(run: Run) -> None:
    assert "nö.png is not there" in run("export", "spec.md", "-t", "json")[2]
    assert "nö.png is not there" in run("check", "spec.md")[1]


def test_an_unfinished_specification_is_told_in_one_line(run: Run) -> None:
    _, _, err = run("export", "spec.md", "-t", "json")
    assert [line for line in err.splitlines() if "SX071" in line] == [
        "spec.md: info SX071 the specification is not finished: 1 place is still to be filled in "
        "(specexport check spec.md lists it)"
    ]
    assert "SX071" not in run("export", "spec.md", "-t", "json", "--unfilled", "keep")[2]


@pytest.mark.parametrize("code", sorted({*CODES, *RULES})[::7])
def test_every_code_explains_itself(run: Run, code: str) -> None:
    status, out, _ = run("check", "--explain", code.lower())
    assert status == 0
    assert out.startswith(f"# {code}")
    assert run("help", code)[1] == out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("![A part](none.png)", "SX403"),
        ("[a file](none.md)", "SX402"),
        ("[a heading](#nowhere)", "SX401"),
        ("[a heading there](b.md#nowhere)", "SX401"),
        ("As @sec:nowhere says.", "SX401"),
        ("As in [Section 9](#scope).", "SX408"),
    ],
)
def test_one_fact_has_one_code(run: Run, tmp_path: Path, line: str, code: str) -> None:
    (tmp_path / "b.md").write_text("# B\n\nThere.\n")
    (tmp_path / "a.md").write_text(f"# A\n\n## Scope\n\n{line}\n")
    exported = run("export", "a.md", "-t", "json")[2]
    checked = json.loads(run("check", "a.md", "--json", "--exit-zero")[1])["diagnostics"]
    assert re.findall(r"SX\d{3}", exported) == [code]
    assert [one["code"] for one in checked if one.get("line") == 5] == [code]


def test_a_former_code_leads_to_the_one_of_today(run: Run) -> None:
    for former, now in FORMER.items():
        assert run("help", f"SX{former}")[1] == run("help", now)[1]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("spec", "did you mean spec.md?"),
        ("sepc.md", "did you mean spec.md?"),
        ("nothing.md", "check the path"),
        ("none/spec.md", "check the path"),
    ],
)
def test_a_file_that_is_not_there_is_told_with_the_one_that_is(run: Run, asked: str, hint: str) -> None:
    for command in ("export", "check"):
        status, _, err = run(command, asked)
        assert status == 2
        assert f"there is no such file ({hint})" in err


def test_help_says_what_help_of_a_command_says(run: Run) -> None:
    assert run("help", "styles", "check")[1] == run("styles", "check", "--help")[1]
    assert run("help")[1] == run("--help")[1]
    assert run("help", "exprot")[0] == 2
    assert "Make documents" in run("help")[1]
    assert "Examples:" in run("help", "export")[1]


def test_the_version_is_short_too(run: Run) -> None:
    assert run("-V") == run("--version")


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "spec.md", "-t", "html"],
        ["export", "none.md"],
        ["check", "spec.md"],
        ["formats"],
        ["styles", "list"],
        ["styles", "check", "base"],
        ["config"],
        ["doctor", "--licences"],
        ["export", "spec.md", "--nope"],
        ["check", "--explain", "SX401"],
        ["check", "spec.md", "-o", "report.txt"],
        ["help", "SX403"],
    ],
)
def test_every_command_prints_one_object(run: Run, arguments: list[str]) -> None:
    _, out, err = run(*arguments, "--json")
    found = json.loads(out)
    assert err == ""
    assert list(found) == ["schema", "command", "results", "diagnostics"]
    assert found["schema"] == "specexport/1"
    assert arguments[: len(found["command"].split())] == found["command"].split()
    assert found["results"] or found["diagnostics"]
    assert all({"code", "severity", "message"} <= set(one) for one in found["diagnostics"])


def test_a_document_on_standard_output_stays_alone(run: Run) -> None:
    _, out, err = run("export", "spec.md", "-t", "json", "-o", "-", "--json")
    assert "schema" not in json.loads(out)
    assert json.loads(err)["results"][0]["target"] == "json"
    for arguments in (["check", "spec.md", "--format", "sarif"], ["data", "spec.md"]):
        _, out, err = run(*arguments, "--json")
        assert "schema" not in json.loads(out)
        assert json.loads(err)["command"] == arguments[0]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 1),
        (["--exit-zero"], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "info"], 1),
        (["--excuse", "Approved"], 1),
        (["--excuse", "draft", "--ignore", "SX403"], 0),
        (["--ignore", "SX403"], 1),
    ],
)
def test_who_checks_decides_what_fails(run: Run, options: list[str], status: int) -> None:
    assert run("check", "spec.md", *options)[0] == status


def test_of_several_files_those_without_findings_are_counted(run: Run) -> None:
    Path("good.md").write_text("# Good\n\n## Scope\n\nAll visits are counted.\n", encoding="utf-8")
    alone, together = run("check", "good.md")[1], run("check", ".")[1]
    assert alone.startswith("good.md: 0 findings")
    assert "good.md" not in together
    assert "2 files, 1 of them clean" in together


def test_the_settings_that_hold_are_shown_with_their_file(run: Run) -> None:
    Path("specexport.toml").write_text('style = "formal"\n[limits]\nseconds = 60\n', encoding="utf-8")
    out = run("config")[1]
    line = next(line for line in out.splitlines() if line.startswith("project.style"))
    assert '"formal"' in line
    assert "specexport.toml" in line
    assert "(" not in next(line for line in out.splitlines() if line.startswith("project.dialect"))


def test_what_was_made_is_opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    assert run("export", "spec.md", "-t", "json,html", "--open")[0] == 0
    assert opened == ["spec.json"]
    monkeypatch.setattr(click, "launch", lambda _: 1)
    assert "nothing on this machine opens it" in run("export", "spec.md", "-t", "json", "--open")[2]


def test_what_was_not_made_is_not_opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    Path("none.json").write_text("of yesterday", encoding="utf-8")
    assert run("export", "none.md", "-t", "json", "--open")[0] == 2
    assert opened == []


def test_watching_is_not_woken_by_its_own_assets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.batch import watch

    def changes(_: list[str]) -> object:
        yield {str(Path("spec_files/style.css").resolve()), str(Path("spec.html").resolve())}

    monkeypatch.setattr(watch, "changes", changes)
    monkeypatch.setattr(watch, "need_watchfiles", lambda: None)
    code, out, _ = run("export", "spec.md", "-t", "html", "--assets", "spec_files", "--watch")
    assert (code, out.count("spec.html")) == (0, 1)
    assert run("export", "-", "-t", "json", "--watch")[0] == 2


def test_watching_exports_again_what_changes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.batch import watch

    def changes(places: list[str]) -> object:
        assert str(Path.cwd().resolve()) in places
        yield {str(Path("spec.json").resolve())}
        Path("spec.md").write_text("# Changed\n\nWords.\n", encoding="utf-8")
        yield {str(Path("spec.md").resolve())}

    monkeypatch.setattr(watch, "changes", changes)
    monkeypatch.setattr(watch, "need_watchfiles", lambda: None)
    code, out, _ = run("export", "spec.md", "-t", "json", "--watch")
    assert code == 0
    assert out.count("spec.json") == 2, "a change of an output is none"
    assert "Changed" in Path("spec.json").read_text(encoding="utf-8")
    assert export_command.command.name == "export"


def test_what_is_included_from_elsewhere_is_watched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from specexport.batch import watch

    Path("specs").mkdir()
    Path("shared").mkdir()
    Path("shared/terms.md").write_text("Old words.\n", encoding="utf-8")
    Path("specs/a.md").write_text("# A\n\n{{#include ../shared/terms.md}}\n", encoding="utf-8")

    def changes(places: list[str]) -> object:
        terms = Path("shared/terms.md").resolve()
        assert any(terms.is_relative_to(place) for place in places)
        terms.write_text("New words.\n", encoding="utf-8")
        yield {str(terms)}

    monkeypatch.setattr(watch, "changes", changes)
    monkeypatch.setattr(watch, "need_watchfiles", lambda: None)
    assert run("export", "specs/a.md", "-t", "json", "--root", ".", "--watch")[0] == 0
    assert "New words" in Path("specs/a.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("logo: logos/mark.svg", "logo logos/mark.svg is not there (there is mark.svg: write that)"),
        ("typography: {base: {size: 11 px}}", "running text is 7 points high in print (say a size in points"),
        ("typography: {base: {size: 9pt}}", "nothing to mend"),
        ("logo: lost.svg", "logo lost.svg is not there (add the file, or correct the path)"),
        ("defaults: {specexport: {page: {margin: 2cm 2.5cm}}}", "nothing to mend"),
        ("defaults: {specexport: {page: {margin: 2cm 2.5cm wide}}}", "margin[2] cannot be 'wide'"),
        ("defaults: {specexport: {classification-labels: {secret: red}}}", "write {color: red}"),
        ('defaults: {specexport: {header: {left: "{titel}"}}}', "(did you mean title?"),
        ('defaults: {specexport: {footer: {right: "{cost centre}"}}}', "{field:NAME} is any field"),
        ('defaults: {specexport: {footer: {right: "{field:Cost centre} {approvers}"}}}', "nothing to mend"),
    ],
)
def test_slips_in_a_style_are_told_with_what_is_right(run: Run, said: str, told: str) -> None:
    Path("look").mkdir()
    Path("look/mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    Path("look/_brand.yml").write_text(said, encoding="utf-8")
    _, out, err = run("styles", "check", "look")
    assert told in out + err
