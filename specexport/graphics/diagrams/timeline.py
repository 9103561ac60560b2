"""Phases as a drawing: bars one after another, as long as the phases take."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.graphics.diagrams.draw import Drawing, finished
from specexport.style.colors import opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler
    from specexport.model.style import DiagramTheme

# The width of the drawing, the height of a row and of its bar, the size of letters, in CSS pixels.
_WIDTH, _ROW, _BAR, _LETTERS = 830.0, 34.0, 18.0, 16.0
# The most that names take of the width, and the space beside a bar.
_NAMES, _SPACE = 0.45, 12.0
_LEAST = 3.0


class Bar(Struct, frozen=True):
    """A phase: its name, how long it takes in words, and in days."""

    name: str
    duration: str
    days: float


def draw(phases: Sequence[Bar], context: Context) -> Drawing:
    """Return the drawing of phases that follow each other, with their names and durations in words."""
    words = "; ".join(f"{phase.name}: {phase.duration}" for phase in phases)
    return finished(lambda ruler: _svg(phases, context, ruler), words, context)


def _svg(phases: Sequence[Bar], context: Context, ruler: Ruler) -> str:
    names = [_cut(phase.name, _WIDTH * _NAMES, ruler) for phase in phases]
    left = max(ruler.width(name) * _LETTERS for name in names) + _SPACE
    scale = (_WIDTH - left) / sum(phase.days for phase in phases)
    theme, height = context.style.diagrams, _ROW * len(phases)
    parts = [f'<path d="M{left:.1f} 0V{height:g}" stroke="{theme.line}" stroke-width="1"/>']
    at = left
    for row, (phase, name) in enumerate(zip(phases, names, strict=True)):
        long = max(phase.days * scale, _LEAST)
        base = (row + 0.5) * _ROW + _LETTERS * 0.35
        parts.append(_text(0, base, name, theme.text))
        parts.append(_bar(row, at, long, theme.border))
        parts.append(_label(phase, base, (left, at, long), theme, ruler))
        at += phase.days * scale
    face = f'font-family="{escape(context.style.base.family)}" font-size="{_LETTERS:g}"'
    view = f'viewBox="0 0 {_WIDTH:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view} {face}>{"".join(parts)}</svg>'


def _bar(row: int, at: float, long: float, color: str) -> str:
    top = row * _ROW + (_ROW - _BAR) / 2
    place = f'x="{at:.1f}" y="{top:.1f}" width="{long:.1f}" height="{_BAR:g}"'
    return f'<rect {place} rx="2" fill="{color}"/>'


def _label(
    phase: Bar, base: float, bar: tuple[float, float, float], theme: DiagramTheme, ruler: Ruler
) -> str:
    """Return the duration to the right of its bar, or where there is no room to its left, or in it."""
    left, at, long = bar
    words = phase.duration.partition(" (")[0]
    wide = ruler.width(words) * _LETTERS + _SPACE
    if at + long + wide <= _WIDTH:
        return _text(at + long + _SPACE / 2, base, words, theme.text)
    if at - wide >= left:
        return _text(at - _SPACE / 2, base, words, theme.text, ' text-anchor="end"')
    return _text(at + _SPACE / 2, base, words, opposite(theme.border)) if wide <= long else ""


def _text(x: float, y: float, words: str, color: str, anchor: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}"{anchor}>{escape(words)}</text>'


def _cut(name: str, room: float, ruler: Ruler) -> str:
    if ruler.width(name) * _LETTERS <= room:
        return name
    while name and ruler.width(f"{name}…") * _LETTERS > room:
        name = name[:-1]
    return f"{name.rstrip()}…"
