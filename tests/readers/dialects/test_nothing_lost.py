"""Whatever dialects a specification mixes, no word is lost in silence and no private one is given away."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from readers.dialects.mixed import losses, mixed
from specexport import style

if TYPE_CHECKING:
    from specexport.model.style import Style


@pytest.fixture(scope="module")
def look() -> Style:
    return style.load("base")


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_no_word_is_lost_in_silence(look: Style, first: int) -> None:
    targets = ("html", "docx", "json", "md")
    found = {number: list(losses(mixed(number), targets, look)) for number in range(first, first + 20)}
    assert {number: lines for number, lines in found.items() if lines} == {}


def test_no_word_is_lost_on_paper(look: Style) -> None:
    pytest.importorskip("pikepdf")
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = {number: list(losses(mixed(number), ("pdf",), look)) for number in range(200, 206)}
    assert {number: lines for number, lines in found.items() if lines} == {}
