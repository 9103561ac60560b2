"""Formulas in a layout: drawings in the line of text, with their TeX for those who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import walk
from specexport.document import Math, Media
from specexport.renderers.html.text import element, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.contracts import Context
    from specexport.document import Document
    from specexport.formulas.drawn import Drawn
    from specexport.renderers.pdf.fetch import Shelf


def images(document: Document, context: Context, shelf: Shelf) -> Mapping[tuple[str, bool], str]:
    """Return the picture of every formula of a document, put on the shelf."""
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.formulas.drawn import drawings

    found = drawings(document, context)
    return {formula: _image(formula, drawn, shelf) for formula, drawn in found.items()}


def _image(formula: tuple[str, bool], drawn: Drawn, shelf: Shelf) -> str:
    tex, display = formula
    media = Media(drawn.svg, "image/svg+xml", round(drawn.width), round(drawn.height))
    size = f"width: {drawn.width:.2f}px; height: {drawn.height:.2f}px"
    style = f"{size}; vertical-align: -{drawn.depth:.2f}px"
    image = tag("img", {"src": shelf.picture("", media), "alt": tex, "class": "formula", "style": style})
    return element("span", image, {"class": "math display"}) if display else image
