"""How wide letters are, estimated in em of their type, and where a word may be divided."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from specexport.core.patterns import regex

# The advance of a monospace letter, in em: DejaVu Sans Mono's, the widest of the common ones, rounded up.
MONOSPACE = 0.603
# Advances of a wide humanist sans such as Open Sans, and of those letters that are not listed.
_USUAL = 0.58
_ADVANCES = {
    letter: width
    for letters, width in {
        "ijl.,:;'|!": 0.27,
        'ftrI ()[]{}-/\\"`': 0.36,
        "scvxyzkJ*?": 0.5,
        "ABCEFKLPRSTVXYZ&": 0.63,
        "DGHNOQUw%": 0.75,
        "mMW@": 0.95,
    }.items()
    for letter in letters
}
# Words of so many letters are identifiers or addresses, and may be divided at their joints.
LONG = 16
JOINT = regex(r"(?<=\S[_.:,;=&?@#/\\|+\-)\]}>])(?=[^\s_.:,;=&?@#/\\|+\-)\]}>])|(?<=[a-z0-9])(?=[A-Z])")
# What has so many letters without a joint is longer than any line, and may be divided after each so many:
# engines look for the end of such a line in all that follows, again and again.
_ENDLESS = regex(r"\S{128,}")
_PART = regex(r"\S{1,64}")
# What is made of more letters is several words in one, or none.
_LONGEST_WORD = 20
_PUNCTUATION = ".,:;!?()[]\"'“”‘’„»«…"
# Letters between which lines break: Han, Kana, Hangul and what is set among them (UAX 14, class ID).
_WIDE = regex(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd]+"
)
# Such a letter, and a mark that must not begin a line.
_WIDE_PIECE = 2.0


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """Return the width of `text` on one line."""
    if text.isascii():
        return sum([_ADVANCES.get(char, _USUAL) for char in text])
    return _USUAL * columns(text)


def columns(text: str) -> int:
    """Return the number of monospace columns that `text` takes: two for wide characters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char == "\u200b":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def joints(word: str) -> list[str]:
    """Return the pieces into which an identifier, path or address may be divided between two lines."""
    pieces = JOINT.split(word)
    if len(word) < 128 or not _ENDLESS.search(word):
        return pieces
    return [
        part for piece in pieces for part in (_PART.findall(piece) if _ENDLESS.match(piece) else (piece,))
    ]


def least(text: str, em: float = 0.0) -> float:
    """Return the width of the longest piece of `text` that stays on one line.

    `em` is the width of every letter, where all have the same.
    """
    return max([_least(word, em) for word in text.split()], default=0.0)


def ordinary(text: str) -> float:
    """Return the width of the longest word of `text`: of letters, and no longer than words are."""
    return max([_ordinary(word) for word in text.split()], default=0.0)


@lru_cache(maxsize=4096)
def _ordinary(word: str) -> float:
    letters = word.strip(_PUNCTUATION)
    return ems(word) if letters.isalpha() and len(letters) <= _LONGEST_WORD else 0.0


@lru_cache(maxsize=4096)
def _least(word: str, em: float) -> float:
    pieces = [word] if word.isascii() else [piece for piece in _WIDE.split(word) if piece]
    width = 0.0 if pieces == [word] else _WIDE_PIECE
    for piece in pieces:
        for part in joints(piece) if len(piece) >= LONG else (piece,):
            width = max(width, em * columns(part) or ems(part))
    return width
