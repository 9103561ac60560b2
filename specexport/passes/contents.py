"""The table of contents: the headings, down to the depth that the style asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d

if TYPE_CHECKING:
    from specexport.contracts import Context


def run(document: d.Document, context: Context) -> d.Document:
    """Fill `contents` from the headings of the text."""
    depth = context.style.contents_depth
    entries = (
        d.ContentsEntry(block.level, block.content, block.attr.id, block.number)
        for block in document.blocks
        if type(block) is d.Header and block.level <= depth
    )
    return replace(document, contents=tuple(entries))
