"""What a run makes, what it makes again, and what it does not."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from folders import files_of

from specexport import batch
from specexport._version import __version__
from specexport.batch import stale
from specexport.batch.manifest import FILE
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


ASKED = Options(variables={"x": "y"})


def run(folders: Iterable[str | Path] = ("specs",), out: str = "out", **options: Any) -> batch.Summary:
    """Run with threads, which start at once; what is the same for all is tested with them."""
    planned = {key: options.pop(key) for key in ("style", "index", "options") if key in options}
    plan = batch.plan(folders, out, options.pop("to", ["json", "html"]), **planned)
    return batch.run(plan, backend=batch.backend("thread", 1), **options)


def states(summary: batch.Summary) -> dict[str, str]:
    return {entry.name: entry.state for entry in summary.entries}


def made(summary: batch.Summary) -> list[str]:
    return sorted(str(one.path) for entry in summary.entries for one in entry.outputs if one.made)


@pytest.mark.usefixtures("specs")
def test_everything_is_made_where_it_belongs() -> None:
    summary = run()
    assert states(summary) == {"a/one.md": "made", "b/two.md": "made"}
    assert sorted(files_of(Path("out"))) == [
        "a/data.csv",
        "a/one.html",
        "a/one.json",
        "b/two.html",
        "b/two.json",
        "index.html",
        "index.json",
    ]
    assert b'href="../b/two.html#scope"' in Path("out/a/one.html").read_bytes()
    assert b'"../a/one.json"' in Path("out/b/two.json").read_bytes()
    assert b'href="page.html"' in Path("out/a/one.html").read_bytes(), "what acts is linked to, not copied"


@pytest.mark.usefixtures("specs")
def test_nothing_is_made_twice() -> None:
    run()
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.*")}
    assert states(run()) == {"a/one.md": "kept", "b/two.md": "kept"}
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.*")} == before


ONE, TWO = ["out/a/one.html", "out/a/one.json"], ["out/b/two.html", "out/b/two.json"]


def touch(specs: Path) -> None:
    for path in specs.rglob("*.*"):
        os.utime(path, (1, 1))


def restore(_specs: Path) -> None:
    for path in Path("out").rglob("*.*"):
        os.utime(path, (1, 1))


@pytest.mark.parametrize(
    ("change", "again"),
    [
        # What leads to a heading of a file that changed is asked about it again.
        (lambda specs: (specs / "b/two.md").write_text("# Two\n\nNew.\n", "utf-8"), [*ONE, *TWO]),
        (lambda specs: (specs / "a/dot.png").unlink(), ONE),
        (lambda specs: (specs / "a/data.csv").unlink(), ONE),
        (lambda _: Path("out/a/one.html").unlink(), ["out/a/one.html"]),
        (lambda _: Path("out/b/two.json").write_text("{}", "utf-8"), ["out/b/two.json"]),
        (touch, []),
        (restore, []),
        (lambda specs: (specs / "a/other.csv").write_text("x", "utf-8"), []),
    ],
    ids=["source", "picture", "linked", "output gone", "output changed", "touched", "restored", "unrelated"],
)
def test_what_changed_is_made_again(specs: Path, change: Callable[[Path], object], again: list[str]) -> None:
    run()
    change(specs)
    assert made(run()) == again
    assert made(run()) == []


def test_a_specification_that_goes_changes_links_to_it(specs: Path) -> None:
    run()
    (specs / "b/two.md").unlink()
    assert made(run()) == ONE
    assert b'href="../b/two.md#scope"' in Path("out/a/one.html").read_bytes()


@pytest.mark.usefixtures("specs")
def test_options_style_and_versions_count(monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    assert made(run(options=ASKED)) == sorted(ONE + TWO)
    assert made(run(options=ASKED)) == []
    assert made(run(options=ASKED, style="minimal")) == sorted(ONE + TWO)
    assert made(run(options=ASKED, style="minimal", force=True)) == sorted(ONE + TWO)
    monkeypatch.setattr("specexport._version.__version__", "9.9")
    assert made(run(options=ASKED, style="minimal")) == sorted(ONE + TWO)


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_versions_are_those_that_the_standard_library_tells(target: str) -> None:
    told = dict(line.split(" ") for line in stale.versions(target).splitlines() if " " in line)
    assert told.pop("specexport") == __version__
    assert told == {name: version(name) for name in told}
    assert {"mistune", "pygments"} < set(told)


def test_a_file_of_the_style_counts(specs: Path, tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "_brand.yml").write_text("meta: {name: Look}\ndefaults: {specexport: {extends: base}}\n", "utf-8")
    run([specs], style=str(look))
    assert made(run([specs], style=str(look))) == []
    (look / "style.css").write_text("p { margin: 0 }\n", "utf-8")
    assert made(run([specs], style=str(look))) == sorted(ONE + TWO)


def test_the_engine_that_a_folder_asks_for_counts_there_alone(specs: Path) -> None:
    def fingerprints(*targets: str) -> list[str]:
        plan = batch.plan([specs], "out", [*targets])
        return [stale.Fingerprints(plan).of(task, targets[0]) for task in plan.tasks]

    (specs / "specexport.toml").write_text('pdf-engine = "weasyprint"\n', "utf-8")
    before, others, alone = fingerprints("pdf"), fingerprints("docx", "pdf"), fingerprints("docx")
    (specs / "b" / "specexport.toml").write_text('pdf-engine = "typst"\n', "utf-8")
    assert [one == other for one, other in zip(before, fingerprints("pdf"), strict=True)] == [True, False]
    assert [one == other for one, other in zip(others, fingerprints("docx", "pdf"), strict=True)] == [
        True,
        False,
    ]
    assert fingerprints("docx") == alone


@pytest.mark.usefixtures("specs")
def test_a_target_more_makes_only_that() -> None:
    run(to=["html"])
    assert made(run(to=["html", "json"])) == ["out/a/one.json", "out/b/two.json"]
    assert made(run(to=["html"])) == []


@pytest.mark.usefixtures("specs")
def test_pages_known_from_a_layout_that_is_kept_make_the_same_word_file() -> None:
    run(to=["pdf", "docx"])
    whole = Path("out/a/one.docx").read_bytes()
    Path("out/a/one.docx").unlink()
    assert made(run(to=["pdf", "docx"])) == ["out/a/one.docx"]
    assert Path("out/a/one.docx").read_bytes() == whole


def test_outputs_without_a_source_are_listed_and_removed_on_demand(specs: Path) -> None:
    run()
    shutil.rmtree(specs / "a")
    Path("out/a/mine.txt").write_text("not ours", "utf-8")
    summary = run()
    assert (summary.gone, summary.pruned) == (["a/data.csv", "a/one.html", "a/one.json"], False)
    assert Path("out/a/one.html").exists()
    summary = run(prune=True)
    assert summary.pruned
    assert sorted(path.name for path in Path("out/a").iterdir()) == ["mine.txt"]
    assert run().gone == []


def test_pruning_keeps_what_other_folders_made(specs: Path) -> None:
    run([specs / "a"])
    assert run([specs / "b"], prune=True).gone == []
    assert Path("out/one.html").exists()


def test_a_manifest_from_elsewhere_removes_nothing_outside(specs: Path, tmp_path: Path) -> None:
    run()
    victim = tmp_path / "victim.html"
    victim.write_text("mine", "utf-8")
    with sqlite3.connect(f"out/{FILE}") as database:
        database.execute("UPDATE outputs SET path = '../victim.html' WHERE path = 'a/one.html'")
    database.close()
    shutil.rmtree(specs / "a")
    run(prune=True)
    assert victim.read_text("utf-8") == "mine"


@pytest.mark.parametrize("data", [b"", b"nonsense" * 1000])
@pytest.mark.usefixtures("specs")
def test_a_damaged_manifest_costs_time_only(data: bytes) -> None:
    run()
    Path(f"out/{FILE}").write_bytes(data)
    said: list[Diagnostic] = []
    assert made(run(report=said.append)) == sorted(ONE + TWO)
    assert made(run(report=said.append)) == []
    assert said == []


def test_what_fails_is_told_and_the_rest_is_made(many: Callable[[int], Path]) -> None:
    folder = many(50)
    broken = {"team-0/spec-000.md": b"", "team-1/spec-001.md": b"\xff\xfe#", "team-2/spec-002.md": b" \n"}
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    summary = run([folder], out=str(folder.parent / "out"), to=["json"], index=False)
    assert summary.count("made") == 47
    assert {entry.name: entry.errors[0].code for entry in summary.entries if entry.errors} == {
        "team-0/spec-000.md": "SX005",
        "team-1/spec-001.md": "SX004",
        "team-2/spec-002.md": "SX005",
    }
    assert all(error.path for entry in summary.entries for error in entry.errors)


def test_a_file_in_the_way_of_a_folder_is_the_problem_of_the_run(specs: Path) -> None:
    Path("out").write_text("a file", "utf-8")
    with pytest.raises(EnvironmentProblem, match="SX032"):
        run([specs])


@pytest.mark.usefixtures("specs")
def test_warnings_are_remembered_with_their_places(specs: Path) -> None:
    (specs / "a/dot.png").unlink()
    for _ in range(2):
        entry = run().entries[0]
        assert [str(one).partition(" (")[0] for one in entry.diagnostics if one.code == "SX403"] == [
            f"{Path('specs/a/one.md')}:13:1: warning SX403 picture dot.png is not there"
        ]


# The command


@pytest.mark.usefixtures("specs")
def test_the_command_tells_what_became_of_all(command: Any) -> None:
    Path("specs/b/empty.md").write_bytes(b"")
    done = command("specs", "-o", "out", "-t", "json", "-j1", "--report", "report.json")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert sorted(re.sub(r"[\d.]+ s$|^\S+ ", "", line) for line in lines[:3]) == [
        "a/one.md  json  ",
        "b/empty.md  FAILED  ",
        "b/two.md  json  ",
    ]
    assert re.fullmatch(r"3 specifications: 2 made, 1 failed.*, [\d.]+ s", lines[-1])
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{Path('specs/b/empty.md')}: error SX005 ")
    again = command("specs", "-o", "out", "-t", "json", "--quiet", "--report", "report.xml")
    assert (again.returncode, again.stdout) == (1, "")
    assert '<failure type="SX005"' in Path("report.xml").read_text("utf-8")
    assert '"failed": 1' in Path("report.json").read_text("utf-8")


@pytest.mark.usefixtures("specs")
def test_a_dry_run_writes_nothing(command: Any) -> None:
    done = command("specs", "-o", "out", "-t", "json", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{Path('specs/a/one.md')} -> {Path('out/a/one.json')}",
        f"{Path('specs/b/two.md')} -> {Path('out/b/two.json')}",
        "2 outputs to be made of 2 specifications",
    ]
    assert not Path("out").exists()


@pytest.mark.usefixtures("specs")
@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("SX019", ["specs"]),
        ("SX080", ["none", "-o", "out"]),
        ("SX013", ["specs", "-o", "out", "-s", "none-such"]),
        ("SX018", ["specs", "-o", "out", "--report", "report.txt"]),
        ("SX019", ["specs", "-o", "out", "-j", "0"]),
        ("SX019", ["specs", "-o", "out", "--timeout", "-1"]),
        ("SX086", ["specs", "-o", "out", "--executor", "nobody"]),
        ("SX086", ["specs", "-o", "out", "--executor", "os:none"]),
        ("SX087", ["specs", "-o", "out", "--since", "HEAD"]),
    ],
)
def test_what_cannot_run_is_one_line(command: Any, code: str, arguments: list[str]) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"error {code} " in line
    assert line.endswith(")")
    assert not Path("out").exists()


def test_files_that_belong_to_a_page_come_and_go_with_it(specs: Path) -> None:
    beside = Options(assets="parts")
    summary = run(options=beside)
    assert summary.count("failed") == 0
    parts = {name for name in files_of(Path("out")) if "/parts/" in name}
    assert {name.rpartition(".")[2] for name in parts} >= {"css", "png", "woff2"}
    assert states(run(options=beside)) == {"a/one.md": "kept", "b/two.md": "kept"}
    Path(min(Path("out/a/parts").glob("*.css"))).unlink()
    assert states(run(options=beside)) == {"a/one.md": "made", "b/two.md": "kept"}
    assert {name for name in files_of(Path("out")) if "/parts/" in name} == parts

    (specs / "a" / "one.md").write_text("# One\n\nNo picture.\n", "utf-8")
    (specs / "b" / "two.md").unlink()
    summary = run(options=beside, prune=True)
    left = files_of(Path("out"))
    assert not any(name.startswith("b/") for name in left)
    assert [name for name in parts - set(left) if name.startswith("a/")] != []
    assert b"".join(left.values()).count(b"parts/") > 0
    assert set(summary.gone) == {"a/data.csv", "b/two.html", "b/two.json"} | (parts - set(left))


@pytest.mark.usefixtures("specs")
def test_pages_may_be_fragments(command: Any) -> None:
    done = command("specs", "-o", "out", "-t", "html", "--fragment", "--no-index")
    assert done.returncode == 0, done.stderr
    page = Path("out/b/two.html").read_text("utf-8")
    assert "All of it" in page
    assert "<body" not in page
