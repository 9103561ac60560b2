"""The constraints for the lowest declared versions, with which .ci/run tests a second time."""

from __future__ import annotations

import runpy
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
SCRIPT = REPOSITORY / ".ci/lowest.py"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = [Requirement(text) for text in PROJECT["dependencies"]]


def lowest(*extras: str) -> dict[str, str]:
    lines: list[str] = runpy.run_path(str(SCRIPT))["lowest"](extras)
    return dict(line.split("==") for line in lines)


@pytest.mark.parametrize("requirement", DEPENDENCIES, ids=lambda requirement: requirement.name)
def test_every_dependency_is_held_to_a_version_that_it_allows(requirement: Requirement) -> None:
    if requirement.marker is not None and not requirement.marker.evaluate():
        pytest.skip("not for this machine")
    held = lowest()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(held)
    assert f">={held}" in str(requirement.specifier)


def test_extras_are_held_when_they_are_named() -> None:
    assert "distributed" not in lowest()
    assert lowest("dask")["distributed"]


def test_the_installed_versions_are_declared() -> None:
    for requirement in DEPENDENCIES:
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(version(requirement.name), prereleases=True), requirement


def test_it_prints_a_constraint_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "watch"])
    runpy.run_path(str(SCRIPT), run_name="__main__")
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(lines)
    assert dict(line.split("==") for line in lines) == lowest("watch")


def test_the_python_that_is_declared_is_the_lowest_of_the_classifiers() -> None:
    named = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if "Python :: 3." in text]
    assert PROJECT["requires-python"] == f">={named[0]}"
