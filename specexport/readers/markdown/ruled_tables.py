"""Simple and multiline tables: columns below dashes, rows in lines, or in lines between blank ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.readers.markdown import character_tables as characters
from specexport.readers.markdown.character_tables import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from specexport.model import document as d
    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.engine import Rule, State, Token

_DASHES = r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*"
_SIMPLE = rf"^(?=[^\n]*[^\s-])[^\n]+\n{_DASHES}$"  # the head may be indented as far as code is
_PLAIN = rf"^{_DASHES}$"
_MULTILINE = rf"^[ \t]*-{{5,}}[ \t]*\n(?:[^\n]*[^\s-][^\n]*\n){{1,12}}?{_DASHES}$"
_GROUPS = regex(r"-+")
_IS_RULE = regex(_DASHES)
_IS_LINE = regex(r"[ \t]*-{5,}[ \t]*")
_CLOSING = regex(rf"^(?:{_DASHES}|[ \t]*-{{5,}}[ \t]*)(?=\n[ \t]*(?:\n|\Z)|\Z)", re.MULTILINE)
_MOST_LINES = 500
# What ends a table without a blank line: nobody means a row by it.
_ENDING = ("atx_heading", "fenced_code")


def _simple(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a table with a head in one line and a row in each line below."""
    if not characters.may_begin(block, state):
        return None
    lines: list[str] = []
    end = m.start()
    while end < state.cursor_max and (line := state.get_line(end)).strip():
        if lines and block.finds(_ENDING, state, end):
            break
        lines.append(line)
        end += len(line)
    if len(lines) > 3 and _IS_RULE.fullmatch(lines[-1].rstrip()):
        lines, closed = lines[:-1], 1
    else:
        closed = 0
    rows = [(number, number + 1) for number in range(2, len(lines))]
    return _read(block, state, lines, 1, (0, 1), rows, end if rows or closed else None)


def _plain(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a table without a head, between two lines of dashes."""
    found = _closed(block, m, state)
    if found is None or not _IS_RULE.fullmatch(found[0][-1].rstrip()):
        return None
    lines, end = found
    return _read(block, state, lines[:-1], 0, (0, 0), _rows(lines[:-1], 1), end)


def _multiline(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a table whose rows, between two lines of dashes, have several lines."""
    found = _closed(block, m, state)
    if found is None or not _IS_LINE.fullmatch(found[0][-1].rstrip()):
        return None
    lines, end = found
    rule = m.group().count("\n")
    return _read(block, state, lines[:-1], rule, (1, rule), _rows(lines[:-1], rule + 1), end)


RULES: tuple[Rule, ...] = (
    ("multiline_table", _MULTILINE, _multiline, "setex_heading"),
    ("plain_table", _PLAIN, _plain, "setex_heading"),
    # Behind all others: its first line may be that of a heading, a quotation or an item above a rule.
    ("simple_table", _SIMPLE, _simple, "blank_line"),
)


def _closed(block: Blocks, m: Match[str], state: State) -> tuple[list[str], int] | None:
    """Return the lines up to the next one of dashes that a blank line follows, and where they end."""
    if not characters.may_begin(block, state):
        return None
    if state.closing_rules is None:
        state.closing_rules = [found.start() for found in _CLOSING.finditer(state.src, m.start())]
    at = bisect_left(state.closing_rules, m.end())
    if at == len(state.closing_rules):
        return None
    end = state.find_line_end_at(state.closing_rules[at])
    lines = state.src[m.start() : end].splitlines(keepends=True)
    return (lines, end) if len(lines) <= _MOST_LINES else None


def _rows(lines: Sequence[str], first: int) -> list[tuple[int, int]]:
    """Return the lines of each row: those between blank ones, or each where no line is blank."""
    numbers = range(first, len(lines))
    if all(lines[number].strip() for number in numbers):
        return [(number, number + 1) for number in numbers]
    groups = (list(group) for said, group in groupby(numbers, lambda at: bool(lines[at].strip())) if said)
    return [(group[0], group[-1] + 1) for group in groups]


def _read(
    block: Blocks,
    state: State,
    written: list[str],
    rule: int,
    head: tuple[int, int],
    rows: list[tuple[int, int]],
    end: int | None,
) -> int | None:
    """Append the token of a table with its dashes in the line `rule`.

    It is none if a word crosses columns, or nothing stands in one: then the dashes are a rule.
    """
    drawing = characters.Drawing(written)
    lines = drawing.rows
    groups = [match.span() for match in _GROUPS.finditer(written[rule])]
    starts = [start for start, _ in groups]
    said = [line for first, last in (head, *rows) for line in lines[first:last]]
    if end is None or not rows or not _are_columns(said, starts):
        return None
    told = head if head[1] > head[0] else rows[0]
    aligns = [_align(lines[told[0] : told[1]], groups, column) for column in range(len(groups))]

    def row(extent: tuple[int, int]) -> list[Token]:
        return [
            characters.cell(block, state, drawing, box, "center")
            for box in _boxes(extent, starts, drawing.width)
        ]

    token = {
        "aligns": aligns,
        "head": [row(head)] if head[1] > head[0] else [],
        "body": [*map(row, rows)],
        "foot": [],
    }
    state.append_token({"type": characters.TOKEN, **token})
    return min(end, state.cursor_max)


def _are_columns(lines: Sequence[Sequence[str]], starts: Sequence[int]) -> bool:
    """Say whether something stands in each column, and nothing right before where one begins."""
    ends = [*starts[1:], None]
    return not any(_crosses(line, starts) for line in lines) and all(
        any("".join(line[left:right]).strip() for line in lines)
        for left, right in zip([0, *starts[1:]], ends, strict=True)
    )


def _crosses(line: Sequence[str], starts: Sequence[int]) -> bool:
    return any(len(line) >= start and line[start - 1].strip() for start in starts[1:])


def _boxes(extent: tuple[int, int], starts: Sequence[int], width: int) -> Iterator[Box]:
    for left, right in zip([0, *starts[1:]], [*starts[1:], width], strict=True):
        yield Box(extent[0], left, extent[1], right)


def _align(lines: Sequence[Sequence[str]], groups: Sequence[tuple[int, int]], column: int) -> d.Alignment:
    """Return how a column is aligned: by the sides on which its first words are flush with the dashes."""
    start, end = groups[column]
    left = 0 if column == 0 else start
    right = groups[column + 1][0] if column + 1 < len(groups) else max(map(len, lines), default=0)
    filled = [at for line in lines for at in range(left, min(right, len(line))) if line[at].strip()]
    if not filled:
        return "default"
    flush_left, flush_right = min(filled) == start, max(filled) + 1 >= end
    if flush_left == flush_right:
        return "default" if flush_left else "center"
    return "left" if flush_left else "right"
