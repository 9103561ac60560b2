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

    from fontTools.ttLib import TTFont

    from specexport.core.context import Context

FAMILY = "STIX Two Math"

LARGER = 1.1
"""How much larger it is set than the text around it: its letters are lower than those of usual fonts."""

# Letters that MathML sets in italics stand elsewhere in Unicode (MathML Core, C: italic mappings).
_ITALIC_UPPER, _ITALIC_LOWER = 0x1D434, 0x1D44E
_ITALIC_GREEK = {**{0x391 + n: 0x1D6E2 + n for n in range(25)}, **{0x3B1 + n: 0x1D6FC + n for n in range(25)}}
_ITALIC_OTHERS = {
    **{
        "h": "\u210e",
        "ı": "\U0001d6a4",
        "ȷ": "\U0001d6a5",
        "∂": "\U0001d715",
        "∇": "\U0001d6fb",
        "ϴ": "\U0001d6f3",
    },
    **dict(zip("ϵϑϰϕϱϖ", (chr(0x1D716 + n) for n in range(6)), strict=True)),
}
_ACCENTS = {"~": "\u0303", "^": "\u0302", "\u02c7": "\u030c"}
_ALWAYS = "()[]{}|√−"


def woff2(formulas: Iterable[str], context: Context) -> bytes:
    """Return a font (WOFF2) with what the `math` elements `formulas` need."""
    import fontTools

    found = {letter for markup in formulas for letter in _letters(markup)}
    letters, status = "".join(sorted(found | set(_ALWAYS))), file().stat()
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
            found.add(italic(element.text))
    return found


def italic(letter: str) -> str:
    """Return the letter that stands for `letter` where it is a variable: it is in italics."""
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
    font = TTFont(file(), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    _repair(font)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _repair(font: TTFont) -> None:
    """Let signs stretch in browsers that the font's table `MATH` does not let stretch there.

    The heads of arrows to the right lack the length over which their shaft may overlap them. Accents
    stretch as combining characters only, of which browsers stretch but some (MathML Core, appendix B:
    stretch axis inline).
    """
    variants, names = font["MATH"].table.MathVariants, font.getBestCmap()
    coverage, constructions = variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction
    found = dict(zip(coverage, constructions, strict=True))
    for construction in constructions:
        parts = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else []
        for part in parts[1:]:
            part.StartConnectorLength = part.StartConnectorLength or variants.MinConnectorOverlap
    for plain, combining in _ACCENTS.items():
        found.setdefault(names[ord(plain)], found[names[ord(combining)]])
    order = sorted(found, key=font.getGlyphID)
    variants.HorizGlyphCoverage.glyphs = order
    variants.HorizGlyphConstruction = [found[name] for name in order]
    variants.HorizGlyphCount = len(order)


def file() -> Path:
    """Return the font that ziamath carries. Nothing else of it is used."""
    spec = find_spec("ziamath")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("ziamath is not installed")
    return Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
