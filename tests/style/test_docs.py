"""The documentation names every key of a style file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from specexport import style
from specexport.style.brand import Brand
from specexport.style.brand.form import form, names
from specexport.style.units import PAPERS

PAGE = (Path(__file__).parents[2] / "docs" / "styles.md").read_text("utf-8")


def keys() -> set[str]:
    return {key[-1] for key in names(form(Brand))} - {"*"}


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_key_is_named(key: str) -> None:
    level = re.fullmatch("h[1-6]", key)
    assert re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", PAGE) or level


def test_the_keys_are_not_few() -> None:
    assert len(keys()) > 70


def test_every_style_and_paper_is_named() -> None:
    assert all(f"| `{name}` |" in PAGE for name in style.available())
    assert all(f"`{name}`" in PAGE for name, _, _ in PAPERS.values())
