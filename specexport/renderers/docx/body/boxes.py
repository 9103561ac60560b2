"""Tables that lay out other things than cells of data: admonitions, numbered formulas, pictures side by side.

Each has a header row, which Word repeats on the next page and announces to those who listen to the document.
Formulas and pictures have but one row, which then counts as the header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import KINDS
from specexport.renderers.common import side_by_side
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import pictures
from specexport.renderers.docx.body.container import KEPT_SEPARATOR, SEPARATOR, Container
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.wml import fields
from specexport.style.marks import icon

if TYPE_CHECKING:
    from specexport.model.style import AdmonitionKind
    from specexport.renderers.docx.state import State

# What the style of admonitions leaves free at the sides of their text, in twips.
_MARGINS = 360
# The height of signs as a share of the letters', and the space between a sign and the label.
_SIGN, _GAP = 1.05, "\u2002"
# The width of a digit to the size of the type, and what stands beside the number of a formula, in twips.
_DIGIT, _SPACE = 0.6, 160
_CENTER, _RIGHT = wml.w("jc", val="center"), wml.w("jc", val="right")
_MIDDLE = wml.w("vAlign", val="center")
_HEAD = (wml.w("cantSplit"), wml.w("tblHeader"))
# A header row, and neither stripes nor other parts of the style (17.4.55).
_LOOK = wml.w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)


def _laid_out(width: int, words: str, *props: wml.Element) -> wml.Props:
    """Return the properties of such a table, `width` twips wide; `words` say to listeners what it is."""
    caption = wml.w("tblCaption", val=words)
    return (wml.w("tblW", w=width, type="dxa"), wml.w("tblLayout", type="fixed"), _LOOK, caption, *props)


def _indented(left: int) -> wml.Element:
    return wml.w("tblInd", w=left, type="dxa")


def _margins(sides: int) -> wml.Element:
    """Return the margins of cells, in twips: none above and below them."""
    widths = {"top": 0, "left": sides, "bottom": 0, "right": sides}
    return wml.w("tblCellMar", *(wml.w(side, w=width, type="dxa") for side, width in widths.items()))


def admonition(state: State, node: d.Div, container: Container) -> wml.Content:
    """Return an admonition of one of the five kinds; one of another kind looks like a note.

    It has a bar in the colour of its kind, a sign and a label in words, and its text on a tint. It may hold
    any block, so it is a table of one column, with the label as header row.
    """
    kind: AdmonitionKind = next((kind for kind in KINDS if kind in node.attr.classes), "note")
    name = kind.capitalize()
    label = node.attr.get("title") or state.style.admonitions[kind].label
    words = (_sign(state, kind), *wml.run(f"{_GAP}{label}"))
    title = wml.P(state.mark(node.attr.id, words), f"{name}Title")
    content = state.blocks(node.content, Container(width=container.room - _MARGINS, top=False))
    rows = [wml.Tr((wml.cell((title,), container.room),), _HEAD)]
    if content:
        rows.append(wml.Tr((wml.cell(content, container.room),)))
    props = _laid_out(container.room, label, _indented(container.left))
    return KEPT_SEPARATOR, wml.Tbl(tuple(rows), (container.room,), f"Admonition{name}", props), SEPARATOR


def _sign(state: State, kind: AdmonitionKind) -> wml.R:
    style = state.style
    drawing = icon(kind, style.admonitions[kind].color, style.colors.background)
    return pictures.sign(state, kind, drawing, style.base.size * _SIGN)


def equation(state: State, node: d.Div, container: Container) -> wml.Content:
    """Return a formula in the middle and its number at the right edge, in a table without lines.

    Word's own way, an array of equations with `#(1)` in it (22.1.2.34), shows the sign in other programs, and
    nothing can refer to a number inside a formula.
    """
    words = walk.plain(walk.find([node], d.Span))
    side = round(len(words) * _DIGIT * state.style.base.size * wml.TWIPS) + _SPACE
    middle = max(container.room - 2 * side, 720)
    formula = inlines(state, tuple(walk.find([node], d.Math)), container.run_style)
    number = state.mark(node.attr.id, _number(state, words))
    row = wml.Tr(
        (
            wml.cell((wml.P((), "BodyText"),), side, (_MIDDLE,)),
            wml.cell((wml.P(formula, "BodyText", (_CENTER,)),), middle, (_MIDDLE,)),
            wml.cell((wml.P(number, "BodyText", (_RIGHT,)),), side, (_MIDDLE,)),
        ),
        _HEAD,
    )
    indent = (_indented(container.left),) if container.left else ()
    props = _laid_out(middle + 2 * side, words, *indent, _margins(0))
    return wml.Tbl((row,), (side, middle, side), "TableNormal", props), SEPARATOR


def _number(state: State, words: str) -> wml.Content:
    if not state.counts(words):
        return wml.run(words)
    return wml.run("(") + fields.sequence("Equation", words[1:-1]) + wml.run(")")


def row(state: State, node: d.Div, container: Container) -> wml.Content:
    """Return figures side by side: a table of one row without lines, a cell for each with its caption."""
    shares = side_by_side.shares(node.content, state.document.media)
    widths = tuple(max(1, round(share * container.room)) for share in shares)
    between = round(container.room * side_by_side.BETWEEN)
    pairs = zip(node.content, widths, strict=True)
    cells = tuple([_cell(state, block, width, between, container) for block, width in pairs])
    words = ", ".join(filter(None, (_name(state, block) for block in node.content)))
    left = container.left + (container.room - sum(widths)) // 2
    props = _laid_out(sum(widths), words or state.word("figure"), _indented(left), _margins(between // 2))
    return wml.Tbl((wml.Tr(cells, _HEAD),), widths, "TableNormal", props), SEPARATOR


def _cell(state: State, block: d.Block, width: int, between: int, container: Container) -> wml.Tc:
    room = max(width - between, 360)
    run_style = replace(container.run_style, width=room / wml.TWIPS)
    inside = replace(container, width=room, base=0, level=0, style="Figure", run_style=run_style, top=False)
    return wml.cell(state.blocks((block,), inside), width)


def _name(state: State, block: d.Block) -> str:
    if not isinstance(block, d.Figure):
        return ""
    number = f"{state.word('figure')} {block.number}" if block.number else ""
    return " ".join(filter(None, (number, walk.plain(block.caption))))
