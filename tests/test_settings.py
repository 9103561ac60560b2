"""One reader of settings with one search rule for every command, and faults told at their line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport import batch
from specexport.cli.application import run
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.limits import STANDARD
from specexport.pipeline import environment
from specexport.style.find import nearby
from specexport.system import settings, toml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.diagnostics import Diagnostic

SPEC = "# Technical Specification: Gate\n\n## Overview\n\nAsk [Your Name].\n"
ALL = """\
style = "formal"

[check]
ignore = ["SX1"]

[batch]
exclude = ["drafts/"]

[limits]
blocks = 7
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own settings are."""
    path = tmp_path / "own.toml"
    monkeypatch.setenv(settings.VARIABLE, str(path))
    return path


def holding(folder: Path) -> dict[str, object]:
    """Return what each command takes from the settings around `folder`."""
    return {
        "style": nearby(folder),
        "check": settings.of_project(folder).check.ignore,
        "batch": batch.plan([folder], folder / "out").tasks[0].name,
        "limits": environment.project_limits(str(folder / "spec.md")),
    }


@pytest.mark.parametrize("repository", [True, False])
@pytest.mark.parametrize("name", ["specexport.toml", "pyproject.toml"])
def test_what_stands_above_a_specification_holds_for_every_command(
    tmp_path: Path, own: Path, name: str, repository: bool
) -> None:
    folder = tmp_path / "docs" / "specs"
    (folder / "drafts").mkdir(parents=True)
    for file in ("spec.md", "drafts/a.md"):
        (folder / file).write_text(SPEC, "utf-8")
    text = ALL if name == "specexport.toml" else "[tool.specexport]\n" + ALL.replace("[", "[tool.specexport.")
    text = text.replace("= [tool.specexport.", "= [")
    (tmp_path / name).write_text(text, "utf-8")
    if repository:
        (tmp_path / ".git").mkdir()
    assert not own.exists()
    assert holding(folder) == {
        "style": "formal",
        "check": ("SX1",),
        "batch": "spec.md",
        "limits": replace(STANDARD, blocks=7),
    }


def test_nothing_outside_of_the_repository_holds(tmp_path: Path) -> None:
    folder = tmp_path / "project" / "specs"
    folder.mkdir(parents=True)
    (tmp_path / "project" / ".git").mkdir()
    (tmp_path / "specexport.toml").write_text(ALL, "utf-8")
    (folder / "spec.md").write_text(SPEC, "utf-8")
    found = settings.of_project(folder)
    assert found.file is None
    assert (found.folder, found.root) == (folder, tmp_path / "project")
    assert run(["check", str(folder / "spec.md")]) == 1


def test_the_nearest_file_counts_and_counts_whole(tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    (tmp_path / "specexport.toml").write_text(ALL, "utf-8")
    (folder / "pyproject.toml").write_text("[tool.other]\n[project]\nname = 'x'\n", "utf-8")
    assert settings.of_project(folder).file == tmp_path / "specexport.toml"
    (folder / "pyproject.toml").write_text("[tool.specexport.check]\nignore = ['SX2']\n", "utf-8")
    found = settings.of_project(folder)
    assert (found.check.ignore, found.style, found.limits) == (("SX2",), "", {})
    (folder / "specexport.toml").write_text("style = 'base'\n", "utf-8")
    assert (settings.of_project(folder).style, settings.of_project(folder).check.ignore) == ("base", ())


def test_a_file_that_is_edited_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "specexport.toml"
    for style in ("base", "formal"):
        path.write_text(f'style = "{style}"\n', "utf-8")
        assert settings.of_project(tmp_path).style == style


def test_a_faulty_pyproject_is_told_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.specexport]\nstyle = formal\n", "utf-8")
    (tmp_path / "spec.md").write_text(SPEC, "utf-8")
    spec, out = str(tmp_path / "spec.md"), str(tmp_path / "out")
    for command in (["check", spec], ["export", spec], ["batch", str(tmp_path), "-o", out]):
        assert run(command) == 2
        assert "pyproject.toml:2:9: error SX060" in capsys.readouterr().err


# Faults

FAULTS = [
    ("chekc = 1", 1, "warning", "unknown key chekc", "did you mean check?"),
    ("\n[chekc]\nselect = []", 2, "warning", "unknown key chekc", "did you mean check?"),
    ("# a comment\nstyel = 'formal'", 2, "warning", "unknown key styel", "did you mean style?"),
    ("[limts]\npixels = 1", 1, "warning", "unknown key limts", "did you mean limits?"),
    (
        "exclud = []",
        1,
        "warning",
        "unknown key exclud",
        "known: batch, check, dialect, document, limits, pdf-engine, source-map, style, templates",
    ),
    ("allow-remote = true", 1, "warning", "allow-remote does nothing here", "your own settings"),
    ("[diagrams.d2]\ncommand = 'd2'", 1, "warning", "diagrams does nothing here", "your own settings"),
    ("style = 4", 1, "error", "style cannot be 4", "text between quotation marks"),
    ("check = 4", 1, "error", "check must be a table", "[check]"),
    ("[check]\n\nselekt = []", 3, "error", "unknown key check.selekt", "did you mean select?"),
    (
        "[check]\nextend_select = []",
        2,
        "error",
        "unknown key check.extend_select",
        "did you mean extend-select?",
    ),
    ("check.selekt = []", 1, "error", "unknown key check.selekt", "did you mean select?"),
    ("check = { selekt = [] }", 1, "error", "unknown key check.selekt", "did you mean select?"),
    ("[check]\nselect = 'SX1'", 2, "error", "check.select cannot be 'SX1'", 'a list such as ["one", "two"]'),
    ("[check]\nselect = [\n  'SX1',\n  2,\n]", 2, "error", "check.select cannot be", "a list"),
    (
        "[check.severity]\nSX1 = 'fatal'",
        2,
        "error",
        "check.severity.SX1 cannot be 'fatal'",
        '"info" or "warning"',
    ),
    ('[check.per-file-ignores]\n"a/*" = 1', 2, "error", "check.per-file-ignores.a/* cannot be 1", "a list"),
    ("[templates]\nrunbook = ['a.md']", 2, "error", "templates.runbook cannot be", "text"),
    ("[batch]\nincldue = []", 2, "error", "unknown key batch.incldue", "did you mean include?"),
    (
        "[batch]\nreadme = 'sometimes'",
        2,
        "error",
        "batch.readme cannot be 'sometimes'",
        '"alone" or "always"',
    ),
    ("[limits]\nblocks = 1\npixel = 3", 3, "error", "unknown key limits.pixel", "did you mean pixels?"),
    ("[limits]\npixels = 'many'", 2, "error", "the limit pixels cannot be 'many'", "write a number"),
    ("limits = 3", 1, "error", "limits must be a table", "[limits]"),
]
OWN_FAULTS = [
    ("allow_remote = true", 1, "warning", "unknown key allow_remote", "did you mean allow-remote?"),
    ("[diagram.d2]\ncommand = 'd2'", 1, "warning", "unknown key diagram", "did you mean diagrams?"),
    ("style = 'formal'", 1, "warning", "style does nothing here", "the project's settings"),
    ("allow-remote = 1", 1, "error", "allow-remote cannot be 1", "true or false"),
    ("[diagrams.d2]\ncomand = 'd2'", 2, "error", "unknown key diagrams.d2.comand", "did you mean command?"),
    ("diagrams.d2 = {}", 1, "error", "diagrams.d2 needs command", "command ="),
    ('[diagrams.d2]\ncommand = "d2 \'"', 2, "error", "diagrams.d2.command cannot be", "a list of words"),
    ("[limits]\nmemroy = '4GiB'", 2, "error", "unknown key limits.memroy", "did you mean memory?"),
]


def lines(found: Iterable[Diagnostic]) -> list[int]:
    return [one.pos.line if one.pos else 0 for one in found]


def told(ask: object) -> list[Diagnostic]:
    """Return what is told of settings, as a warning or as an error."""
    found: list[Diagnostic] = []
    try:
        ask(found.append)
    except EnvironmentProblem as problem:
        found += problem.diagnostics
    return found


@pytest.mark.parametrize(("text", "line", "severity", "message", "hint"), FAULTS)
@pytest.mark.parametrize("table", ["", "tool.specexport."])
def test_faults_of_a_project_come_with_file_line_and_remedy(
    tmp_path: Path, text: str, line: int, severity: str, message: str, hint: str, table: str
) -> None:
    path = tmp_path / ("pyproject.toml" if table else "specexport.toml")
    if table:
        parts = text.splitlines()
        in_table = any(one.startswith("[") for one in parts)
        text = "\n".join(one.replace("[", f"[{table}", 1) if one.startswith("[") else one for one in parts)
        text, line = (text, line) if in_table else (f"[tool.specexport]\n{text}", line + 1)
    path.write_text(f"{text}\n", "utf-8")
    (found,) = told(lambda report: settings.of_project(tmp_path, report))
    assert (found.code, found.severity, found.path) == ("SX061", severity, str(path))
    assert (found.message.replace(table, "")[: len(message)], lines([found])) == (message, [line])
    assert hint in found.hint.replace(table, "")


@pytest.mark.parametrize(("text", "line", "severity", "message", "hint"), OWN_FAULTS)
def test_faults_of_the_user_come_with_file_line_and_remedy(
    own: Path, text: str, line: int, severity: str, message: str, hint: str
) -> None:
    own.write_text(f"{text}\n", "utf-8")
    (found,) = told(settings.of_user)
    assert (found.code, found.severity, found.path) == ("SX061", severity, str(own))
    assert (found.message[: len(message)], lines([found])) == (message, [line])
    assert hint in found.hint


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "specexport.toml").write_text(
        "style = 1\n[check]\nselekt = []\n[limits]\nseconds = 'x'\n", "utf-8"
    )
    with pytest.raises(EnvironmentProblem) as caught:
        settings.of_project(tmp_path)
    assert lines(caught.value.diagnostics) == [1, 3, 5]


@pytest.mark.parametrize("command", ["check", "export", "batch", "new"])
def test_every_command_says_once_what_a_project_says_in_vain(
    tmp_path: Path,
    own: Path,
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "specexport.toml").write_text("[chekc]\nselect = ['SX1']\n", "utf-8")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "spec.md").write_text("# T\n\n## S\n\nText.\n", "utf-8")
    more = {"check": ["a", "b"], "export": ["a/spec.md", "b/spec.md"], "batch": ["."], "new": ["Title"]}[
        command
    ]
    options = {"export": ["-t", "json"], "batch": ["-t", "json", "-o", "out"]}.get(command, [])
    assert not own.exists()
    assert run([command, *more, *options]) == 0
    said = capsys.readouterr().err
    assert said.count("specexport.toml:1:1: warning SX061 unknown key chekc (did you mean check?") == 1


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ("a = 1\n", ("a",), 1),
        ("[a]\n\n[b]\na = 1\n", ("b", "a"), 4),
        ('[a."b c".d]\ne = 1\n', ("a", "b c", "d", "e"), 2),
        ("a.b.c = 1\n", ("a", "b"), 1),
        ("[a.b]\nc = 1\n", ("a",), 1),
        ("a = { b = { c = 1 } }\n", ("a", "b", "c"), 1),
        ("[a]\nb = 1\n[[a.c]]\nd = 1\n", ("a", "c", "d"), 4),
        ("x = 1\n", ("a",), None),
    ],
)
def test_the_line_of_a_key(text: str, keys: tuple[str, ...], line: int | None) -> None:
    found = toml.position(text, keys)
    assert (found and found.line) == line


# Which files of a folder are specifications


def test_check_and_batch_see_the_same_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "specs"
    for name in ("a.md", "drafts/b.md", "built/c.md", "README.md", "node_modules/d.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# T\n\n## S\n\nText.\n", "utf-8")
    (tmp_path / ".gitignore").write_text("built/\n", "utf-8")
    (tmp_path / "specexport.toml").write_text('[batch]\nexclude = ["drafts/"]\n', "utf-8")
    planned = [task.name for task in batch.plan([folder], tmp_path / "out", index=False).tasks]
    assert run(["check", str(folder), "--format", "json"]) == 0
    checked = [one["path"] for one in json.loads(capsys.readouterr().out)["files"]]
    assert planned == ["a.md"]
    assert [Path(path).relative_to(folder).as_posix() for path in checked] == planned
    assert run(["check", str(folder / "drafts" / "b.md"), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == 1
    other = tmp_path / "other.toml"
    other.write_text('[batch]\ninclude = ["specs/drafts/"]\n', "utf-8")
    assert run(["check", str(folder), "--config", str(other), "--format", "json"]) == 0
    checked = [one["path"] for one in json.loads(capsys.readouterr().out)["files"]]
    assert [Path(path).relative_to(folder).as_posix() for path in checked] == ["drafts/b.md"]
