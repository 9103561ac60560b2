"""What must not be imported: the cost of a library is paid by the runs that use it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "\nimport json, sys; print(); print(json.dumps(sorted(sys.modules)))"

PRINTING = {"PIL", "docx", "fontTools", "lxml", "pikepdf", "pypandoc", "rich", "weasyprint"}
HEAVY = PRINTING | {"jinja2", "markdown_it", "mistune", "nh3", "pygments", "yaml"}


def loaded(code: str, *arguments: str) -> set[str]:
    """Return the names of all modules that are there after `code` has run in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", code + REPORT, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def command(*arguments: str) -> str:
    return f"from specexport.cli import main; assert main({list(arguments)!r}) == 0"


def test_importing_the_package_imports_nothing_else() -> None:
    new = loaded("import specexport") - loaded("")
    assert new == {"specexport", "specexport._version"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["export", "--help"], ["formats"], ["completion", "zsh"]]
)
def test_asking_for_help_loads_no_machinery(arguments: list[str]) -> None:
    assert packages(loaded(command(*arguments))) & HEAVY == set()


def test_the_model_and_the_contracts_load_nothing_heavy() -> None:
    code = (
        "from specexport.core import context, registry\n"
        "from specexport.model import document, walk\n"
        "from specexport.pipeline import flow"
    )
    assert packages(loaded(code)) & (HEAVY | {"click"}) == set()


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_text(
        "# Title\n\n## Section\n\nText, *text* and [link](https://example.com).\n\n```\ncode\n```\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("target", "unneeded"),
    [
        ("json", PRINTING | {"jinja2", "pygments", "nh3"}),
        ("html", PRINTING | {"pygments", "nh3"}),
        ("docx", (PRINTING - {"docx", "lxml"}) | {"jinja2", "pygments", "nh3"}),
        ("pdf", {"docx", "pypandoc", "pygments", "nh3", "rich"}),
    ],
)
def test_a_run_loads_what_it_needs(spec: Path, target: str, unneeded: set[str]) -> None:
    assert packages(loaded(command("export", str(spec), "-t", target))) & unneeded == set()


def test_a_spec_without_drawings_and_formulas_pays_nothing_for_them(spec: Path) -> None:
    rooms = (
        "specexport.graphics.diagrams",
        "specexport.graphics.formulas",
        "specexport.graphics.svg",
        "merman",
        "mmdr",
        "ziamath",
    )
    for target in ("html", "pdf", "docx", "json"):
        modules = loaded(command("export", str(spec), "-t", target))
        assert [name for name in modules if name.startswith(rooms)] == []


def test_plugins_are_not_looked_for_without_need(spec: Path) -> None:
    assert "importlib.metadata" not in loaded(command("export", str(spec), "-t", "json"))


def test_a_file_with_its_target_loads_no_other_target(spec: Path) -> None:
    modules = loaded(command("export", str(spec), "-t", "json", "-o", str(spec.with_suffix(".json"))))
    made = {name for name in modules if name.startswith("specexport.renderers.")}
    assert made <= {"specexport.renderers.json", "specexport.renderers.common"}, made


@pytest.mark.parametrize("arguments", [["check"], ["export", "-t", "html"]])
def test_a_file_pays_nothing_for_folders_versions_and_reviews(spec: Path, arguments: list[str]) -> None:
    rooms = ("specexport.folders", "specexport.compare", "specexport.review", "specexport.pipeline.folder")
    assert [name for name in loaded(command(*arguments, str(spec))) if name.startswith(rooms)] == []
