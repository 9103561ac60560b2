"""A style may come with the specifications: its files are regular, of bounded size, and its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.cli.application import run
from specexport.core.diagnostics import EnvironmentProblem
from specexport.style import assets

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Write

PLAIN = "color: { primary: '#003366' }"
SPEC = "# Technical Specification: Gate\n\n## Overview\n\nText.\n"
ENDLESS = "/dev/zero"


def refused(folder: Path) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        style.load(folder)
    return str(caught.value)


@pytest.mark.parametrize("name", ["style.css", "print.css", "screen.css", "cover.html", "_brand.yml"])
def test_known_files_that_lead_out_of_the_style_are_refused(write: Write, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password: hunter2", "utf-8")
    folder = write(PLAIN)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    said = refused(folder)
    assert f"SX054 {name} leads out of the style's folder" in said
    assert "hunter2" not in said


FONT = "fonts/Acme-Regular"


@pytest.mark.parametrize("name", ["style.css", "cover.html", f"{FONT}.ttf", f"{FONT}.woff2"])
@pytest.mark.parametrize("kind", ["pipe", "endless"])
def test_pipes_and_devices_are_no_files_of_a_style(write: Write, name: str, kind: str) -> None:
    folder = write(PLAIN + "\ntypography: { base: Acme }")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(ENDLESS)
    assert "SX054" in refused(folder)


@pytest.mark.parametrize("kind", ["pipe", "endless"])
@pytest.mark.parametrize(
    "key", ["logo: logo.png", "defaults: { specexport: { docx: { template: logo.png } } }"]
)
def test_logos_and_templates_that_are_no_files_are_refused(write: Write, kind: str, key: str) -> None:
    folder = write(key)
    if kind == "pipe":
        os.mkfifo(folder / "logo.png")
    else:
        (folder / "logo.png").symlink_to(ENDLESS)
    assert "SX05" in refused(folder)


def test_a_style_file_of_many_megabytes_is_refused_unread(write: Write) -> None:
    folder = write(PLAIN)
    with (folder / "_brand.yml").open("ab") as file:
        file.truncate(3 * 1024**3)  # a hole: it takes no room on the disk
    assert "_brand.yml is larger than 1 MiB" in refused(folder)


def test_a_style_sheet_of_many_megabytes_is_refused(write: Write, tmp_path: Path) -> None:
    folder = write(PLAIN)
    with (folder / "style.css").open("wb") as file:
        file.truncate(3 * 1024**3)
    (tmp_path / "spec.md").write_text(SPEC, "utf-8")
    assert run(["export", str(tmp_path / "spec.md"), "-t", "html", "-s", str(folder)]) == 2
    assert not (tmp_path / "spec.html").exists()


def test_what_is_replaced_by_a_pipe_after_loading_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.svg")
    with pytest.raises(EnvironmentProblem, match="is a folder, a pipe or a device"):
        assets.read(tmp_path / "logo.svg")


@pytest.mark.parametrize("name", ["specexport.toml", "pyproject.toml"])
def test_huge_settings_are_not_read(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(3 * 1024**3)
    (tmp_path / "spec.md").write_text(SPEC, "utf-8")
    assert run(["export", str(tmp_path / "spec.md"), "-t", "html"]) == 2


@pytest.mark.parametrize("place", ["../elsewhere", "{root}/elsewhere", "inside/link"])
def test_a_project_asks_for_no_style_outside_of_it(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project, other = tmp_path / "project", tmp_path / "elsewhere"
    for folder in (project / ".git", project / "inside", other):
        folder.mkdir(parents=True)
    (other / "_brand.yml").write_text(PLAIN, "utf-8")
    (project / "inside" / "link").symlink_to(other)
    (project / "specexport.toml").write_text(f'style = "{place.format(root=tmp_path)}"', "utf-8")
    (project / "spec.md").write_text(SPEC, "utf-8")
    assert run(["export", str(project / "spec.md"), "-t", "html"]) == 2
    assert "lies outside of it" in capsys.readouterr().err
    assert run(["export", str(project / "spec.md"), "-t", "html", "-s", str(other)]) == 0
