"""Numbered formulas: a table without lines, the formula in the middle and its number at the right edge.

Word's own way, an array of equations with `#(1)` in it (22.1.2.34), shows the sign in other programs, and
nothing can refer to a number inside a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.docx import fields, wml
from specexport.renderers.docx.body.container import SEPARATOR
from specexport.renderers.docx.body.inlines import inlines

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

# The width of a digit to the size of the type, and what stands beside the number, in twips.
_DIGIT, _SPACE = 0.6, 160
_CENTER, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_MIDDLE = '<w:vAlign w:val="center"/>'


def numbered(state: State, node: d.Div, container: Container) -> str:
    """Return a formula and its number. It counts as a header row, for there is no other."""
    words = walk.plain(walk.find([node], d.Span))
    side = round(len(words) * _DIGIT * state.style.base.size * wml.TWIPS) + _SPACE
    widths = [side, max(container.room - 2 * side, 720), side]
    formula = inlines(state, tuple(walk.find([node], d.Math)), container.face)
    cells = (
        wml.p("", "BodyText"),
        wml.p(formula, "BodyText", _CENTER),
        wml.p(state.mark(node.attr.id, _number(state, words)), "BodyText", _RIGHT),
    )
    row = "".join([wml.tc(cell, width, _MIDDLE) for cell, width in zip(cells, widths, strict=True)])
    made = wml.tbl(wml.tr(row, "<w:cantSplit/><w:tblHeader/>"), _properties(widths, container, words), widths)
    return made + SEPARATOR


def _number(state: State, words: str) -> str:
    if not state.counts(words):
        return wml.run(words)
    return wml.run("(") + fields.sequence("Equation", words[1:-1]) + wml.run(")")


def _properties(widths: list[int], container: Container, words: str) -> str:
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    indent = f'<w:tblInd w:w="{container.left}" w:type="dxa"/>' if container.left else ""
    return (
        f'<w:tblStyle w:val="TableNormal"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{wml.escape(words)}"/>'
    )
