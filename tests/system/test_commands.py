"""Programs for diagrams come from the user's settings alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import specexport
from specexport.core.diagnostics import EnvironmentProblem
from specexport.system import settings as own
from specexport.system.consent import DiagramCommands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv(own.VARIABLE, str(path))
    return path


@pytest.mark.parametrize(
    "value", ["\"java -jar 'my plantuml.jar' -pipe\"", '["java", "-jar", "my plantuml.jar", "-pipe"]']
)
def test_a_command_is_a_line_or_its_words(value: str, settings: Path) -> None:
    settings.write_text(f"[diagrams.plantuml]\ncommand = {value}\n", encoding="utf-8")
    assert dict(DiagramCommands()) == {"plantuml": ("java", "-jar", "my plantuml.jar", "-pipe")}


def test_without_settings_there_are_none(settings: Path) -> None:
    assert not settings.exists()
    assert len(DiagramCommands()) == 0


@pytest.mark.parametrize(
    "text",
    [
        "[diagrams",
        "diagrams = 1",
        "[diagrams.d2]\n",
        "[diagrams.d2]\ncommand = []",
        "[diagrams.d2]\ncommand = 1",
    ],
)
def test_settings_that_are_wrong_are_told(text: str, settings: Path) -> None:
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="SX060" if text == "[diagrams" else "SX061"):
        DiagramCommands().get("d2")


def test_a_file_beside_a_specification_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", "")
    trace = tmp_path / "trace"
    line = f'command = ["/bin/sh", "-c", "echo x > \'{trace}\'"]'
    for name, head in (
        ("specexport.toml", "diagrams"),
        ("pyproject.toml", "tool.specexport.diagrams"),
    ):
        (tmp_path / name).write_text(f"[{head}.plantuml]\n{line}\n", encoding="utf-8")
    spec = tmp_path / "spec.md"
    spec.write_text("# T\n\n```plantuml\na -> b\n```\n", encoding="utf-8")
    specexport.export(spec, ["json"])
    assert not trace.exists()
