"""Page breaks: where a page ends because the author says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.classes import PAGE_BREAK
from specexport.model.document import Div, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.document import Block


def is_page_break(node: Node | None) -> bool:
    """Return whether a block does nothing but end a page."""
    return type(node) is Div and PAGE_BREAK in node.attr.classes and not node.content


def inner(blocks: Sequence[Block], *, at_top: bool = False) -> Sequence[Block]:
    """Return blocks without page breaks at their end, nor `at_top` of a page at their beginning."""
    first, last = 0, len(blocks)
    while at_top and first < last and is_page_break(blocks[first]):
        first += 1
    while last > first and is_page_break(blocks[last - 1]):
        last -= 1
    return blocks[first:last]
