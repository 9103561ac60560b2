"""Lines that the engine has broken once are not broken again.

It sets a cell once to measure it and once more to place it, and a page again for every number on it that was
not known when it was first made; each time it has Pango shape the same text for the same result.
"""

from __future__ import annotations

import sys
from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DECIDING = (
    *("direction", "lang", "font_language_override", "font_family", "font_style", "font_stretch"),
    *("font_weight", "font_size", "font_kerning", "font_variant_ligatures", "font_variant_position"),
    *("font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "letter_spacing", "word_spacing", "tab_size"),
    *("white_space", "overflow_wrap", "word_break", "hyphens", "hyphenate_character"),
    *("hyphenate_limit_chars", "hyphenate_limit_zone", "text_decoration_line"),
)
"""The properties that decide how a text is broken: all that the engine asks for meanwhile."""

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
        if len(text) > _SHORT:
            return (text, id(style), *rest)
        if not known[1]:
            known = self._looks[id(style)] = (style, look(style))
        return (text, known[1], *rest)


def look(style: Any) -> str:
    """Return what is the same for two styles if they break every text alike."""
    return repr([style[name] for name in DECIDING])


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
            made = lines.known[key] = broken(text, style, context, *rest, **named)
            return made
        # Whoever draws a line may change it: each box has one of its own.
        return (copy(made[0]), *made[1:])

    return line
