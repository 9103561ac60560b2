"""Make the small WOFF2 fonts that web pages embed, from the full fonts that print uses.

Run `python docs/make_fonts.py` after a font or the set of characters has changed. Needs fonttools and brotli.
`python docs/make_fonts.py NotoEmoji-Regular.ttf` makes what print draws symbols with that no other font has.
The same fonts give the same bytes. The licences of the families lie beside the fonts.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STYLES = Path(__file__).resolve().parents[1] / "styles"

# Latin, Latin-1, Latin Extended-A, Greek, Cyrillic, typographic punctuation, currency, arrows, mathematics.
TEXT = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x300, 0x305),
    *range(0x384, 0x3CF),
    *range(0x400, 0x460),
    *(0x490, 0x491),
    *(0x2BC, 0x2C6, 0x2C7, 0x2DA, 0x2DC),
    *range(0x2010, 0x2028),
    *range(0x202F, 0x203B),
    *(0x2044, 0x207F, 0x20AC, 0x2116, 0x2122, 0x2126),
    *range(0x2190, 0x219A),
    *(0x21A9, 0x21AA, 0x21B3, 0x21B5, 0x21D0, 0x21D2, 0x21D4),
    *(0x2200, 0x2202, 0x2203, 0x2206, 0x2208, 0x220F, 0x2211, 0x2212, 0x2215, 0x221A, 0x221E, 0x2227, 0x2228),
    *(0x2229, 0x222A, 0x222B, 0x2248, 0x2260, 0x2261, 0x2264, 0x2265, 0x25CA, 0xFB01, 0xFB02),
]

# What box diagrams and trees in code are drawn with: boxes, blocks, shapes, ticks and crosses.
CODE = [
    *TEXT,
    *range(0x2500, 0x25A0),
    *(0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B2, 0x25B3, 0x25B6, 0x25B7, 0x25B8, 0x25BA, 0x25BC, 0x25BD, 0x25BE),
    *(0x25C0, 0x25C1, 0x25C2, 0x25C4, 0x25C6, 0x25C7, 0x25CB, 0x25CE, 0x25CF, 0x25E6, 0x2605, 0x2606),
    *(0x2610, 0x2611, 0x2612, 0x2713, 0x2714, 0x2717, 0x2718, 0x27A4, 0x27F6),
]

FACES = {
    "base/fonts/OpenSans-Regular": TEXT,
    "base/fonts/OpenSans-Italic": TEXT,
    "base/fonts/OpenSans-SemiBold": TEXT,
    "base/fonts/DejaVuSansMono": CODE,
    "corporate/fonts/Manrope-Bold": TEXT,
    "formal/fonts/Caladea-Regular": TEXT,
    "formal/fonts/Caladea-Italic": TEXT,
    "formal/fonts/Caladea-Bold": TEXT,
}


def source(name: str) -> Path:
    """Return the full font: one carried there, or one of the package ttf-opensans."""
    own = STYLES / f"{name}.ttf"
    found = find_spec("ttf_opensans")
    if own.is_file() or found is None or found.origin is None:
        return own
    return Path(found.origin).parent / "ttf" / own.name


def make(name: str, characters: list[int]) -> int:
    """Write the subset of one font beside the full one and return its size in bytes."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["ccmp", "kern", "liga", "locl", "lnum", "mark", "mkmk", "tnum", "zero"],
        hinting=False,
        desubroutinize=True,
        drop_tables=["DSIG", "FFTM"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
    )
    font = TTFont(source(name), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    target = STYLES / f"{name}.woff2"
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def is_symbol(code: int) -> bool:
    """Say whether a character is a picture by itself: no digit, letter of a flag, tone of skin or tag."""
    return 0x203C <= code < 0xE0000 and not (0x1F1E6 <= code <= 0x1F1FF or 0x1F3FB <= code <= 0x1F3FF)


def make_symbols(full: Path) -> int:
    """Write the symbols of a font of emoji for print and return the size in bytes.

    WOFF, of which single glyphs are read in a fiftieth of the time that WOFF2 takes.
    """
    options = subset.Options(
        flavor="woff", layout_features=[], hinting=False, glyph_names=False, notdef_outline=True
    )
    font = TTFont(full, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=filter(is_symbol, font.getBestCmap()))
    cutter.subset(font)
    target = STYLES / "base/fonts/NotoEmoji-Symbols.woff"
    subset.save_font(font, str(target), options)
    return target.stat().st_size


if __name__ == "__main__":
    for full in sys.argv[1:]:
        sys.stdout.write(f"NotoEmoji-Symbols.woff {make_symbols(Path(full)):,} bytes\n")
    for face, wanted in FACES.items():
        sys.stdout.write(f"{face}.woff2 {make(face, wanted):,} bytes\n")
