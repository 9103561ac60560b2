"""Links to headings of other files lead to ones that are there, or somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import specexport
from specexport.api import specifications

if TYPE_CHECKING:
    from pathlib import Path

B = "# B\n\n## Limits :rocket:\n\nText <a name='Own'></a>.\n\n## Again {#mine}\n\n## Again\n"
THERE = ("b.md", "b.md#b", "b.md#limits-rocket", "b.md#Own", "b.md#mine", "b.md#again", "b.md?x#again")
THERE += (
    "./sub/../b.md#AGAIN",
    "b.md#L10-L20",
    "b.md#",
    "b.txt#any",
    "b.md#top",
    "my%20b.md#b",
    "part.md#any",
)
GONE = ("b.md#old-name", "./b.md#again-1", "sub/c.md#nope", "my%20b.md#nope", "b.md#limits-%F0%9F%9A%80")


def _folder(folder: Path, url: str) -> Path:
    (folder / "sub").mkdir()
    for name in ("b.md", "my b.md", "sub/c.md", "b.txt"):
        (folder / name).write_text(B, encoding="utf-8")
    (folder / "part.md").write_text("# P\n\n{{#include b.md}}\n", encoding="utf-8")
    (folder / "a.md").write_text(f"# A\n\nSee [it]({url}).\n", encoding="utf-8")
    return folder / "a.md"


@pytest.mark.parametrize("url", THERE + GONE)
def test_export_and_check_tell_the_same(tmp_path: Path, url: str) -> None:
    spec = _folder(tmp_path, url)
    said: list[specexport.Diagnostic] = []
    specexport.read(spec, report=said.append)
    told = [one.code for one in said if one.code == "SX401"]
    found = [one.code for one in specifications.check(spec).diagnostics if one.code == "SX401"]
    assert (told, found) == (([], []) if url in THERE else (["SX401"], ["SX401"]))


def test_what_lies_outside_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(B, encoding="utf-8")
    (tmp_path / "in").mkdir()
    spec = _folder(tmp_path / "in", "../b.md#nope")
    said: list[specexport.Diagnostic] = []
    specexport.read(spec, report=said.append)
    assert said == []
