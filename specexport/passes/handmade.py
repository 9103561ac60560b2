"""What authors make by hand and a style makes anew: tables of contents, numbers of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.passes.handmade_contents import without_contents, without_marks
from specexport.passes.handmade_numbers import first_numbered, unnumbered, without_title_number
from specexport.passes.handmade_signs import is_mark

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d


def run(document: d.Document, context: Context) -> d.Document:
    """Leave out a table of contents and heading numbers that the style makes itself."""
    blocks, meta = document.blocks, document.meta
    if context.style.contents_depth:
        blocks = without_contents(blocks, meta.id, context)
    elif any(map(is_mark, blocks)):
        blocks = without_marks(blocks, context)
    if context.style.numbering and (first := first_numbered(blocks)):
        context.inform(
            "SX713", "numbers typed into headings are left out, for the style numbers them", first.pos
        )
        meta, blocks = without_title_number(meta, blocks), unnumbered(blocks)
    changed = blocks is not document.blocks or meta is not document.meta
    return replace(document, blocks=blocks, meta=meta) if changed else document
