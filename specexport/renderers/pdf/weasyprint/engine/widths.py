"""The width of words as the engine sets them, before there is a layout."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

from specexport.graphics.formulas.drawn import estimated

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.text.fonts import FontConfiguration

_SIZE = 100.0


class _Style(dict[str, Any]):
    """What the engine wants of a style: its properties, and the fonts that it may use."""

    font_config: FontConfiguration


def measure(fonts: FontConfiguration, family: str) -> Callable[[str, float], float]:
    """Return what says how far words of a size advance in the fonts of a layout, in the unit of the size."""
    from weasyprint.css.properties import INITIAL_VALUES

    style = _Style(INITIAL_VALUES)
    style.font_config = fonts
    style.update(font_family=[family], font_size=_SIZE, font_weight=400)

    @lru_cache(maxsize=512)
    def advance(words: str) -> float:
        try:
            return _first_line(words, style) / _SIZE
        except (ImportError, AttributeError, KeyError, TypeError, ValueError):  # another release
            return estimated(words, 1.0)

    return lambda words, size: advance(words) * size


def _first_line(words: str, style: _Style) -> float:
    from weasyprint.text.line_break import split_first_line

    return float(split_first_line(words, style, None, inf, 0)[3])
