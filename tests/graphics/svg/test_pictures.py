"""Drawings by the subjects of the W3C's tests of SVG look in every format as in a browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import visdiff

from specexport import Context, style
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Mapping

# The largest share of pixels that may differ, by format. Word's picture is set in the style's fonts alone.
USUAL = {"html": 0.001, "pdf": 0.02, "docx": 0.005}
WITH_TEXT = {"html": 0.001, "pdf": 0.02, "docx": 0.06}
# What is a bitmap in a PDF is set in the style's fonts too, and edges of what is enlarged in it are softer.
OTHERS = {
    "filters-matrix": {"pdf": 0.04},
    "painting-gradient-text": {"pdf": 0.12, "docx": 0.12},
    "painting-pattern": {"pdf": 0.04, "docx": 0.01},
    "struct-image-pattern": {"pdf": 0.11, "docx": 0.02},
    "text-path": {"pdf": 0.05},
}


@pytest.fixture(scope="module")
def shares() -> Mapping[str, Mapping[str, float]]:
    if not visdiff.browser() or not shutil.which("pdftoppm"):
        pytest.skip("there is no browser, or no pdftoppm")
    drawings = {path.stem: path.read_bytes() for path in sorted(visdiff.DRAWINGS.glob("*.svg"))}
    return visdiff.shares(drawings, Context(style.load("base"), files.NoFolder()))


@pytest.mark.parametrize("name", sorted(path.stem for path in visdiff.DRAWINGS.glob("*.svg")))
def test_a_drawing_looks_as_in_a_browser(name: str, shares: Mapping[str, Mapping[str, float]]) -> None:
    text = "<text" in (visdiff.DRAWINGS / f"{name}.svg").read_text(encoding="utf-8") or "foreign" in name
    most = {**(WITH_TEXT if text or "label" in name else USUAL), **OTHERS.get(name, {})}
    over = {engine: share for engine, share in shares[name].items() if share > most[engine]}
    assert over == {}
