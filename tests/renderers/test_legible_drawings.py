"""Drawings with small letters: what is turned or divided in the PDF is in Word, and pages scroll."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from msgspec.structs import replace

from specexport.core.options import Options
from specexport.model import document as d
from specexport.renderers import docx
from specexport.renderers.html import writer as html
from specexport.renderers.pdf import writer as pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic


def figure(width: int, height: int, count: int) -> d.Document:
    """Return a document with a drawing of `count` labels from corner to corner."""
    places = [(at * (width - 80) / count, (at + 0.5) * height / count) for at in range(count)]
    texts = "".join(f'<text x="{x:.0f}" y="{y:.0f}" font-size="12">step</text>' for x, y in places)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    svg = f'{head} viewBox="0 0 {width} {height}">{texts}</svg>'
    image = d.Image(content=(d.Str(text="steps"),), url="diagram:1", pos=d.Pos(7))
    shown = d.Figure(content=(d.Para(content=(image,)),), caption=(d.Str(text="Steps"),), number="1")
    return d.Document(
        blocks=(shown,), media={"diagram:1": d.Media(svg.encode(), "image/svg+xml", width, height)}
    )


def in_pdf(document: d.Document, context: Context) -> tuple[bool, int]:
    """Return whether a page is turned in the PDF, and how many pages there are."""
    with pikepdf.open(io.BytesIO(pdf.render(document, context).data)) as file:
        boxes = [[float(value) for value in page.mediabox] for page in file.pages]
    return any(box[2] > box[3] for box in boxes), len(boxes)


def in_word(document: d.Document, context: Context) -> tuple[bool, int]:
    """Return whether a section is turned in Word, and how many pictures there are."""
    with zipfile.ZipFile(io.BytesIO(docx.render(document, context).data)) as file:
        body = file.read("word/document.xml").decode()
    return 'w:orient="landscape"' in body, body.count("<pic:pic")


@pytest.mark.parametrize(
    ("size", "count", "turned", "bands", "told"),
    [
        ((400, 300), 5, False, 1, False),
        ((1200, 300), 5, True, 1, False),
        ((300, 2400), 40, False, 3, False),
        ((1200, 1400), 20, True, 3, False),
        ((2600, 200), 5, True, 1, True),
    ],
)
@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_small_letters_are_turned_divided_and_told_alike(
    size: tuple[int, int],
    count: int,
    turned: bool,
    bands: int,
    told: bool,
    engine: str,
    make_context: Callable[..., Context],
) -> None:
    document = figure(*size, count)
    said: list[Diagnostic] = []
    context = replace(make_context(said.append), options=Options(pdf_engine=engine))
    is_turned, pages = in_pdf(document, context)
    assert is_turned == turned
    assert pages >= bands
    assert in_word(document, context) == (turned, bands)
    small = [one for one in said if one.code == "SX779"]
    assert len(small) == 2 * told
    assert len(set(small)) == told
    assert all(one.pos and one.pos.line == 7 for one in small)


@pytest.mark.parametrize(("size", "scrolls"), [((300, 900), False), ((700, 300), True), ((2600, 200), True)])
def test_a_page_scrolls_what_cannot_be_read_in_a_narrow_window(
    size: tuple[int, int], scrolls: bool, make_context: Callable[..., Context]
) -> None:
    page = html.render(figure(*size, 4), make_context()).data.decode()
    found = re.search(r'<div class="drawing" role="group" aria-label="Figure 1 Steps" tabindex="0"', page)
    assert bool(found) == scrolls
