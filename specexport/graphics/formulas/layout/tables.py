"""Tables of formulas: matrices, cases, aligned equations, arrays with rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.graphics.formulas.layout.base import Atom, Element, Setter, Style, constant, name
from specexport.graphics.formulas.layout.boxes import Box, Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

# In em: what is left and right of a column, the room of a line, what is between lines that are aligned.
_SIDE, _HIGH, _DEEP, _APART = 0.5, 0.84, 0.36, 0.3
_HIGH_SMALL, _DEEP_SMALL = 0.68, 0.28
# Rules are so far from each other where there are two, and so thick.
_DOUBLE, _THICK = 0.2, 0.05


class Cell(Struct, frozen=True):
    """A cell: its box, at which side it stands, the room at its sides in em, the rules at its edges."""

    box: Box
    align: str
    sides: tuple[float, float]
    rules: frozenset[str]


def table(setter: Setter, element: Element, style: Style) -> Atom:
    """Return `mtable` as an atom, its middle at the axis."""
    inner = replace(style, display=element.get("displaystyle") == "true", cramped=False)
    rows = [[_cell(setter, cell, inner) for cell in row] for row in element if name(row) == "mtr"]
    rows = [row for row in rows if row]
    if not rows:
        return Atom(Box())
    em = setter.units(style) * setter.face.em
    widths, places = _columns(rows, em)
    bases, height = _lines(rows, inner, em)
    lift = constant(setter, "AxisHeight", style) + height / 2
    parts: list[tuple[float, float, Box | Stroke]] = []
    for row, down in zip(rows, bases, strict=True):
        for at, cell in enumerate(row):
            x = places[at] + {"left": 0.0, "right": 1.0}.get(cell.align, 0.5) * (widths[at] - cell.box.width)
            parts.append((x, lift - down, cell.box))
    right = places[-1] + widths[-1] + _outside(rows, -1, 1) * em
    edges = _edges(rows, bases, (places, widths, right), (em, height))
    parts += [(x, lift - down, line) for x, down, line in edges]
    return Atom(Box(right, lift, height - lift, tuple(parts)))


def _cell(setter: Setter, element: Element, style: Style) -> Cell:
    said = element.get("style", "")
    align = element.get("columnalign", "center")
    left, right = ("padding-left: 0" not in said, "padding-right: 0" not in said)
    box = setter.row(list(element), style, after="" if left else "ord").box
    return Cell(box, align, (_SIDE * left, _SIDE * right), frozenset(element.get("class", "").split()))


def _outside(rows: Sequence[Sequence[Cell]], column: int, side: int) -> float:
    """Return the room in em at the outer side of a table, which is there for a rule only."""
    named = f"rule-{('left', 'right')[side]}"
    widest = max(len(row) for row in rows)
    at = column % widest
    return _SIDE if any(len(row) > at and named in row[at].rules for row in rows) else 0.0


def _columns(rows: Sequence[Sequence[Cell]], em: float) -> tuple[list[float], list[float]]:
    """Return the widths of columns and where they begin."""
    count = max(len(row) for row in rows)
    columns = [[row[at] for row in rows if at < len(row)] for at in range(count)]
    widths = [max(cell.box.width for cell in column) for column in columns]
    places, x = [], _outside(rows, 0, 0) * em
    for at, column in enumerate(columns):
        if at:
            x += (columns[at - 1][0].sides[1] + column[0].sides[0]) * em
        places.append(x)
        x += widths[at]
    return widths, places


def _lines(rows: Sequence[Sequence[Cell]], style: Style, em: float) -> tuple[list[float], float]:
    """Return how far below the top the base lines are, and the height of all."""
    high, deep = (_HIGH, _DEEP) if style.level == 0 else (_HIGH_SMALL, _DEEP_SMALL)
    apart = _APART * em if style.display else 0.14 * em
    bases, y = [], 0.0
    for at, row in enumerate(rows):
        y += apart if at else 0.0
        y += max(high * em, *(cell.box.height for cell in row))
        bases.append(y)
        y += max(deep * em, *(cell.box.depth for cell in row))
    return bases, y


def _edges(
    rows: Sequence[Sequence[Cell]],
    bases: Sequence[float],
    columns: tuple[Sequence[float], Sequence[float], float],
    sizes: tuple[float, float],
) -> list[tuple[float, float, Stroke]]:
    """Return the rules of a table: where each begins, from the left and from the top."""
    places, widths, right = columns
    em, height = sizes
    count = len(places)
    middles = [(places[at] + widths[at] + places[at + 1]) / 2 for at in range(count - 1)]
    xs = [0.0, *middles, right]
    # Between the depth of one line and the height of the next.
    depths = [max(_DEEP * em, *(cell.box.depth for cell in row)) for row in rows]
    ys = [0.0, *(base + depth for base, depth in zip(bases[:-1], depths, strict=False)), height]
    found = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            box = (xs[column], ys[at], xs[column + 1], ys[at + 1])
            found += _around(cell.rules, box, em)
    return found


def _around(
    rules: frozenset[str], edges: tuple[float, float, float, float], em: float
) -> list[tuple[float, float, Stroke]]:
    left, top, right, bottom = edges
    thick, apart = _THICK * em, _DOUBLE * em
    sides = {
        "left": (left, bottom, 0.0, bottom - top, apart, 0.0),
        "right": (right, bottom, 0.0, bottom - top, -apart, 0.0),
        "top": (left, top, right - left, 0.0, 0.0, apart),
        "bottom": (left, bottom, right - left, 0.0, 0.0, -apart),
    }
    found = []
    for side, (x, y, across, up, aside, down) in sides.items():
        if f"rule-{side}" not in rules:
            continue
        line = Stroke(across, up, thick, f"dashed-{side}" in rules)
        found.append((x, y, line))
        if f"double-{side}" in rules:
            found.append((x + aside, y + down, line))
    return found
