"""Pictures side by side: a table of one row without lines, a cell for each picture and its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import side_by_side
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.container import SEPARATOR

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State


def row(state: State, node: d.Div, container: Container) -> str:
    """Return the figures of a row. It counts as a header row, for there is no other that could have one."""
    shares = side_by_side.shares(node.content, state.document.media)
    widths = [max(1, round(share * container.room)) for share in shares]
    cells = [_cell(state, block, width, container) for block, width in zip(node.content, widths, strict=True)]
    words = ", ".join(filter(None, (_name(state, block) for block in node.content)))
    props = _properties(sum(widths), container, words or state.word("figure"))
    return wml.tbl(wml.tr("".join(cells), "<w:cantSplit/><w:tblHeader/>"), props, widths) + SEPARATOR


def _cell(state: State, block: d.Block, width: int, container: Container) -> str:
    room = max(width - _between(container), 360)
    face = replace(container.face, width=room / wml.TWIPS)
    inside = replace(container, width=room, base=0, level=0, style="Figure", face=face, top=False)
    return wml.tc(state.blocks((block,), inside), width)


def _between(container: Container) -> int:
    return round(container.room * side_by_side.BETWEEN)


def _properties(width: int, container: Container, words: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{_between(container) // 2 if side in ("left", "right") else 0}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    indent = container.left + (container.room - width) // 2
    return (
        f'<w:tblStyle w:val="TableNormal"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{wml.escape(words)}"/>'
    )


def _name(state: State, block: d.Block) -> str:
    if not isinstance(block, d.Figure):
        return ""
    number = f"{state.word('figure')} {block.number}" if block.number else ""
    return " ".join(filter(None, (number, walk.plain(block.caption))))
