"""How a document comes by its dialect, and how what is foreign is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import specexport
from specexport import Options
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.dialects import DIALECTS, named
from specexport.readers.markdown.dialects import load
from specexport.system import dialects

if TYPE_CHECKING:
    from pathlib import Path

    from readers.conftest import Read

FOLDERS = [
    (".obsidian", "obsidian"),
    ("docusaurus.config.ts", "docusaurus"),
    ("docusaurus.config.js", "docusaurus"),
    ("mkdocs.yml", "mkdocs"),
    ("_quarto.yml", "quarto"),
    ("_config.yml", "kramdown"),
    (".order", "azure"),
    (".gitlab", "gitlab"),
    ("_Sidebar.md", "github-wiki"),
]


@pytest.mark.parametrize(("sign", "name"), FOLDERS)
@pytest.mark.parametrize("depth", [0, 2])
def test_a_folder_says_its_dialect(tmp_path: Path, sign: str, name: str, depth: int) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path.joinpath(*["sub"] * depth)
    folder.mkdir(parents=True, exist_ok=True)
    path = tmp_path / sign
    path.mkdir() if "." not in sign[1:] else path.write_text("", "utf-8")
    assert dialects.of_source(folder / "spec.md") == name


def test_nothing_above_the_project_counts(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    (tmp_path / "project" / ".git").mkdir(parents=True)
    assert dialects.of_source(tmp_path / "project" / "spec.md") == ""


def test_the_nearest_sign_counts_and_settings_before_it(tmp_path: Path) -> None:
    (tmp_path / ".gitlab").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mkdocs.yml").write_text("", "utf-8")
    assert dialects.of_source(tmp_path / "docs" / "spec.md") == "mkdocs"
    (tmp_path / "specexport.toml").write_text('dialect = "obsidian"\n', "utf-8")
    assert dialects.of_source(tmp_path / "docs" / "spec.md") == "obsidian"
    (tmp_path / "specexport.toml").write_text('dialect = "plain"\n', "utf-8")
    assert dialects.of_source(tmp_path / "docs" / "spec.md") == "plain"


def test_exports_of_notion_are_known_by_their_names(tmp_path: Path) -> None:
    name = "Design 0123456789abcdef0123456789abcdef.md"
    assert dialects.of_source(tmp_path / name) == "notion"
    assert dialects.of_source(tmp_path / "0123456789abcdef0123456789abcdef.md") == ""


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_has_a_module(name: str) -> None:
    assert load(name) is not load("plain")


@pytest.mark.parametrize(("written", "name"), [("MDX", "docusaurus"), ("GitHub Wiki", "github-wiki")])
def test_a_dialect_has_other_names(written: str, name: str) -> None:
    assert named(written) == name


def test_a_name_that_no_dialect_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n", "utf-8")
    with pytest.raises(EnvironmentProblem, match="did you mean obsidian"):
        specexport.export(path, ["json"], options=Options(dialect="obsidan"))
    (tmp_path / "specexport.toml").write_text('dialect = "obsidan"\n', "utf-8")
    with pytest.raises(specexport.SpecExportError, match="SX800"):
        specexport.export(path, ["json"])


def test_the_front_matter_counts_before_the_options(read: Read) -> None:
    read.context = replace(read.context, options=Options(dialect="docusaurus"))
    document = read("---\ndialect: obsidian\n---\na ==b==\n")
    assert "mark" in repr(document.blocks)
    assert not [field for field in document.meta.fields if field.name == "aliases"]
    read("---\ndialect: nonsense\n---\na\n")
    assert "SX800" in read.codes


def test_the_library_the_command_and_check_read_in_one_dialect(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    path = tmp_path / "spec.md"
    path.write_text("# Spec\n\nA ==b== c.\n", "utf-8")
    assert "mark" in repr(specexport.read(path).blocks)
    (written,) = specexport.export(path, ["md"], output=tmp_path / "out.md")
    assert "<mark>b</mark>" in written.path.read_text("utf-8")
    assert "SX801" not in {one.code for one in specexport.check(path).diagnostics}
    assert "SX801" in {one.code for one in specexport.check(path.read_bytes()).diagnostics}


def test_a_kind_is_told_once_with_its_first_place(read: Read) -> None:
    code = "`[[code]]` 1 == 2\n\n```\n[[code]]\n```\n"
    read(f"# T\n\nSee [[A]] and\n[[B]].\n\n- ==c==\n\n\\[\\[escaped]]\n\n{code}")
    told = [one for one in read.said if one.code == "SX801"]
    assert [(one.pos and one.pos.line, one.severity) for one in told] == [(3, "warning"), (6, "warning")]
    assert "[[A]]" in told[0].message
    assert "as is 1 more" in told[0].message


def test_a_container_that_nothing_closes_is_told(read: Read) -> None:
    read("# T\n\n::: tip\ntext\n")
    assert "SX802" in read.codes


def test_what_is_included_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("x\n\n[[Page]]\n", "utf-8")
    (tmp_path / "spec.md").write_text("# T\n\n{{#include part.md}}\n", "utf-8")
    said: list[specexport.Diagnostic] = []
    specexport.read(tmp_path / "spec.md", report=said.append)
    assert [(one.pos.path, one.pos.line) for one in said if one.code == "SX801" and one.pos] == [
        ("part.md", 3)
    ]


def test_settings_of_a_site_are_no_information(read: Read) -> None:
    read.context = replace(read.context, options=Options(dialect="docusaurus"))
    document = read("---\nid: a\ncustom_edit_url: null\nowner: Ann\n---\n# T\n")
    assert [field.name for field in document.meta.fields] == ["owner"]
