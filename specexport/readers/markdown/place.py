"""Places: from an offset in a text that was cut out of the source to a line and a column of the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from specexport.document import Pos

if TYPE_CHECKING:
    from collections.abc import Sequence


class Place:
    """Where a text stands: its first line, and for each of its lines the column at which it begins, from 1."""

    __slots__ = ("_columns", "_line", "_starts")

    def __init__(self, line: int, starts: Sequence[int], columns: Sequence[int]) -> None:
        self._line = line
        self._starts = starts
        self._columns = columns

    def __call__(self, start: int, end: int) -> Pos:
        """Return the position of the stretch between two offsets of the text."""
        if len(self._starts) == 1:
            column = self._columns[0]
            return Pos(self._line, self._line, column + start, column + max(end - 1, start))
        first, last = self._row(start), self._row(max(end - 1, start))
        return Pos(
            self._line + first,
            self._line + last,
            self._columns[first] + start - self._starts[first],
            self._columns[last] + max(end - 1, start) - self._starts[last],
        )

    def _row(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


class Places:
    """Places texts in a source by its lines."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")

    def of_lines(self, text: str, line: int) -> Place:
        """Return the place of a text that consists of whole lines, from `line` on, but for what precedes them.

        What stands before a text in its line may have been cut off or expanded, what follows it only if it is
        space; so a line is placed by its end.
        """
        if "\n" not in text:
            return Place(line, (0,), (self._column(line, len(text.rstrip())),))
        starts, columns, start = [], [], 0
        for index, part in enumerate(text.split("\n")):
            starts.append(start)
            columns.append(self._column(line + index, len(part.rstrip())))
            start += len(part) + 1
        return Place(line, starts, columns)

    def of_cell(self, line: int, distance: int) -> Place:
        """Return the place of a text in one line that begins `distance` characters before the line's end."""
        return Place(line, (0,), (self._column(line, distance),))

    def of_heading(self, text: str, line: int) -> Place:
        """Return the place of a text in one line that only `#` and spaces may follow."""
        return Place(line, (0,), (self._text(line).rfind(text) + 1,))

    def _column(self, line: int, distance: int) -> int:
        return max(len(self._text(line).rstrip()) - distance, 0) + 1

    def _text(self, line: int) -> str:
        return self._lines[line - 1] if line <= len(self._lines) else ""
