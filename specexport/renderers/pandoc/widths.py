"""Widths of table columns for writers that lay out pages: shares of the text, as the cells need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters beyond which a cell wraps anyway, and a word may break.
_LONGEST_LINE, _LONGEST_WORD = 60, 26
_LEAST = 4
# Bold letters and those of code are wider than others, and every cell has space at its sides.
_WIDE, _PADDING = 1.15, 2
# How many characters of a table's letters stand side by side on a page, near enough.
_ROOM = 86
_BREAKS = re.compile(r"[\s/_.-]+")


def sized(node: d.Table) -> d.Table:
    """Return a table with a share of the text for each of its columns, where none has one."""
    if any(column.width for column in node.columns) or not node.columns:
        return node
    words, lines = [_LEAST] * len(node.columns), [_LEAST] * len(node.columns)
    for index, text in _texts(node):
        longest = round(max(map(len, _BREAKS.split(text)), default=0) * _WIDE) + _PADDING
        words[index] = max(words[index], min(longest, _LONGEST_WORD))
        lines[index] = max(lines[index], min(len(text) + _PADDING, _LONGEST_LINE))
    shares = _shares(words, lines)
    columns = (replace(column, width=width) for column, width in zip(node.columns, shares, strict=True))
    return replace(node, columns=tuple(columns))


def _texts(node: d.Table) -> Iterator[tuple[int, str]]:
    """Yield the words of each cell of one column with the number of that column."""
    for row in (*node.head, *node.body, *node.foot):
        if len(row.cells) == len(node.columns):
            for index, cell in enumerate(row.cells):
                yield index, walk.plain(cell.content)


def _shares(words: list[int], lines: list[int]) -> list[float]:
    """Return the shares: what words need first, and of what is left as much as lines ask for."""
    left = max(0, _ROOM - sum(words))
    wanted = [max(0, line - word) for word, line in zip(words, lines, strict=True)]
    scale = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    chosen = [word + more * scale for word, more in zip(words, wanted, strict=True)]
    return [round(width / sum(chosen), 4) for width in chosen]
