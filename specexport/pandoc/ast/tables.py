"""Tables of pandoc's syntax tree to the model's: bodies become one, and every row covers all columns."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from specexport.model import document as d
from specexport.pandoc.ast.names import Raw, placed, taken
from specexport.pandoc.ast.writing import ALIGNMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    ReadBlocks: TypeAlias = Callable[[Iterable[Raw]], tuple[d.Block, ...]]

_ALIGNMENTS = {raw: alignment for alignment, raw in ALIGNMENTS.items()}


def read(content: Raw, blocks: ReadBlocks, caption: tuple[d.Inline, ...]) -> d.Table:
    """Return a table without its attributes, given what its node holds (`Table`, pandoc-types 1.23)."""
    _, _, columns, head, bodies, foot = content
    bodies_rows = chain.from_iterable((*body[2], *body[3]) for body in bodies)
    groups = [_rows(rows, blocks) for rows in (head[1], bodies_rows, foot[1])]
    made = [_column(column) for column in columns]
    width = max((len(made), *(_width(rows) for rows in groups)))
    made += [d.Column()] * (width - len(made))
    return d.Table(
        columns=tuple(made),
        head=_covering(groups[0], width),
        body=_covering(groups[1], width),
        foot=_covering(groups[2], width),
        caption=caption,
        row_heads=max((min(body[1], width) for body in bodies), default=0),
    )


def _column(raw: Raw) -> d.Column:
    alignment, width = raw
    share = width["c"] if width["t"] == "ColWidth" else 0.0
    return d.Column(_ALIGNMENTS[alignment["t"]], share)


def _rows(raw: Iterable[Raw], blocks: ReadBlocks) -> tuple[d.Row, ...]:
    return tuple(
        d.Row(cells=tuple(_cell(cell, blocks) for cell in cells), pos=placed(taken(attr)[1].get("pos")))
        for attr, cells in raw
    )


def _cell(raw: Raw, blocks: ReadBlocks) -> d.Cell:
    attr, alignment, row_span, col_span, content = raw
    return d.Cell(
        content=blocks(content),
        align=_ALIGNMENTS[alignment["t"]],
        row_span=row_span,
        col_span=col_span,
        pos=placed(taken(attr)[1].get("pos")),
    )


def _width(rows: Sequence[d.Row]) -> int:
    return max((sum(cell.col_span for cell in row.cells) + taken for row, taken in _grid(rows)), default=0)


def _covering(rows: Sequence[d.Row], width: int) -> tuple[d.Row, ...]:
    """Return rows that cover all columns: empty cells stand where some are missing."""
    out = []
    for row, above in _grid(rows):
        missing = width - above - sum(cell.col_span for cell in row.cells)
        filled = (*row.cells, *(d.Cell(content=()) for _ in range(missing)))
        out.append(d.Row(cells=filled, pos=row.pos) if missing > 0 else row)
    return tuple(out)


def _grid(rows: Sequence[d.Row]) -> list[tuple[d.Row, int]]:
    """Return each row with the number of columns that cells of earlier rows take from it."""
    changes = [0] * (len(rows) + 1)
    out, above = [], 0
    for index, row in enumerate(rows):
        above += changes[index]
        out.append((row, above))
        for cell in row.cells:
            changes[min(index + 1, len(rows))] += cell.col_span
            changes[min(index + cell.row_span, len(rows))] -= cell.col_span
    return out
