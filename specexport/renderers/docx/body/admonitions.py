"""Admonitions: a bar in the colour of their kind, a sign and a label in words, and their text on a tint.

An admonition may hold any block, so it is a table of one column: the label is its header row, which Word
repeats on the next page and announces to those who listen to the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import wml
from specexport.renderers.docx.body import pictures
from specexport.renderers.docx.body.container import KEPT_SEPARATOR, SEPARATOR, Container
from specexport.style.marks import icon

if TYPE_CHECKING:
    from specexport.model import document as d
    from specexport.model.style import AdmonitionKind
    from specexport.renderers.docx.state import State

_KINDS: tuple[AdmonitionKind, ...] = ("note", "tip", "important", "warning", "caution")
_MARGINS = 360
# The height of signs as a share of the letters', and the space between a sign and the label.
_SIGN, _GAP = 1.05, "\u2002"


def _sign(state: State, kind: AdmonitionKind) -> str:
    style = state.style
    drawing = icon(kind, style.admonitions[kind].color, style.colors.background)
    return pictures.sign(state, kind, drawing, style.base.size * _SIGN)


def admonition(state: State, node: d.Div, container: Container) -> str:
    """Return an admonition of one of the five kinds; one of another kind looks like a note."""
    kind: AdmonitionKind = next((kind for kind in _KINDS if kind in node.attr.classes), "note")
    name = kind.capitalize()
    label = node.attr.get("title") or state.style.admonitions[kind].label
    inner = Container(width=container.room - _MARGINS, flow=True, top=False)
    words = _sign(state, kind) + wml.run(f"{_GAP}{label}")
    title = wml.p(state.mark(node.attr.id, words), f"{name}Title")
    content = state.blocks(node.content, inner)
    rows = wml.tr(wml.tc(title, container.room), "<w:cantSplit/><w:tblHeader/>")
    if content:
        rows += wml.tr(wml.tc(content, container.room))
    props = (
        f'<w:tblStyle w:val="Admonition{name}"/><w:tblW w:w="{container.room}" w:type="dxa"/>'
        f'<w:tblInd w:w="{container.left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{wml.escape(label)}"/>'
    )
    return KEPT_SEPARATOR + wml.tbl(rows, props, [container.room]) + SEPARATOR
