"""What attributes and the style of an element say of how it is set: figures of lists, sides of cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from specexport.model import document as d

_ALIGNMENTS: dict[str, d.Alignment] = {
    **{"left": "left", "center": "center", "right": "right"},
    **{"start": "left", "end": "right", "middle": "center"},
}
_TEXT_ALIGN = regex(r"(?:^|;)\s*text-align\s*:\s*(?:-\w+-)?([a-z]+)", re.IGNORECASE)
_TYPES: dict[str, d.ListStyle] = {
    **{"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"},
}
# Names of counter styles (CSS Counter Styles Level 3, 6).
_COUNTERS: dict[str, d.ListStyle] = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lower-alpha"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upper-alpha"),
    **{"lower-roman": "lower-roman", "upper-roman": "upper-roman", "decimal": "decimal"},
}
_COUNTED = regex(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)


def alignment(attrs: dict[str, str]) -> d.Alignment:
    """Return how the words of a cell are set: what its style says goes before its attribute."""
    styled = _TEXT_ALIGN.search(attrs.get("style", ""))
    name = styled[1] if styled else attrs.get("align", "").strip()
    return _ALIGNMENTS.get(name.lower(), "default")


def counted(attrs: dict[str, str]) -> d.ListStyle:
    """Return how the items of an `ol` are counted: by its style, else by its `type` (HTML, 4.4.5)."""
    styled = _COUNTED.search(attrs.get("style", ""))
    for word in styled[1].lower().split() if styled else ():
        if word in _COUNTERS:
            return _COUNTERS[word]
    return _TYPES.get(attrs.get("type", "").strip(), "decimal")
