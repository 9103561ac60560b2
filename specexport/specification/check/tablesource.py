"""The source of a pipe table with its columns lined up."""

from __future__ import annotations

from unicodedata import east_asian_width

from specexport.core.patterns import regex

_CELL = regex(r"(?:[^|\\]|\\.)*")
_RULE = regex(r":?-+:?")


def aligned(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a table with cells as wide as their column; nothing where some line has no bar at
    an end.
    """
    if len(lines) < 2 or not all(
        line.strip().startswith("|") and line.strip().endswith("|") for line in lines
    ):
        return ()
    indents = {line[: len(line) - len(line.lstrip())] for line in lines}
    rows = [_cells(line) for line in lines]
    if len(indents) != 1 or len({len(row) for row in rows}) != 1 or not all(map(_RULE.fullmatch, rows[1])):
        return ()
    widths = [max(3, *(_width(row[column]) for row in rows[:1] + rows[2:])) for column in range(len(rows[0]))]
    sides = [(cell.startswith(":"), cell.endswith(":")) for cell in rows[1]]
    indent = indents.pop()
    out = [indent + _row(row, widths, sides) for row in rows]
    out[1] = indent + _rule(widths, sides)
    return tuple(out)


def _cells(line: str) -> list[str]:
    inner = line.strip()[1:-1]
    cells, at = [], 0
    while at <= len(inner):
        match = _CELL.match(inner, at)
        assert match is not None
        cells.append(match.group().strip())
        at = match.end() + 1
    return cells


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _row(cells: list[str], widths: list[int], sides: list[tuple[bool, bool]]) -> str:
    parts = []
    for text, width, (left, right) in zip(cells, widths, sides, strict=True):
        gap = width - _width(text)
        before = gap if right and not left else gap // 2 if right else 0
        parts.append(f" {' ' * before}{text}{' ' * (gap - before)} ")
    return f"|{'|'.join(parts)}|"


def _rule(widths: list[int], sides: list[tuple[bool, bool]]) -> str:
    parts = [
        f"{':' if left else '-'}{'-' * width}{':' if right else '-'}"
        for width, (left, right) in zip(widths, sides, strict=True)
    ]
    return f"|{'|'.join(parts)}|"
