"""What changed in a table: its columns, its rows, and what stands in its cells.

Columns are aligned as blocks are, then rows by what they say in the columns that both versions have. A row or
a column that was inserted or deleted is said in each of its cells; a cell where such a row and such a column
meet is empty.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from specexport.compare import align
from specexport.compare.keys import WORD
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DELETED_CELL, DELETED_ROW, INSERTED_CELL, INSERTED_ROW

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from specexport.compare.align import Pair
    from specexport.compare.blocks import Comparison
    from specexport.compare.keys import Keys
    from specexport.compare.words import State

_ROWS: dict[State, str] = {"inserted": INSERTED_ROW, "deleted": DELETED_ROW}
_CELLS: dict[State, str] = {"inserted": INSERTED_CELL, "deleted": DELETED_CELL}
_PARTS = ("head", "body", "foot")


def merged(comparison: Comparison, old: d.Table, new: d.Table) -> d.Table | None:
    """Return two versions of a table as one, None where they are two tables."""
    if (old.attr.classes, old.attr.pairs, old.row_heads) != (new.attr.classes, new.attr.pairs, new.row_heads):
        return None
    caption = comparison.text(old.caption, new.caption)
    if _spans(old) or _spans(new):
        if _skeleton(old) != _skeleton(new):
            return None
        parts = {name: tuple(_paired(comparison, old, new, name)) for name in _PARTS}
        return replace(new, caption=caption, **parts)
    columns = _columns(comparison, old, new)
    if sum(pair.old is not None and pair.new is not None for pair in columns) * 2 < len(columns):
        return None
    rows = _Rows(comparison, columns)
    parts = {name: tuple(rows.rows(getattr(old, name), getattr(new, name))) for name in _PARTS}
    looks = tuple(
        new.columns[pair.new] if pair.new is not None else old.columns[pair.old or 0] for pair in columns
    )
    return replace(new, caption=caption, columns=looks, **parts)


def _every(table: d.Table) -> tuple[d.Row, ...]:
    return (*table.head, *table.body, *table.foot)


def _spans(table: d.Table) -> bool:
    return any(cell.row_span > 1 or cell.col_span > 1 for row in _every(table) for cell in row.cells)


def _skeleton(table: d.Table) -> Hashable:
    """Return all of a table but what stands in its cells."""
    shapes = (
        tuple(tuple((cell.align, cell.row_span, cell.col_span) for cell in row.cells) for row in rows)
        for rows in (table.head, table.body, table.foot)
    )
    return table.columns, *shapes


def _paired(comparison: Comparison, old: d.Table, new: d.Table, name: str) -> Iterator[d.Row]:
    """Yield the rows of two tables of the same shape."""
    for before, after in zip(getattr(old, name), getattr(new, name), strict=True):
        cells = zip(before.cells, after.cells, strict=True)
        yield replace(after, cells=tuple(_cell(comparison, one, other) for one, other in cells))


def _cell(comparison: Comparison, old: d.Cell, new: d.Cell) -> d.Cell:
    return (
        new
        if comparison.same(old, new)
        else replace(new, content=comparison.within(old.content, new.content))
    )


# Columns


def _columns(comparison: Comparison, old: d.Table, new: d.Table) -> Sequence[Pair]:
    """Return which columns belong together; those of the same headings are the same, whatever is in them."""
    here = _headings(old)
    if old.columns == new.columns and (not any(here) or here == _headings(new)):
        return [align.Pair(at, at) for at in range(len(new.columns))]
    return align.aligned(_elements(old, comparison.old), _elements(new, comparison.new))


def _headings(table: d.Table) -> list[str]:
    if not table.head:
        return [""] * len(table.columns)
    return [walk.plain(cell.content).casefold() for cell in table.head[-1].cells]


def _elements(table: d.Table, keys: Keys) -> list[align.Element]:
    found = []
    for at, (column, name) in enumerate(zip(table.columns, _headings(table), strict=True)):
        cells = [row.cells[at] for row in _every(table)]
        words = Counter(WORD.findall(walk.text(cells).casefold()))
        found.append(
            align.Element((column, keys.every(cells)), ("column", column, _aligns(cells)), name, words)
        )
    return found


def _aligns(cells: Sequence[d.Cell]) -> Hashable:
    return tuple(sorted({cell.align for cell in cells}))


# Rows


class _Row(NamedTuple):
    """A row, and what it says in the columns that both versions have."""

    row: d.Row
    element: align.Element


class _Rows:
    """Makes rows of all `columns`."""

    def __init__(self, comparison: Comparison, columns: Sequence[Pair]) -> None:
        self._comparison = comparison
        self._columns = columns

    def rows(self, old: Sequence[d.Row], new: Sequence[d.Row]) -> Iterator[d.Row]:
        """Yield the rows of both versions as one sequence."""
        both = [pair for pair in self._columns if pair.old is not None and pair.new is not None]
        here = [_element(row, [pair.old for pair in both], self._comparison.old) for row in old]
        there = [_element(row, [pair.new for pair in both], self._comparison.new) for row in new]
        for pair in align.aligned(here, there):
            before = None if pair.old is None else old[pair.old]
            after = None if pair.new is None else new[pair.new]
            if before and after:
                if aligns_differ(before, after, both):
                    yield self._whole(before, "deleted")
                    yield self._whole(after, "inserted")
                else:
                    yield self._both(before, after)
            elif before:
                yield self._whole(before, "deleted")
            elif after:
                yield self._whole(after, "inserted")

    def _both(self, old: d.Row, new: d.Row) -> d.Row:
        cells = []
        for pair in self._columns:
            if pair.new is None:
                cells.append(self._boxed(old.cells[pair.old or 0], "deleted", _CELLS))
            elif pair.old is None:
                cells.append(self._boxed(new.cells[pair.new], "inserted", _CELLS))
            else:
                cells.append(_cell(self._comparison, old.cells[pair.old], new.cells[pair.new]))
        return replace(new, cells=tuple(cells))

    def _whole(self, row: d.Row, state: State) -> d.Row:
        """Return a row that was inserted or deleted; of columns that it never had it has empty cells."""
        deleted = state == "deleted"
        cells = []
        for pair in self._columns:
            place = pair.old if deleted else pair.new
            if place is None:
                other: State = "inserted" if deleted else "deleted"
                cells.append(self._boxed(d.Cell(content=(), pos=row.pos), other, _CELLS))
            else:
                names = _ROWS if pair.old is not None and pair.new is not None else _CELLS
                cells.append(self._boxed(row.cells[place], state, names))
        return replace(row, cells=tuple(cells))

    def _boxed(self, cell: d.Cell, state: State, names: dict[State, str]) -> d.Cell:
        pairs = self._comparison.sign(cell.pos, state == "inserted")
        content = self._comparison.retired(cell.content) if state == "deleted" else cell.content
        return replace(cell, content=(self._comparison.box(content, state, pairs, names[state]),))


def aligns_differ(old: d.Row, new: d.Row, columns: Sequence[Pair]) -> bool:
    """Whether cells of two rows are set to other sides."""
    return any(
        old.cells[pair.old].align != new.cells[pair.new].align
        for pair in columns
        if pair.old is not None and pair.new is not None
    )


def _element(row: d.Row, columns: Sequence[int | None], keys: Keys) -> align.Element:
    cells = [row.cells[at] for at in columns if at is not None]
    shown = d.Row(cells=tuple(cells))
    return align.element(shown, keys.every(cells))
