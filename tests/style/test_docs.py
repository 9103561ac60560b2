"""The documentation names every key of a style file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from specexport import style
from specexport.style.brand import Brand
from specexport.style.faults import _alternatives, _fields
from specexport.style.units import PAPERS

PAGE = (Path(__file__).parents[2] / "docs" / "styles.md").read_text("utf-8")


def keys(kind: object, seen: frozenset[object] = frozenset()) -> set[str]:
    found: set[str] = set()
    for name, below in _fields(kind).items():
        found.add(name)
        for inner in _alternatives(below):
            parts = [inner, *(part for one in getattr(inner, "__args__", ()) for part in _alternatives(one))]
            for part in parts:
                if part not in seen:
                    found |= keys(part, seen | {kind, part})
    return found


@pytest.mark.parametrize("key", sorted(keys(Brand)))
def test_every_key_is_named(key: str) -> None:
    level = re.fullmatch("h[1-6]", key)
    assert re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", PAGE) or level


def test_the_keys_are_not_few() -> None:
    assert len(keys(Brand)) > 70


def test_every_style_and_paper_is_named() -> None:
    assert all(f"| `{name}` |" in PAGE for name in style.available())
    assert all(f"`{name}`" in PAGE for name, _, _ in PAPERS.values())
