"""Lines that the engine has broken once are not broken again.

It sets a cell once to measure it and once more to place it, and a page again for every number on it that was
not known when it was first made; each time it has Pango shape the same text for the same result.
"""

from __future__ import annotations

import inspect
import re
import sys
from copy import copy
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_SOURCES = ("weasyprint.text.line_break", "weasyprint.text.fonts")
# What is asked of a style: a property by its name, or one that the source does not say.
_ASKED = re.compile(r"\bstyle(?:\[(?:(['\"])(\w+)\1\])?|\.get\()")
# A longer text is hardly ever found again in another element, whose style would have to be compared.
_SHORT = 40
_NAME = "split_first_line"


def remember() -> None:
    """Have the engine keep the lines of each layout as long as the layout itself."""
    broken = getattr(sys.modules.get("weasyprint.text.line_break"), _NAME, None)
    if broken is None or hasattr(broken, "__wrapped__"):
        return
    kept = _kept(broken)
    for name in ("text.line_break", "layout.inline", "layout.preferred"):
        module = sys.modules.get(f"weasyprint.{name}")
        if getattr(module, _NAME, None) is broken:
            setattr(module, _NAME, kept)


class Lines:
    """The lines of one layout."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], Any] = {}
        # By the identity of styles, which are held so that it stays theirs.
        self._looks: dict[int, tuple[Any, str]] = {}

    def key(self, text: str, style: Any, rest: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what a line depends on."""
        known = self._looks.get(id(style))
        if known is None:
            known = self._looks[id(style)] = (style, "")
        if len(text) > _SHORT or not deciding():
            return (text, id(style), *rest)
        if not known[1]:
            known = self._looks[id(style)] = (style, look(style))
        return (text, known[1], *rest)


@cache
def deciding() -> tuple[str, ...]:
    """Return the properties that decide how a text is broken: all that the engine's source asks for then.

    Where the source cannot say which they are, there are none, and lines are kept for one style alone.
    """
    names = set()
    for module in _SOURCES:
        try:
            source = inspect.getsource(sys.modules[module])
        except (KeyError, OSError, TypeError):
            return ()
        names |= {name for _, name in _ASKED.findall(source)}
    return () if "" in names else tuple(sorted(names))


def look(style: Any) -> str:
    """Return what is the same for two styles if they break every text alike."""
    return repr([style[name] for name in deciding()])


def _kept(broken: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(broken)
    def line(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        if context is None:
            return broken(text, style, context, *rest, **named)
        lines = vars(context).get("specexport_lines")
        if lines is None:
            lines = context.specexport_lines = Lines()
        key = lines.key(text, style, (*rest, *named.items()))
        made = lines.known.get(key)
        if made is None:
            made = broken(text, style, context, *rest, **named)
            if isinstance(made, tuple):
                lines.known[key] = made
            return made
        # Whoever draws a line may change it: each box has one of its own.
        return (copy(made[0]), *made[1:])

    return line
