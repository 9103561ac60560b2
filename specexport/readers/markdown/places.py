"""Places: from an offset in a text that was cut out of the source to a line and a column of the source."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.document import Pos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ESCAPED_BAR = regex(r"\\\|")


class Place:
    """Where a text stands: for each stretch of it, its offset, and the line and column (from 1) there."""

    __slots__ = ("_columns", "_lines", "_starts")

    def __init__(self, starts: Sequence[int], lines: Sequence[int], columns: Sequence[int]) -> None:
        self._starts = starts
        self._lines = lines
        self._columns = columns

    def __call__(self, start: int, end: int) -> Pos:
        """Return the position of what stands between two offsets of the text."""
        last = end - 1 if end > start else start
        if len(self._starts) == 1:
            line, column = self._lines[0], self._columns[0]
            return Pos(line, line, column + start, column + last)
        one = bisect_right(self._starts, start) - 1
        two = bisect_right(self._starts, last) - 1
        return Pos(
            self._lines[one],
            self._lines[two],
            self._columns[one] + start - self._starts[one],
            self._columns[two] + last - self._starts[two],
        )

    def within(self, start: int) -> Place:
        """Return the place of the text that begins at the offset `start` of this one."""
        if len(self._starts) == 1:
            return Place((0,), self._lines, (self._columns[0] + start,))
        return Place([one - start for one in self._starts], self._lines, self._columns)


class Places:
    """Places texts in a source by its lines."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._cut: Mapping[int, int] = {}

    def cut(self, behind: Mapping[int, int]) -> Places:
        """Return the places of what ends earlier than its lines do.

        `behind` has, for each line, how many characters of it stand behind, but for space at its end.
        """
        found = copy(self)
        found._cut = {line: self._cut.get(line, 0) + count for line, count in behind.items()}
        return found

    def of_lines(self, text: str, line: int) -> Place:
        """Return the place of a text of whole lines, from `line` on, but for what precedes them.

        What stands before a text in its line may have been cut off or expanded, what follows it only if it is
        space; so a line is placed by its end.
        """
        if "\n" not in text:
            return Place((0,), (line,), (self._column(line, len(text.rstrip())),))
        starts, lines, columns, start = [], [], [], 0
        for number, part in enumerate(text.split("\n"), line):
            starts.append(start)
            lines.append(number)
            columns.append(self._column(number, len(part.rstrip())))
            start += len(part) + 1
        return Place(starts, lines, columns)

    def of_cell(self, raw: str, line: int, distance: int) -> Place:
        """Return the place of a cell that begins `distance` characters before the end of its line.

        `raw` is how it is written: the backslashes before bars are not in its text.
        """
        column = self._column(line, distance)
        if "\\|" not in raw:
            return Place((0,), (line,), (column,))
        gaps = [match.start() for match in _ESCAPED_BAR.finditer(raw)]
        starts = [0] + [gap - index for index, gap in enumerate(gaps)]
        return Place(starts, [line] * len(starts), [column] + [column + gap + 1 for gap in gaps])

    def of_heading(self, text: str, line: int) -> Place:
        """Return the place of a text in one line that only `#`, attributes and spaces may follow."""
        return Place((0,), (line,), (self._text(line).rfind(text) + 1,))

    def _column(self, line: int, distance: int) -> int:
        return max(len(self._text(line).rstrip()) - distance, 0) + 1

    def _text(self, line: int) -> str:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        behind = self._cut.get(line)
        return text.rstrip()[:-behind] if behind else text
