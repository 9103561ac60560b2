"""Admonitions: a bar in the colour of their kind, a sign and a label in words, and their text on a tint.

An admonition may hold any block, so it is a table of one column: the label is its header row, which Word
repeats on the next page and announces to those who listen to the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import wml
from specexport.renderers.docx.body import blocks, pictures
from specexport.renderers.docx.body.container import KEPT_SEPARATOR, SEPARATOR, Place
from specexport.style.icons import icon

if TYPE_CHECKING:
    from specexport.model import document as d
    from specexport.model.style import AdmonitionKind
    from specexport.renderers.docx.state import Job

_KINDS: tuple[AdmonitionKind, ...] = ("note", "tip", "important", "warning", "caution")
_MARGINS = 360
# The height of signs as a share of the letters', and the space between a sign and the label.
_SIGN, _GAP = 1.05, "\u2002"


def _sign(job: Job, kind: AdmonitionKind) -> str:
    style = job.style
    drawing = icon(kind, style.admonitions[kind].color, style.colors.background)
    return pictures.sign(job, kind, drawing, style.base.size * _SIGN)


def admonition(job: Job, node: d.Div, place: Place) -> str:
    """Return an admonition of one of the five kinds; one of another kind looks like a note."""
    kind: AdmonitionKind = next((kind for kind in _KINDS if kind in node.attr.classes), "note")
    name = kind.capitalize()
    label = node.attr.get("title") or job.style.admonitions[kind].label
    inner = Place(width=place.room - _MARGINS, flow=True, top=False)
    words = _sign(job, kind) + wml.run(f"{_GAP}{label}")
    title = wml.p(job.mark(node.attr.id, words), f"{name}Title")
    content = blocks.blocks(job, node.content, inner)
    rows = wml.tr(wml.tc(title, place.room), "<w:cantSplit/><w:tblHeader/>")
    if content:
        rows += wml.tr(wml.tc(content, place.room))
    props = (
        f'<w:tblStyle w:val="Admonition{name}"/><w:tblW w:w="{place.room}" w:type="dxa"/>'
        f'<w:tblInd w:w="{place.left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{wml.escape(label)}"/>'
    )
    return KEPT_SEPARATOR + wml.tbl(rows, props, [place.room]) + SEPARATOR
