"""What a block became, and what that asks of the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.renderers.html.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Written(Struct, frozen=True):
    """The markup of a block: is it on its side and needs a page, does it announce the block after it?"""

    markup: str
    turned: bool = False
    announces: bool = False


def on_pages(blocks: Iterable[Written]) -> Iterator[str]:
    """Yield the markup of `blocks`; what announces one that is turned goes to its page with it."""
    held: list[str] = []
    for block in blocks:
        if block.announces:
            held.append(block.markup)
            continue
        if block.turned:
            yield element("div", "\n".join([*held, block.markup]), {"class": "wide"})
        else:
            yield from (*held, block.markup)
        held = []
    yield from held
