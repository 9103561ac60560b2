"""Pictures side by side: a table of one row without lines, a cell for each picture and its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import side_by_side
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import blocks
from specexport.renderers.docx.body.container import SEPARATOR

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Place
    from specexport.renderers.docx.state import Job


def row(job: Job, node: d.Div, place: Place) -> str:
    """Return the figures of a row. It counts as a header row, for there is no other that could have one."""
    shares = side_by_side.shares(node.content, job.document.media)
    widths = [max(1, round(share * place.room)) for share in shares]
    cells = [_cell(job, block, width, place) for block, width in zip(node.content, widths, strict=True)]
    words = ", ".join(filter(None, (_name(job, block) for block in node.content)))
    props = _properties(sum(widths), place, words or job.word("figure"))
    return wml.tbl(wml.tr("".join(cells), "<w:cantSplit/><w:tblHeader/>"), props, widths) + SEPARATOR


def _cell(job: Job, block: d.Block, width: int, place: Place) -> str:
    room = max(width - _between(place), 360)
    face = replace(place.face, width=room / wml.TWIPS)
    inside = replace(place, width=room, base=0, level=0, style="Figure", face=face, top=False)
    return wml.tc(blocks.block(job, block, inside), width)


def _between(place: Place) -> int:
    return round(place.room * side_by_side.BETWEEN)


def _properties(width: int, place: Place, words: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{_between(place) // 2 if side in ("left", "right") else 0}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    indent = place.left + (place.room - width) // 2
    return (
        f'<w:tblStyle w:val="TableNormal"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{wml.escape(words)}"/>'
    )


def _name(job: Job, block: d.Block) -> str:
    if not isinstance(block, d.Figure):
        return ""
    number = f"{job.word('figure')} {block.number}" if block.number else ""
    return " ".join(filter(None, (number, walk.plain(block.caption))))
