"""Which files are specifications."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from specexport.core.diagnostics import EnvironmentProblem
from specexport.system import finder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # the settings and .gitignore of folders above do not count
    return tmp_path / "specs"


def put(folder: Path, *names: str, text: str = "# T\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_markdown_files_at_any_depth_sorted(folder: Path) -> None:
    put(folder, "b.md", "a/deep/c.markdown", "a.MD", "notes.txt", "d.json")
    assert finder.specs(folder) == ["a.MD", "a/deep/c.markdown", "b.md"]


def test_what_others_made_and_what_is_hidden_is_left_out(folder: Path) -> None:
    put(folder, "a.md", ".cache/b.md", "node_modules/x/c.md", "out/d.md")
    assert finder.specs(folder, folder / "out") == ["a.md"]


@pytest.mark.parametrize(
    ("readme", "found"),
    [
        ("alone", ["a/x.md", "lone/README.md"]),
        ("always", ["README.md", "a/index.md", "a/x.md", "lone/README.md"]),
        ("never", ["a/x.md"]),
    ],
)
def test_readme_and_index_files_by_rule(folder: Path, readme: str, found: list[str]) -> None:
    put(folder, "README.md", "a/x.md", "a/index.md", "lone/README.md")
    put(folder, "specexport.toml", text=f'[batch]\nreadme = "{readme}"\n')
    assert finder.specs(folder) == found


def test_include_and_exclude_count_from_the_file_that_says_them(folder: Path) -> None:
    put(folder, "a/one.md", "a/draft/two.md", "b/three.md", "README.md")
    put(folder.parent, "specexport.toml", text='[batch]\ninclude = ["specs/a/**"]\nexclude = ["draft/"]\n')
    assert finder.specs(folder) == ["a/one.md"]


def test_the_settings_may_stand_in_pyproject(folder: Path) -> None:
    put(folder, "a.md", "b.md")
    put(folder.parent, "pyproject.toml", text='[tool.specexport.batch]\nexclude = ["b.md"]\n')
    assert finder.specs(folder) == ["a.md"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("[batch]\nincldue = []\n", "SX061"), ("[batch]\nreadme = 1\n", "SX061"), ("[batch", "SX060")],
)
def test_settings_that_are_wrong_are_told(folder: Path, text: str, code: str) -> None:
    put(folder, "specexport.toml", text=text)
    with pytest.raises(EnvironmentProblem) as caught:
        finder.specs(folder)
    assert caught.value.diagnostic.code == code
    assert caught.value.diagnostic.hint


def test_what_git_ignores_is_left_out_and_deeper_files_count_first(folder: Path) -> None:
    put(folder, "a.md", "b.tmp.md", "build/c.md", "sub/keep.tmp.md", "sub/d.md", "old/e.md")
    put(folder.parent, ".gitignore", text="*.tmp.md\nbuild/\n/specs/old\n")
    put(folder, "sub/.gitignore", text="!keep.tmp.md\nd.md\n")
    assert finder.specs(folder) == ["a.md", "sub/keep.tmp.md"]


def test_outside_a_repository_only_what_is_below_counts(tmp_path: Path) -> None:
    put(tmp_path, ".gitignore", text="*.md\n")
    put(tmp_path / "specs", "a.md", "b.md")
    put(tmp_path / "specs", ".gitignore", text="b.md\n")
    assert finder.specs(tmp_path / "specs") == ["a.md"]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links as POSIX has them")
def test_links_are_followed_only_inside(folder: Path) -> None:
    put(folder, "a.md", "sub/b.md")
    put(folder.parent, "secret.md")
    (folder / "inside.md").symlink_to("sub/b.md")
    (folder / "outside.md").symlink_to("../secret.md")
    (folder / "loop").symlink_to(".")
    (folder / "broken.md").symlink_to("none.md")
    assert finder.specs(folder) == ["a.md", "inside.md", "sub/b.md"]
