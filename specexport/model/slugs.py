"""What a heading is called in links, as GitHub makes it of its words."""

from __future__ import annotations

import re
from unicodedata import category

_ASCII_DROPPED = re.compile(r"[^a-z0-9_\- ]")
# Letters, marks, decimal and letter numbers, connecting punctuation: what Ruby calls \p{Word}.
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def slug(text: str) -> str:
    """What GitHub makes of a heading: lower case, hyphens for spaces, no punctuation."""
    lower = text.lower()
    if lower.isascii():
        return _ASCII_DROPPED.sub("", lower).replace(" ", "-")
    kept = "".join(char for char in lower if char in "- " or category(char) in _WORD_CATEGORIES)
    return kept.replace(" ", "-")
