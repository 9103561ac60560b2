"""The letters of formulas for a page: the glyphs of STIX Two Math (OFL) that it needs, at every size.

Without a font that has a table of mathematics (OpenType, `MATH`), browsers draw brackets and roots too small.
"""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

FAMILY = "STIX Two Math"

# Letters that MathML sets in italics stand elsewhere in Unicode (MathML Core, C: italic mappings).
_ITALIC_UPPER, _ITALIC_LOWER = 0x1D434, 0x1D44E
_ITALIC_GREEK = {**{0x391 + n: 0x1D6E2 + n for n in range(25)}, **{0x3B1 + n: 0x1D6FC + n for n in range(25)}}
_ITALIC_OTHERS = {"h": "\u210e", "ı": "\U0001d6a4", "ȷ": "\U0001d6a5"}
_ALWAYS = "()[]{}|√−"


def woff2(formulas: Iterable[str], context: Context) -> bytes:
    """Return a font (WOFF2) with what the `math` elements `formulas` need."""
    import fontTools

    found = {letter for markup in formulas for letter in _letters(markup)}
    letters, status = "".join(sorted(found | set(_ALWAYS))), _file().stat()
    font = (str(status.st_size), str(status.st_mtime_ns))
    return context.kept(("letters", fontTools.version, *font, letters), lambda: _subset(letters))


def _letters(markup: str) -> set[str]:
    found: set[str] = set()
    for element in ElementTree.fromstring(markup).iter():
        name = element.tag.rpartition("}")[2]
        if name == "annotation" or not element.text:
            continue
        found |= set(element.text)
        if name == "mi" and len(element.text) == 1:
            found.add(_italic(element.text))
    return found


def _italic(letter: str) -> str:
    if letter in _ITALIC_OTHERS:
        return _ITALIC_OTHERS[letter]
    if "A" <= letter <= "Z":
        return chr(_ITALIC_UPPER + ord(letter) - ord("A"))
    if "a" <= letter <= "z":
        return chr(_ITALIC_LOWER + ord(letter) - ord("a"))
    return chr(_ITALIC_GREEK.get(ord(letter), ord(letter)))


@lru_cache(maxsize=8)
def _subset(letters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    font = TTFont(_file(), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _file() -> Path:
    """Return the font that ziamath carries; importing ziamath for it would read the font a second time."""
    spec = find_spec("ziamath")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("ziamath is not installed")
    return Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
