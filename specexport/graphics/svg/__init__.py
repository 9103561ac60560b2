"""SVG made plain: drawings that say the same to a browser, WeasyPrint, Word, LibreOffice and resvg.

A plain drawing (SVG 1.1's static subset) has no script, link, reference to anything outside itself, style
sheet, `foreignObject`, `switch` or nested `svg`; what it looks like stands in presentation attributes, and
every line of text is a `text` of its own with a place on its baseline.
"""

from __future__ import annotations

from specexport.graphics.svg.plain import UnfitDrawingError, inert, plain
from specexport.graphics.svg.text import Font

__all__ = ["Font", "UnfitDrawingError", "inert", "plain"]
