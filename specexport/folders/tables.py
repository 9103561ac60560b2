"""Tables and paragraphs that a document made of a folder adds, each with its place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(
    head: Sequence[str], rows: Iterable[tuple[Sequence[tuple[d.Inline, ...]], d.Pos | None]]
) -> d.Table | None:
    """Return a table below the words of `head`, without the columns that are empty; None without rows."""
    rows = tuple(rows)
    shown = [at for at in range(len(head)) if any(cells[at] for cells, _ in rows)]
    if not rows:
        return None
    return d.Table(
        columns=tuple(d.Column() for _ in shown),
        head=(d.Row(cells=tuple(_cell(text(head[at])) for at in shown)),),
        body=tuple(d.Row(cells=tuple(_cell(cells[at]) for at in shown), pos=pos) for cells, pos in rows),
    )


def text(words: str, pos: d.Pos | None = None) -> tuple[d.Inline, ...]:
    """Return plain words as inlines, nothing for none."""
    return (d.Str(text=words, pos=pos),) if words else ()


def _cell(content: tuple[d.Inline, ...]) -> d.Cell:
    return d.Cell(content=(d.Para(content=content),) if content else ())
