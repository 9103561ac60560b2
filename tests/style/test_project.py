"""The command takes the style that the project asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.cli.application import run

if TYPE_CHECKING:
    from pathlib import Path

SPEC = "# Technical Specification: Gate\n\n## Overview\n\nText.\n"


@pytest.mark.parametrize(
    ("settings", "options", "color"),
    [
        ({}, [], "#1d4e89"),
        ({"specexport.toml": 'style = "corporate"'}, [], "#0f4c4a"),
        ({"pyproject.toml": '[tool.specexport]\nstyle = "corporate"'}, [], "#0f4c4a"),
        ({"_brand.yml": "color: { primary: '#003366' }"}, [], "#003366"),
        ({"_brand.yml": "color: { primary: '#003366' }"}, ["-s", "corporate"], "#0f4c4a"),
    ],
)
def test_the_project_chooses_unless_the_caller_does(
    tmp_path: Path, settings: dict[str, str], options: list[str], color: str
) -> None:
    for name, text in settings.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "spec.md").write_text(SPEC, "utf-8")
    assert run(["export", str(tmp_path / "spec.md"), "-t", "html", *options]) == 0
    assert f"--primary: {color}" in (tmp_path / "spec.html").read_text("utf-8")


def test_two_projects_keep_their_own_styles(tmp_path: Path) -> None:
    for name, color in (("a", "#003366"), ("b", "#660033")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_brand.yml").write_text(f"color: {{ primary: '{color}' }}", "utf-8")
        (tmp_path / name / "spec.md").write_text(SPEC, "utf-8")
    assert run(["export", *(str(tmp_path / name / "spec.md") for name in "ab"), "-t", "html"]) == 0
    assert "--primary: #003366" in (tmp_path / "a" / "spec.html").read_text("utf-8")
    assert "--primary: #660033" in (tmp_path / "b" / "spec.html").read_text("utf-8")


def test_a_faulty_wish_is_told_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "spec.md").write_text(SPEC, "utf-8")
    (tmp_path / "_brand.yml").write_text("color: { primry: red, danger: nosuch }", "utf-8")
    assert run(["export", str(tmp_path / "spec.md"), "-t", "html"]) == 2
    told = capsys.readouterr().err
    assert "SX051 unknown key color.primry (did you mean primary?)" in told
    assert "SX053" in told
    assert not (tmp_path / "spec.html").exists()
