"""Formulas as drawings, for layouts that know no MathML: set by ziamath in STIX Two Math, on the baseline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

from msgspec import Struct

from specexport.graphics.formulas import Formula, converted, mathml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.context import Context
    from specexport.model.document import Document

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
# STIX's letters are lower than those of usual text fonts of the same size.
_LARGER = 1.1
_PIXELS_PER_POINT = 4 / 3
_MARGIN = 1.0


class Drawn(Struct, frozen=True):
    """A formula as an SVG drawing: its size, and how far it reaches below the baseline, in CSS pixels."""

    svg: bytes
    width: float
    height: float
    depth: float


def drawings(document: Document, context: Context) -> dict[Formula, Drawn]:
    """Return the drawing of every formula of a document; what cannot be read is reported."""
    size = context.style.base.size * _PIXELS_PER_POINT * _LARGER
    color = context.style.base.color

    def convert(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, Drawn], dict[str, str]]:
        written, reasons = mathml.convert(formulas, context)
        made = {}
        for formula, markup in written.items():
            try:
                made[formula] = _draw(markup, size, color)
            except Exception as error:  # ziamath lets through whatever its parts raise
                reasons[formula[0]] = f"it cannot be drawn ({type(error).__name__})"
        return made, reasons

    return converted(document, context, convert)


@lru_cache(maxsize=1024)  # a layout may be made twice
def _draw(markup: str, size: float, color: str) -> Drawn:
    with catch_warnings():  # it reads its fonts by a function that Python has deprecated
        simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

    element = _presentation(markup)
    element.set("mathcolor", color)
    settings, before = config, config.svg2
    settings.svg2 = False  # glyphs as paths, not as symbols and uses of them
    try:
        math = Math(element, size=size, margin=_MARGIN)
        root = math.svgxml()
    finally:
        settings.svg2 = before
    depth = _MARGIN - math.getyofst()
    svg = ElementTree.tostring(root, encoding="utf-8")
    return Drawn(svg, float(root.attrib["width"]), float(root.attrib["height"]), depth)


def _presentation(markup: str) -> ElementTree.Element:
    """Return a `math` element without `semantics` and annotations, which ziamath does not know."""
    root = ElementTree.fromstring(markup)
    for semantics in root.findall(f"{_MATHML}semantics"):
        root[:] = [child for child in semantics if child.tag != f"{_MATHML}annotation"]
    for row in root.iter(f"{_MATHML}mrow"):  # it spaces functions by itself
        row[:] = [child for child in row if child.get("width") != mathml.THIN_SPACE]
    for accent in root.iter(f"{_MATHML}mo"):
        if accent.text == mathml.OVERLINE:
            accent.text = "\u2015"  # ziamath stretches this bar, not the other
    return root
