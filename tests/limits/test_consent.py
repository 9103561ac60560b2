"""Settings beside a specification come from whoever sends it: they take no more than the user allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.cli.application import run
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.limits import NAMES, STANDARD, applied
from specexport.pipeline import environment

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

SPEC = "# Technical Specification: Gate\n\n## Overview\n\nText.\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own settings are."""
    path = tmp_path / "own.toml"
    monkeypatch.setenv("SPECEXPORT_SETTINGS", str(path))
    return path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wanted", ["999_999_999_999", "0"])
def test_a_project_raises_no_limit_without_its_user(
    tmp_path: Path, own: Path, name: str, wanted: str
) -> None:
    table = f'[limits]\n{name} = "{wanted}"\n'
    (tmp_path / "specexport.toml").write_text(table, "utf-8")
    said: list[Diagnostic] = []
    spec = str(tmp_path / "spec.md")

    assert environment.project_limits(spec, report=said.append) == STANDARD
    assert [one.code for one in said] == ["SX025"]
    assert f"limit {name} " in said[0].message

    raised = applied({name: wanted}, STANDARD)
    assert environment.project_limits(spec, {name: wanted}, said.append) == raised
    own.write_text(table, "utf-8")
    assert environment.project_limits(spec, report=said.append) == raised
    assert len(said) == 1


def test_limits_of_the_user_hold_unless_the_project_lowers_them(tmp_path: Path, own: Path) -> None:
    own.write_text('[limits]\nseconds = 30\npixels = "200m"\n', "utf-8")
    (tmp_path / "specexport.toml").write_text("[limits]\nseconds = 60\nblocks = 7\n", "utf-8")
    found = environment.project_limits(str(tmp_path / "spec.md"))
    assert found == replace(STANDARD, seconds=30, pixels=200_000_000, blocks=7)


@pytest.mark.parametrize("text", ["limits = 3\n", "[limits]\nall = 3\n"])
def test_limits_of_the_user_that_are_not_understood_are_told(tmp_path: Path, own: Path, text: str) -> None:
    own.write_text(text, "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"SX06[01]"):
        environment.project_limits(str(tmp_path / "spec.md"))


@pytest.mark.parametrize("command", ["export", "batch"])
def test_the_command_says_once_what_a_project_asks_for_in_vain(
    tmp_path: Path, own: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = tmp_path / "specs"
    specs.mkdir()
    (specs / "specexport.toml").write_text('[limits]\nmemory = "64GiB"\n', "utf-8")
    for name in ("a.md", "b.md"):
        (specs / name).write_text(SPEC, "utf-8")
    named = [str(specs)] if command == "batch" else [str(specs / name) for name in ("a.md", "b.md")]
    assert not own.exists()
    assert run([command, *named, "-t", "html", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err.count("SX025") == 1


@pytest.mark.parametrize(
    "asked",
    [
        "allow-remote = true",
        '[diagrams.plantuml]\ncommand = ["sh", "-c", "touch {mark}; echo"]',
        'root = "/"\nraw-html = "keep"',
    ],
)
def test_settings_beside_a_specification_run_fetch_and_open_nothing(
    tmp_path: Path, own: Path, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project, mark = tmp_path / "project", tmp_path / "mark"
    project.mkdir()
    (tmp_path / "outside.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>hunter2</text></svg>'
    )
    (project / "specexport.toml").write_text(asked.format(mark=mark), "utf-8")
    hostile = (
        "![a](../outside.svg)\n\n![b](http://127.0.0.1:9/a.png)\n\n```plantuml\n@startuml\n@enduml\n```\n"
    )
    (project / "spec.md").write_text(f"{SPEC}\n{hostile}", "utf-8")
    assert not own.exists()
    assert run(["export", str(project / "spec.md"), "-t", "html"]) == 0
    assert not mark.exists()
    assert "hunter2" not in (project / "spec.html").read_text("utf-8")
    said = capsys.readouterr().err
    assert "SX731" in said
    assert "SX732" in said
