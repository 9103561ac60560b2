"""Where a page ends: because the author says so, and where it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.classes import PAGE_BREAK
from specexport.model.document import Div, Node
from specexport.model.walk import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.document import Block

# A paragraph of at most so many letters that ends with a colon or semicolon, or is all bold, leads in what
# follows it.
_LEAD_IN = 160


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


def without_idle_rules(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave out rules before a heading or a new page: on paper the line could stand alone."""
    following = (*blocks[1:], None) if blocks else ()
    return [
        block
        for block, after in zip(blocks, following, strict=True)
        if not (
            isinstance(block, d.HorizontalRule)
            and (isinstance(after, (d.Header, d.HorizontalRule)) or is_page_break(after))
        )
    ]


def leads_in_to(node: d.Para, after: Block | None) -> bool:
    """Whether a paragraph must stay on the page of the block `after` it, which it announces."""
    if not isinstance(after, (d.BulletList, d.OrderedList, d.Table, d.CodeBlock, d.Figure)):
        return False
    text = plain(node.content)
    return len(text) <= _LEAD_IN and (text.endswith((":", ";", "：")) or _all_bold(node))


def _all_bold(node: d.Para) -> bool:
    return bool(node.content) and all(isinstance(inline, d.Strong) for inline in node.content)
