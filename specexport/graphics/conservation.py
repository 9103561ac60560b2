"""Conservation of what is drawn: what a source says must be in its drawing, and a drawing must have a size.

The comparison is of words, whatever drew them: engines change letters' case, type, order and line breaks, and
may not change words. `specexport.graphics.svg.seen` has the words of a drawing.
"""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST = 100_000.0
"""The largest side of a drawing in CSS pixels, which is 26 metres."""

_ASCII = regex(r"[a-z0-9]+|\$")
# Scripts that set no spaces between words, in which a line may end behind every letter: the first and the
# last letter of each. As a regular expression they take a hundredth of a whole start to compile.
_UNSPACED = (
    ("\u2e80", "\u2fff"),
    ("\u3005", "\u3007"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
# One word may be set in so many pieces.
_MOST_PIECES = 40
# Where more words are short, their pieces are not looked for.
_MOST_SHORT = 500


def words(text: str) -> list[str]:
    """Return the words of `text`: runs of letters and digits without case, and signs that mean something.

    Punctuation is left out, since markup consists of it. Each letter of East Asia is a word.
    """
    plain = normalize("NFKC", text).casefold()
    if plain.isascii():
        return _ASCII.findall(plain)
    found: list[str] = []
    run: list[str] = []

    def end() -> None:
        if run:
            found.append("".join(run))
            run.clear()

    for char in plain:
        kind = category(char)
        if _is_unspaced(char) or _is_sign(char, kind):
            end()
            found.append(char)
        elif kind[0] in "LN" or (kind[0] == "M" and run):
            run.append(char)
        elif kind not in ("Cf", "Mn"):
            end()
    end()
    return found


def _is_unspaced(char: str) -> bool:
    return char >= "\u2e80" and any(first <= char <= last for first, last in _UNSPACED)


def _is_sign(char: str, kind: str) -> bool:
    """Return whether a character is a sign of money, mathematics or the like; those of ASCII are markup."""
    return kind == "Sc" or (kind in ("Sm", "So") and not char.isascii())


def missing(wanted: Iterable[str], drawn: Sequence[str]) -> tuple[str, ...]:
    """Return the words of `wanted` that `drawn` has not, or not as often, in their order.

    A word may be drawn in pieces that follow each other, as lines are broken within long words. Words that
    are drawn as one are not there.
    """
    short: list[str] = []
    spare = Counter(drawn)
    for word in wanted:
        if spare[word] > 0:
            spare[word] -= 1
        else:
            short.append(word)
    if len(short) > _MOST_SHORT:
        return tuple(short)
    return tuple(word for word in short if not _is_pieced(word, drawn, spare))


def _is_pieced(word: str, drawn: Sequence[str], spare: Counter[str]) -> bool:
    """Return whether `word` stands in `drawn` in pieces that `spare` still has, and take them from there."""
    for start, first in enumerate(drawn):
        if not word.startswith(first):
            continue
        pieces: list[str] = []
        for piece in drawn[start : start + _MOST_PIECES]:
            pieces.append(piece)
            joined = "".join(pieces)
            if joined == word and not Counter(pieces) - spare:
                spare.subtract(pieces)
                return True
            if not word.startswith(joined):
                break
    return False


def impossible(width: float, height: float) -> str:
    """Return why nothing can have this size in CSS pixels, without a subject; empty if something can."""
    for length, way in ((width, "wide"), (height, "high")):
        if not isfinite(length):
            return f"has no size: it would be {length} px {way}"
        if not 0 < length <= LARGEST:
            return f"would be {length:,.0f} px {way}"
    return ""
