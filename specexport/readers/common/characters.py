"""Characters of text as programs write it, which no reader wants."""

from __future__ import annotations

from specexport.core.patterns import regex
from specexport.model.characters import clean

# Where lines may end within words, in files that programs made, this one too. In the scripts of Southeast
# Asia the same characters stand between words.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_BREAKS = regex(f"\u00ad|(?<![{_SPACELESS}])\u200b|\u200b(?![{_SPACELESS}])")


def readable(text: str) -> str:
    """Return text without characters that no document may hold, or that only say where lines may end."""
    if text.isascii() and text.isprintable():
        return text
    return _BREAKS.sub("", clean(text))
