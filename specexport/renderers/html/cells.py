"""Which tables can stand as tables on paper, and which are shown as records.

A table within a cell stays one where its row is short enough to be kept on a page, and it has no tables in
its cells in turn: where both are divided between pages, layout engines lose rows, and every further depth
takes them several times as long.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import children, find

if TYPE_CHECKING:
    from collections.abc import Iterator


class Cells:
    """Where in tables a writer is. Tables outside cells are counted; those of `whole` become records."""

    def __init__(self, whole: frozenset[int]) -> None:
        self._whole = whole
        self._count = -1
        self._depth = 0
        self._tables = -1
        self._kept = False
        self.unrolled = False
        """Whether the table that is being written becomes records."""

    @property
    def number(self) -> dict[str, str | None]:
        """The attribute by which a table outside cells is found again in the page."""
        return {"data-table": str(self._count)} if self._depth == 1 else {}

    @property
    def ordinal(self) -> int:
        """The number of the table that was begun last, of all, from 0."""
        return self._tables

    @contextmanager
    def table(self, node: d.Table) -> Iterator[None]:
        """Write a table, `unrolled` or not."""
        before = self.unrolled
        self._tables += 1
        self._count += not self._depth
        self.unrolled = self._count in self._whole if not self._depth else before or self._breaks(node)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self.unrolled = before

    def _breaks(self, node: d.Table) -> bool:
        return self._depth > 1 or not self._kept or next(find(children(node), d.Table), None) is not None

    @contextmanager
    def row(self, tall: bool) -> Iterator[None]:
        """Write a row, which is kept on a page unless it is `tall`."""
        before, self._kept = self._kept, not tall
        try:
            yield
        finally:
            self._kept = before
