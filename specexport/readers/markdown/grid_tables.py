"""Grid tables: cells between lines of `+---+` and `|`, over several rows and columns too."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from specexport.core.patterns import regex
from specexport.readers.markdown import character_tables as characters
from specexport.readers.markdown.character_tables import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from specexport.model import document as d
    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.engine import Rule, State, Token

Grid: TypeAlias = "list[list[str]]"

_TOP = r"^(?P<grid_lead> {0,3})\+(?:[-=:]+\+)+[ \t]*$"
_HEADED = regex(r"\+(?:[=:]+\+)+")
_RULE = frozenset("-=:")
# Steps of the search for cells, by the characters of a grid: more make no sense of it.
_MOST_STEPS = 6


def _grid(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a table, if its lines meet."""
    if not characters.may_begin(block, state):
        return None
    texts, end = _lines(state, m.start(), m["grid_lead"])
    drawing = characters.Drawing(texts)
    if len(texts) < 3 or any(len(row) != drawing.width for row in drawing.rows):
        return None
    boxes = _Search(drawing.rows).boxes()
    if not boxes:
        return None
    state.append_token(_token(block, state, drawing, texts, boxes))
    return min(end, state.cursor_max)


RULE: Rule = ("grid_table", _TOP, _grid, "setex_heading")


def _lines(state: State, start: int, lead: str) -> tuple[list[str], int]:
    """Return the lines that may belong to the grid that begins at `start`, and where they end."""
    texts: list[str] = []
    while start < state.cursor_max:
        line = state.get_line(start)
        text = line.removeprefix(lead).rstrip()
        if not text.startswith(("+", "|")):
            break
        texts.append(text)
        start += len(line)
    return texts, start


class _Search:
    """Finds the cells of a grid: from each corner to the right, down, back and up, along its lines."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._bottom, self._right = len(grid) - 1, len(grid[0]) - 1
        self._steps = _MOST_STEPS * len(grid) * len(grid[0])

    def boxes(self) -> list[Box]:
        """Return the cells from the first to the last, none where the lines do not make up a table."""
        found: list[Box] = []
        done = [0] * self._right  # by column, the line down to which cells are found
        corners = [(0, 0)]
        while corners:
            top, left = heappop(corners)
            if top >= self._bottom or left >= self._right or top < done[left]:
                continue
            box = self._box(top, left)
            if box is None or any(line != top for line in done[left : box.right]):
                return []
            found.append(box)
            done[left : box.right] = [box.bottom] * (box.right - left)
            for corner in ((top, box.right), (box.bottom, left)):
                heappush(corners, corner)
        return found if all(line == self._bottom for line in done) else []

    def _box(self, top: int, left: int) -> Box | None:
        """Return the smallest cell whose first corner is this one."""
        for right in self._along(self._grid[top], left):
            for bottom in self._down(top, right):
                if self._is_closed(top, left, bottom, right):
                    return Box(top, left, bottom, right)
        return None

    def _along(self, row: Sequence[str], left: int) -> Iterator[int]:
        """Yield the corners on a rule, from `left` on."""
        for at in range(left + 1, self._right + 1):
            if row[at] == "+":
                yield at
            elif row[at] not in _RULE:
                return

    def _down(self, top: int, right: int) -> Iterator[int]:
        for at in range(top + 1, self._bottom + 1):
            self._steps -= 1
            if self._steps < 0:
                return
            if self._grid[at][right] == "+":
                yield at
            elif self._grid[at][right] != "|":
                return

    def _is_closed(self, top: int, left: int, bottom: int, right: int) -> bool:
        below = self._grid[bottom]
        self._steps -= right - left + bottom - top
        return (
            self._steps >= 0
            and below[left] == "+"
            and all(below[at] == "+" or below[at] in _RULE for at in range(left + 1, right))
            and all(self._grid[at][left] in ("+", "|") for at in range(top + 1, bottom))
        )


def _token(
    block: Blocks, state: State, drawing: characters.Drawing, texts: list[str], boxes: list[Box]
) -> Token:
    tops = _numbered({box.top for box in boxes} | {len(texts) - 1})
    lefts = _numbered({box.left for box in boxes} | {drawing.width - 1})
    heads = [line for line in tops if _HEADED.fullmatch(texts[line])]
    aligns = _aligns(drawing.rows[heads[0] if heads else 0], list(lefts))
    rows: list[list[Token]] = [[] for _ in range(len(tops) - 1)]
    for box in boxes:
        row, column = tops[box.top], lefts[box.left]
        inner = Box(box.top + 1, box.left + 1, box.bottom, box.right)
        made = characters.cell(block, state, drawing, inner, aligns[column])
        rows[row].append({**made, "spans": (tops[box.bottom] - row, lefts[box.right] - column)})
    parts = _parts(rows, [tops[line] for line in heads if line], _crossed(boxes, tops))
    return {"type": characters.TOKEN, "aligns": aligns, **parts}


def _numbered(values: set[int]) -> dict[int, int]:
    return {value: number for number, value in enumerate(sorted(values))}


def _crossed(boxes: list[Box], tops: dict[int, int]) -> set[int]:
    """Return the rows that a cell from above reaches into."""
    return {
        at
        for box in boxes
        if tops[box.bottom] - tops[box.top] > 1
        for at in range(tops[box.top] + 1, tops[box.bottom])
    }


def _parts(rows: list[list[Token]], rules: list[int], crossed: set[int]) -> dict[str, list[list[Token]]]:
    """Return the rows above the first double rule as head, those between the last two as foot."""
    rules = [at for at in rules if at not in crossed]
    first = rules[0] if rules and rules[0] < len(rows) else 0
    is_footed = len(rules) > 2 and rules[-1] == len(rows)
    last = rules[-2] if is_footed else len(rows)
    return {"head": rows[:first], "body": rows[first:last], "foot": rows[last:]}


def _aligns(rule: Sequence[str], lefts: Sequence[int]) -> list[d.Alignment]:
    return [
        characters.alignment(rule[left + 1] == ":", rule[right - 1] == ":") for left, right in pairwise(lefts)
    ]
