"""Formulas in a page: MathML, and the letters to set it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.document import Math, Media
from specexport.renderers.html.assets import embedded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context
    from specexport.model.document import Document


def elements(document: Document, context: Context) -> Mapping[tuple[str, bool], str]:
    """Return the `math` element of every formula of a document, by its TeX and whether it is displayed."""
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.graphics.formulas import mathml

    return mathml.elements(document, context)


def sheet(formulas: Mapping[tuple[str, bool], str], context: Context) -> str:
    """Return the rules that give formulas a font made for them, nothing where there are none."""
    if not formulas:
        return ""
    from specexport.graphics.formulas import font

    url = embedded("", Media(font.woff2(formulas.values(), context), "font/woff2"))
    return (
        f'@font-face {{ font-family: "{font.FAMILY}"; src: url("{url}") format("woff2"); }}\n'
        f'math {{ font-family: "{font.FAMILY}", math; font-size: 1.06em; }}\n'
        "math[display=block] { margin: .9rem 0; }\n"
    )
