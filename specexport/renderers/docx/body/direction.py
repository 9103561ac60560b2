"""Text from right to left: Word goes by what it is told, not by letters (17.3.1.6, 17.3.2.30)."""

from __future__ import annotations

import re
import unicodedata

from specexport.model import document as d
from specexport.model import walk

# Hebrew, Arabic and the other scripts of the blocks set aside for writing from right to left.
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def leads_right(text: str) -> bool:
    """Return whether the first letter of `text` with a direction is one from right to left (UAX #9, P2)."""
    if not _RIGHT.search(text):
        return False
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def all_right(text: str) -> bool:
    """Return whether `text` has letters from right to left and no others."""
    return bool(_RIGHT.search(text)) and not any(unicodedata.bidirectional(char) == "L" for char in text)


def opening(node: d.Block) -> str:
    """Return the text with which a block begins."""
    return next((part.text for part in walk.nodes([node]) if isinstance(part, d.Str)), "")
