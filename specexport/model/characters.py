"""The characters that no file can hold, and those that are not seen."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (fifth edition, 2.2, production Char) leaves out, and the C1 controls that HTML forbids."""

# Explicit directional embeddings, overrides and isolates (Unicode Standard Annex 9, 2.1 to 2.5).
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OVERRIDE = re.compile("[\u202d\u202e]")


def clean(text: str) -> str:
    """Return `text` with U+FFFD for every character that no XML document may hold."""
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Return `text` with a name such as `[U+202E]` for every character that turns the order of others."""
    return TURNING.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


# Emoji are as wide as ideographs, and are none.
_EMOJI = re.compile("[\u2300-\u2328\u232b-\u2bff\U0001f000-\U0001f1ff\U0001f266-\U0001fbff]")
_HANGUL = re.compile(
    "[\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc]"
)
FIRST_CJK = "\u1100"
"""The first character that `is_cjk` is true of."""

# Marks that Chinese and Japanese share with other languages: there they are as wide as an ideograph.
_SHARED_MARKS = frozenset("\u2018\u2019\u201c\u201d\u2014\u2026\u00b7")


def is_cjk(char: str) -> bool:
    """Say whether a character is a letter or mark of Chinese, Japanese or Korean.

    It is one by its width (Unicode Standard Annex 11: W, F or H), or of the script Hangul, and no emoji; or
    it selects the form of an ideograph.
    """
    if char < FIRST_CJK:
        return False
    wide = east_asian_width(char) in "WFH" and not _EMOJI.match(char)
    return wide or bool(_HANGUL.match(char)) or "\U000e0100" <= char <= "\U000e01ef"


def needs_no_space(before: str, after: str) -> bool:
    """Say whether a line that ends with one and goes on with the other has no space there.

    So it is between ideographs, kana and their marks, but not beside Hangul, which is written with spaces
    (CSS Text Module Level 3, 4.1.3 "Segment Break Transformation Rules").
    """
    one, other = _is_unspaced(before), _is_unspaced(after)
    return (one and (other or after in _SHARED_MARKS)) or (other and before in _SHARED_MARKS)


def _is_unspaced(char: str) -> bool:
    return is_cjk(char) and not _HANGUL.match(char) and east_asian_width(char) != "H"
