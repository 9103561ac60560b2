"""A document as a tree of sections, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class OutlineSection(Struct, frozen=True):
    """A heading, what stands below it up to the next heading, and the sections within it."""

    header: d.Header
    blocks: tuple[d.Block, ...] = ()
    inner: tuple[OutlineSection, ...] = ()

    @property
    def title(self) -> str:
        """The words of the heading."""
        return walk.plain(self.header.content)

    @property
    def key(self) -> str:
        """The title in the form by which titles are compared."""
        return key(self.title)


def split(blocks: Sequence[d.Block]) -> tuple[tuple[d.Block, ...], tuple[OutlineSection, ...]]:
    """Return the blocks before the first heading, and the sections of the first rank."""
    starts = [index for index, block in enumerate(blocks) if type(block) is d.Header]
    first = starts[0] if starts else len(blocks)
    return tuple(blocks[:first]), tuple(_sections(tuple(blocks[first:])))


def _sections(blocks: tuple[d.Block, ...]) -> Iterator[OutlineSection]:
    """Yield the sections of `blocks`, which begin with a heading."""
    while blocks:
        header = blocks[0]
        assert isinstance(header, d.Header)
        end = next(
            (
                index
                for index, block in enumerate(blocks)
                if index and isinstance(block, d.Header) and block.level <= header.level
            ),
            len(blocks),
        )
        own, inner = split(blocks[1:end])
        yield OutlineSection(header, own, inner)
        blocks = blocks[end:]


def joined(sections: Sequence[OutlineSection], level: int = 1) -> Iterator[d.Block]:
    """Yield the blocks of sections whose headings are of rank `level`."""
    for section in sections:
        yield replace(section.header, level=min(level, 6))
        yield from section.blocks
        yield from joined(section.inner, level + 1)
