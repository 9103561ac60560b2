"""Formulas in a layout: drawings in the line of text, with their TeX for those who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.document import Math, Media
from specexport.renderers.html.markup import element, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.model.document import Document
    from specexport.renderers.pdf.engine.fetch import Shelf


def images(document: Document, context: Context, shelf: Shelf) -> Mapping[tuple[str, bool], str]:
    """Return the picture of every formula of a document, put on the shelf."""
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.graphics.formulas.drawn import drawings

    found = drawings(document, context)
    return {formula: _image(formula, drawn, shelf) for formula, drawn in found.items()}


def _image(formula: tuple[str, bool], drawn: Drawn, shelf: Shelf) -> str:
    tex, display = formula
    media = Media(drawn.svg, "image/svg+xml", round(drawn.width), round(drawn.height))
    size = f"width: {drawn.width:.2f}px; height: {drawn.height:.2f}px"
    style = f"{size}; vertical-align: -{drawn.depth:.2f}px"
    image = tag("img", {"src": shelf.picture("", media), "alt": tex, "class": "formula", "style": style})
    return element("span", image, {"class": "math display"}) if display else image
