"""Admonitions: a bar in the colour of their kind, a sign and a label in words, and their text on a tint.

An admonition may hold any block, so it is a table of one column: the label is its header row, which Word
repeats on the next page and announces to those who listen to the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import pictures, xml
from specexport.renderers.docx.body import blocks
from specexport.renderers.docx.body.place import KEPT_SEPARATOR, SEPARATOR, Place
from specexport.style.icons import icon

if TYPE_CHECKING:
    from specexport import document as d
    from specexport.renderers.docx.job import Job
    from specexport.style.tokens import AdmonitionKind

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
    words = _sign(job, kind) + xml.run(f"{_GAP}{label}")
    title = xml.p(job.mark(node.attr.id, words), f"{name}Title")
    content = blocks.blocks(job, node.content, inner)
    rows = xml.tr(xml.tc(title, place.room), "<w:cantSplit/><w:tblHeader/>")
    if content:
        rows += xml.tr(xml.tc(content, place.room))
    props = (
        f'<w:tblStyle w:val="Admonition{name}"/><w:tblW w:w="{place.room}" w:type="dxa"/>'
        f'<w:tblInd w:w="{place.left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{xml.escape(label)}"/>'
    )
    return KEPT_SEPARATOR + xml.tbl(rows, props, [place.room]) + SEPARATOR
