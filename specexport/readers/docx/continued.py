"""Tables that were divided because their columns did not fit a page, put together again.

What goes on the table above it has a hidden bookmark (its name begins with an underscore), at the table or
in its first cell, where Word puts it. Such a table repeats the first column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common.draft import sequences
from specexport.readers.docx.names import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.story import Story

_PAIR = ("continued", "yes")

REPEATED = "repeated"
"""What is left out of it."""

_NAME = regex(r"_Continued\d+")


def is_mark(bookmark: _Element) -> bool:
    """Say whether a bookmark tells that a table goes on the one above it."""
    return bool(_NAME.fullmatch(str(bookmark.get(f"{W}name", ""))))


def goes_on(table: _Element) -> bool:
    """Say whether a table has such a bookmark, right before it or in its first paragraph."""
    before = table.getprevious()
    while before is not None and before.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if is_mark(before):
            return True
        before = before.getprevious()
    first = next(table.iter(f"{W}p"), None)
    return first is not None and any(map(is_mark, first.iter(f"{W}bookmarkStart")))


def marked(table: d.Table) -> d.Table:
    """Return a table with what it has that goes on the one above it, until both are one."""
    return replace(table, attr=replace(table.attr, pairs=(*table.attr.pairs, _PAIR)))


def joined(blocks: tuple[d.Block, ...], story: Story) -> tuple[d.Block, ...]:
    """Return blocks in which tables that go on others are part of these, if they have as many rows."""

    def change(found: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
        return tuple(_joined(found, story)) if any(map(_is_continued, found)) else found

    return sequences(blocks, change)


def _joined(blocks: tuple[d.Block, ...], story: Story) -> Iterator[d.Block]:
    above: d.Table | None = None
    for block in blocks:
        if type(block) is not d.Table:
            if above is not None:
                yield above
            above = None
            yield block
        elif above is not None and _is_continued(block) and _fit(above, block):
            _leave_out(block, story)
            above = _together(above, block)
        else:
            if above is not None:
                yield above
            above = _unmarked(block)
    if above is not None:
        yield above


def _is_continued(block: d.Block) -> bool:
    return type(block) is d.Table and _PAIR in block.attr.pairs


def _unmarked(table: d.Table) -> d.Table:
    if not _is_continued(table):
        return table
    pairs = tuple(pair for pair in table.attr.pairs if pair != _PAIR)
    return replace(table, attr=replace(table.attr, pairs=pairs))


def _rows(table: d.Table) -> tuple[d.Row, ...]:
    return (*table.head, *table.body)


def _fit(above: d.Table, below: d.Table) -> bool:
    """Say whether both have as many rows, and the one below nothing that spans its first column."""
    rows = _rows(below)
    alone = all(row.cells and (row.cells[0].row_span, row.cells[0].col_span) == (1, 1) for row in rows)
    return alone and len(_rows(above)) == len(rows)


def _leave_out(table: d.Table, story: Story) -> None:
    for row in _rows(table):
        story.leave_out(REPEATED, walk.plain(row.cells[0].content))


def _together(above: d.Table, below: d.Table) -> d.Table:
    rows = [
        replace(row, cells=(*row.cells, *more.cells[1:]))
        for row, more in zip(_rows(above), _rows(below), strict=True)
    ]
    columns = (*above.columns, *below.columns[1:])
    whole = sum(column.width for column in columns)
    heads = len(above.head)
    return replace(
        above,
        columns=tuple(replace(one, width=one.width / whole) for one in columns) if whole > 1 else columns,
        head=tuple(rows[:heads]),
        body=tuple(rows[heads:]),
    )
