"""Drawing a diagram so that nothing of what its text says is lost: one way after the other.

What an engine says that a drawing shows (`Planner`, `Teller`) is compared with what is drawn. For others
there is nothing to compare.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct

from specexport.graphics.conservation import missing, words
from specexport.graphics.diagrams import DiagramError, UnusableDrawingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specexport.core.context import Context
    from specexport.graphics.diagrams import Engine
    from specexport.graphics.diagrams.measure import Ruler

_MOST_NAMED = 5


class Shown(Struct, frozen=True):
    """What a drawing shows of one line of a diagram's text; lines count from 1."""

    text: str
    line: int


class Way(NamedTuple):
    """A way to draw: `draw` returns SVG or raises as `Engine.draw` does; `scale` is that of the engine."""

    draw: Callable[[], str]
    scale: Callable[[Ruler], float]


class Plan(Struct, frozen=True):
    """What a drawing has to show, and ways to draw it, the best one first."""

    shown: tuple[Shown, ...]
    ways: tuple[Way, ...]


@runtime_checkable
class Planner(Protocol):
    """An engine that knows what its drawings show."""

    def plan(self, text: str, context: Context) -> Plan:
        """Return what the drawing of `text` shows, and the ways to draw it. Raises as `Engine.draw` does."""
        ...


@runtime_checkable
class Teller(Protocol):
    """An engine that says what its drawings show, and has one way to draw."""

    def shows(self, text: str) -> Iterable[tuple[str, int]]:
        """Return the words that the drawing of `text` shows, with the lines that they stand on, from 1."""
        ...


class LostWordsError(DiagramError):
    """Every drawing of a diagram lacks words of its text."""


def of(engine: Engine, text: str, context: Context) -> Plan:
    """Return how `engine` draws the diagram `text`."""
    if isinstance(engine, Planner):
        return engine.plan(text, context)
    shown = tuple(Shown(*one) for one in engine.shows(text)) if isinstance(engine, Teller) else ()
    return Plan(shown, (Way(lambda: engine.draw(text, context), engine.scale),))


def drawn(plan: Plan, draw: Callable[[Way], tuple[bytes, Iterable[str]]]) -> bytes:
    """Return the first drawing that shows all that it has to.

    `draw` returns the drawing that a way leads to, and the lines of text that are seen in it. Raises what the
    first way raised, or LostWordsError.
    """
    failed: DiagramError | UnusableDrawingError | None = None
    for way in plan.ways:
        try:
            svg, lines = draw(way)
        except (DiagramError, UnusableDrawingError) as error:
            failed = failed or error
            continue
        lost = _lost(plan.shown, lines)
        if not lost:
            return svg
        failed = failed or _error(lost)
    assert failed is not None  # there is a way, at least
    raise failed


def _lost(shown: Iterable[Shown], lines: Iterable[str]) -> list[tuple[str, int]]:
    """Return the words that are not drawn, with the lines that they stand on."""
    wanted = [(word, one.line) for one in shown for word in words(one.text)]
    lost = Counter(missing([word for word, _ in wanted], words("\n".join(lines))))
    found = []
    for word, line in reversed(wanted):  # what is there once is what stands there first
        if lost[word]:
            lost[word] -= 1
            found.append((word, line))
    return found[::-1]


def _error(lost: list[tuple[str, int]]) -> LostWordsError:
    named = ", ".join(f"“{word}”" for word, _ in lost[:_MOST_NAMED])
    more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
    return LostWordsError(f"words are lost in it: {named}{more}", lost[0][1])
