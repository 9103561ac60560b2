"""Formulas as drawings, for layouts that know no MathML: in STIX Two Math, on the base line."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width
from xml.etree import ElementTree

from msgspec import Struct

from specexport.graphics.conservation import impossible
from specexport.graphics.formulas import Formula, converted, font, letters, mathml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specexport.core.context import Context
    from specexport.graphics.formulas.layout import Measure
    from specexport.model.document import Document

_PIXELS_PER_POINT = 4 / 3
_MARGIN = 1.0
_USUAL = 0.6


class Word(Struct, frozen=True):
    """Letters of a drawing in the fonts of the text: where they begin, from the left and from above."""

    text: str
    size: float
    x: float
    y: float


class Drawn(Struct, frozen=True):
    """A formula as an SVG drawing: its size, and how far it reaches below the base line, in CSS pixels.

    `em` is the size of the text that it belongs to. `words` are not in the drawing if they are to be laid
    over it.
    """

    svg: bytes
    width: float
    height: float
    depth: float
    em: float
    shown: str = ""
    words: tuple[Word, ...] = ()


def estimated(words: str, size: float) -> float:
    """Return about how far words in the fonts of the text advance, where nothing can measure them."""
    wide = sum(east_asian_width(char) in "WF" for char in words)
    return (wide + _USUAL * (sum(not combining(char) for char in words) - wide)) * size


def drawings(
    document: Document,
    context: Context,
    measure: Measure = estimated,
    colors: Mapping[Formula, str] = MappingProxyType({}),
) -> dict[Formula, Drawn]:
    """Return the drawing of every formula of a document, words apart; what cannot be read is reported.

    `measure` says how far words advance in the fonts of the text, which have what the font of formulas lacks.
    `colors` are those of formulas that do not stand in the colour of the text.
    """

    def convert(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, Drawn], dict[str, str]]:
        written, reasons = mathml.convert(formulas, context)
        made = {}
        for formula, markup in written.items():
            try:
                made[formula] = drawn(markup, context, measure, apart=True, color=colors.get(formula, ""))
            except ValueError as error:
                reasons[formula[0]] = f"it cannot be drawn: {error}"
        return made, reasons

    return converted(document, context, convert)


def drawn(
    markup: str, context: Context, measure: Measure = estimated, *, apart: bool = False, color: str = ""
) -> Drawn:
    """Return the drawing of a `math` element; `apart` leaves words to be laid over it.

    Without a `color` it has that of the text. Raises ValueError where it has no size that anything could
    have, or not all letters.
    """
    from specexport.graphics.formulas.layout import boxes, lay
    from specexport.graphics.formulas.layout.face import face

    base, root = context.style.base, _presentation(markup)
    em = base.size * _PIXELS_PER_POINT
    box = boxes.padded(lay(root, em * font.LARGER, face(), measure), face())
    if why := impossible(box.width, box.height + box.depth):
        raise ValueError(f"it {why}")
    shown = boxes.shown(box)
    if lost := letters.less(letters.of_mathml(root), shown):
        raise ValueError(f"{lost} would be lost")
    svg = boxes.svg(box, face(), color or base.color, _MARGIN, "" if apart else base.family)
    words = tuple(
        Word(mark.text, mark.size, _MARGIN + x, _MARGIN + box.height - y)
        for x, y, mark in boxes.marks(box)
        if apart and isinstance(mark, boxes.Words)
    )
    size = (box.width + 2 * _MARGIN, box.height + box.depth + 2 * _MARGIN)
    return Drawn(svg, *size, box.depth + _MARGIN, em, shown, words)


def _presentation(markup: str) -> ElementTree.Element:
    """Return a `math` element as a layout needs it: TeX's table says what space stands beside functions."""
    root = ElementTree.fromstring(markup)
    for parent in root.iter():
        parent[:] = [child for child in parent if child.get("width") != mathml.THIN_SPACE]
    return root
