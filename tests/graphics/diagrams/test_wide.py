"""A diagram whose letters would be too small gets a page on its side, where that makes them larger."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from specexport.model import document as d
from specexport.renderers.pdf import writer as pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context


@pytest.mark.parametrize(
    ("width", "height", "classes", "turned"),
    [
        (1400, 300, ("diagram",), True),
        (700, 100, ("diagram",), False),
        (1400, 1300, ("diagram",), False),
        (1400, 300, (), False),
    ],
)
def test_a_wide_diagram_turns_its_page(
    width: int, height: int, classes: tuple[str, ...], turned: bool, make_context: Callable[..., Context]
) -> None:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    svg = f'{head}<rect width="9" height="9"/></svg>'
    image = d.Image(content=(d.Str(text="x"),), url="diagram:1")
    figure = d.Figure(content=(d.Para(content=(image,)),), attr=d.Attr(classes=classes))
    media = {"diagram:1": d.Media(svg.encode(), "image/svg+xml", width, height)}
    rendered = pdf.render(d.Document(blocks=(figure,), media=media), make_context())
    with pikepdf.open(io.BytesIO(rendered.data)) as file:
        boxes = [[float(value) for value in page.mediabox] for page in file.pages]
    assert any(box[2] > box[3] for box in boxes) == turned
