"""What is drawn in a layout: formulas in the line of text, and the numbers of lines of code.

A formula has its TeX for those who do not see it; a number is nothing but its drawing, so that a reader who
copies code from a PDF gets no numbers with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from specexport.model import walk
from specexport.model.document import Math, Media
from specexport.renderers.common import drawn_digits
from specexport.renderers.html.markup import element, escape, tag
from specexport.renderers.pdf.formula_colors import formula_colors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weasyprint.text.fonts import FontConfiguration

    from specexport.core.context import Context
    from specexport.graphics.formulas.drawn import Drawn, Word
    from specexport.model.document import Document
    from specexport.model.style import Style
    from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles


def formulas(
    document: Document, context: Context, files: AllowedFiles, fonts: FontConfiguration
) -> Mapping[tuple[str, bool], str]:
    """Return the picture of every formula of a document, as one of the files that the layout may have.

    `fonts` are those of the layout, in which words are set that the font of formulas has no letters for.
    """
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.graphics.formulas.drawn import drawings
    from specexport.renderers.pdf.weasyprint.engine.widths import measure

    measured, colors = measure(fonts, context.style.base.family), formula_colors(document, context.style)
    found = drawings(document, context, measured, colors)
    return {formula: _image(formula, drawn, files) for formula, drawn in found.items()}


def _image(formula: tuple[str, bool], drawn: Drawn, files: AllowedFiles) -> str:
    tex, display = formula
    media = Media(drawn.svg, "image/svg+xml", round(drawn.width), round(drawn.height))
    # In em, so that it is as large as the text around it: in headings, cells, notes.
    width, height, depth = (f"{size / drawn.em:.3f}em" for size in (drawn.width, drawn.height, drawn.depth))
    size = f"width: {width}; height: {height}"
    style = size if drawn.words else f"{size}; vertical-align: -{depth}"
    image = tag("img", {"src": files.picture("", media), "alt": tex, "class": "formula", "style": style})
    if drawn.words:
        whole = f"position: relative; display: inline-block; line-height: 0; {size}; vertical-align: -{depth}"
        image = element(
            "span", image + "".join(_word(word, drawn.em) for word in drawn.words), {"style": whole}
        )
    return element("span", image, {"class": "math display"}) if display else image


def _word(word: Word, em: float) -> str:
    """Return words over a drawing, on a base line that an empty box holds."""
    scale = word.size / em
    place = f"position: absolute; top: 0; left: {word.x / em:.3f}em; white-space: pre; line-height: 0"
    strut = tag("span", {"style": f"display: inline-block; height: {word.y / em:.3f}em"}) + "</span>"
    text = element("span", escape(word.text), {"style": f"font-size: {scale:.3f}em"})
    return element("span", strut + text, {"style": place})


def line_number(style: Style, number: str) -> str:
    """Return a URL with a drawing of `number`, in the type of code; none if the font has no file."""
    drawing = drawn_digits.svg(style, number)
    return f"data:image/svg+xml,{quote(drawing)}" if drawing else ""
