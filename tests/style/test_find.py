"""Where styles are found, and how they stand on each other."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core import registry
from specexport.core.diagnostics import EnvironmentProblem
from specexport.style.find import nearby

if TYPE_CHECKING:
    from .conftest import Write

BLUE = "color: { primary: '#003366' }\n"


def extending(name: str) -> str:
    return f"defaults: {{ specexport: {{ extends: {name} }} }}\n"


def test_a_style_is_found_by_name_by_folder_and_by_file(write: Write) -> None:
    folder = write(BLUE)
    by_folder = style.load(folder)
    assert by_folder.colors.primary == "#003366"
    assert style.load(str(folder)) is by_folder
    assert style.load(folder / "_brand.yml").colors == by_folder.colors
    assert style.load("base").name == "base"


def test_a_file_of_another_name_is_a_style_too(write: Write) -> None:
    folder = write("")
    (folder / "brand-2.yml").write_text(BLUE, "utf-8")
    assert style.load(folder / "brand-2.yml").colors.primary == "#003366"


def test_a_bare_name_is_a_folder_of_the_current_one_if_nothing_has_that_name(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(BLUE).parent)
    assert style.load("acme").colors.primary == "#003366"


def test_the_environment_names_folders_of_styles(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(BLUE)
    monkeypatch.setenv("SPECEXPORT_STYLES", os.pathsep.join(["/nowhere", str(folder.parent)]))
    assert style.load("acme").colors.primary == "#003366"
    assert style.available()["acme"] == folder.resolve()


def test_a_name_may_not_stand_for_two_folders(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECEXPORT_STYLES", str(write(BLUE, "base").parent))
    with pytest.raises(EnvironmentProblem, match="SX014"):
        style.load("base")


@pytest.mark.parametrize("form", ["text", "path", "module"])
def test_a_package_brings_a_style(write: Write, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    folder = write(BLUE)
    loaded = {
        "text": str(folder),
        "path": folder,
        "module": SimpleNamespace(__file__=str(folder / "__init__.py")),
    }[form]
    point = SimpleNamespace(name="acme", load=lambda: loaded, dist=None, value="acme_style")
    monkeypatch.setattr(registry, "_installed", lambda kind: (point,) if kind == "styles" else ())
    assert style.load("acme").colors.primary == "#003366"
    assert "acme" in style.available()


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        style.load("corporat")
    assert caught.value.diagnostic.code == "SX013"
    assert "did you mean corporate?" in caught.value.diagnostic.hint
    assert "base" in caught.value.diagnostic.hint


@pytest.mark.parametrize("name", ["./gone", "gone/", "gone/_brand.yml"])
def test_a_folder_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(EnvironmentProblem, match=r"SX013 style folder .*gone"):
        style.load(name)


def test_a_folder_without_a_brand_file_is_no_style(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"has no _brand\.yml"):
        style.load(tmp_path)


def test_styles_extend_each_other_over_several_levels(write: Write) -> None:
    write(
        "color: { primary: '#003366', success: '#0a5c2e' }\ntypography: { base: { size: 11pt } }\n", "group"
    )
    write(extending("group") + "color: { primary: '#660033' }\n", "division")
    look = style.load(write(extending("../division") + "meta: { name: Team }\n", "team"))
    assert (look.colors.primary, look.colors.success) == ("#660033", "#0a5c2e")
    assert look.base.size == 11
    assert look.company == "Team"
    assert [folder.name for folder in look.folders] == ["team", "division", "group", "base"]


def test_styles_that_extend_each_other_in_a_circle_are_refused(write: Write) -> None:
    write(extending("b"), "a")
    write(extending("a"), "b")
    with pytest.raises(EnvironmentProblem) as caught:
        style.load(write(extending("a"), "c"))
    assert caught.value.diagnostic.code == "SX054"
    assert "c > a > b > a" in caught.value.diagnostic.message


def test_style_sheets_apply_from_the_base_up(write: Write) -> None:
    folder = write(BLUE)
    (folder / "style.css").write_text("p { color: red }", "utf-8")
    assert style.load(folder).css[-1] == folder / "style.css"


def test_a_style_is_built_once_until_a_file_changes(write: Write) -> None:
    folder = write(BLUE)
    first = style.load(folder)
    assert style.load(folder) is first
    (folder / "style.css").write_text("", "utf-8")
    assert style.load(folder) is not first
    write("color: { primary: '#660033' }\n")
    assert style.load(folder).colors.primary == "#660033"
    write(BLUE)
    assert style.load(folder) == style.load(folder)


def test_loading_leaves_the_file_as_it_read_it(write: Write) -> None:
    folder = write("typography: { base: Open Sans }\nlogo: { small: a.svg }\n")
    (folder / "a.svg").write_text("<svg/>", "utf-8")
    assert style.load(folder).logo == folder / "a.svg"
    assert style.load(folder).logo == folder / "a.svg"
    assert Path(style.load(folder).folders[0]) == folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of a document two levels down in a repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs" / "specs").mkdir(parents=True)
    return tmp_path / "docs" / "specs"


def test_a_project_without_wishes_has_no_style(project: Path) -> None:
    (project.parents[2] / "specexport.toml").write_text('style = "outside"', "utf-8")
    try:
        assert nearby(project) is None
    finally:
        (project.parents[2] / "specexport.toml").unlink()


def test_the_nearest_wish_counts(project: Path) -> None:
    root = project.parents[1]
    (root / "pyproject.toml").write_text('[tool.specexport]\nstyle = "corporate"\n', "utf-8")
    assert nearby(project) == "corporate"
    (project.parent / "_brand.yml").write_text(BLUE, "utf-8")
    assert nearby(project) == project.parent
    (project / "specexport.toml").write_text('style = "../../styles/acme"\n', "utf-8")
    assert nearby(project) == project / "../../styles/acme"


def test_other_settings_are_no_wish(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other]\nstyle = 1\n", "utf-8")
    (project / "specexport.toml").write_text("", "utf-8")
    assert nearby(project) is None


@pytest.mark.parametrize("text", ["style = [", "style = 4", "[style]\nname = 'x'\n"])
def test_settings_that_cannot_be_read_are_told(project: Path, text: str) -> None:
    (project / "specexport.toml").write_text(text, "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"toml:1:\d+: error SX06[01] .*(settings|style)"):
        nearby(project)


def test_outside_a_repository_only_the_folder_itself_is_asked(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "_brand.yml").write_text(BLUE, "utf-8")
    assert nearby(inner) is None
    assert nearby(tmp_path) == tmp_path
