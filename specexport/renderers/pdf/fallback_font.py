"""A font for the characters that no font has: the style's drawing of each, or a box, from which the text can
still be copied.

PDF/A forbids the glyph that fonts show for what they lack (ISO 19005-2, 6.2.11.8), and its text would be
lost.
"""

from __future__ import annotations

from functools import cache
from html import unescape
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.model.document import Code, CodeBlock, Math, Str
from specexport.model.walk import nodes, plain
from specexport.style.stand_ins import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from specexport.model.document import Document, Media, Meta
    from specexport.model.style import Style

FAMILY = "Specexport Last Resort"
# Font units: the em, the box's advance, its height, its side bearing, the strength of its line; a space's
# advance.
_EM, _WIDTH, _HEIGHT, _BEARING, _LINE, _SPACE = 1000, 700, 700, 70, 45, 260
# What every text font has: Latin, and the punctuation of its languages.
_USUAL = frozenset(
    chr(code) for code in (*range(0x180), *range(0x2010, 0x2027), 0x202F, 0x2039, 0x203A, 0x20AC, 0x2122)
)


class Drawing(Struct, frozen=True):
    """A glyph of TrueType, and its advance in font units."""

    glyph: Any
    advance: int


def unusual(document: Document, style: Style) -> list[str]:
    """Return the characters of `document` that no font of `style` may have, each once and in order."""
    texts = [*_written(document), *_told(document.meta), *_own(style)]
    texts += [unescape(media.data.decode("utf-8", "replace")) for media in _drawings(document)]
    rest = set("".join(text for text in texts if not text.isascii())) - _USUAL
    families = {face.family: face.path for face in reversed(printed(style)) if face.path}
    for path in families.values():
        rest = rest and rest - _letters(path)
    return sorted(rest)


def _written(document: Document) -> Iterator[str]:
    """Yield the texts of the blocks, and what stands in attributes: titles of admonitions, captions."""
    for node in nodes(document.blocks):
        if isinstance(node, (Str, Code, CodeBlock, Math)):
            yield node.text
        attr = getattr(node, "attr", None)
        if attr is not None:
            yield from (value for _, value in attr.pairs)


def _told(meta: Meta) -> Iterator[str]:
    yield plain(meta.title)
    yield from (meta.kind, meta.subtitle, meta.status, meta.version, meta.classification)
    yield from (*meta.authors, *meta.reviewers, *meta.approvers)
    yield from (f"{field.name} {plain(field.content)}" for field in meta.fields)


def _own(style: Style) -> Iterator[str]:
    """Yield what the program and the style write themselves: contents, captions, running lines."""
    words = style.words
    yield from (text for name in words.__struct_fields__ if isinstance(text := getattr(words, name), str))
    yield from (style.company, style.classification)
    for line in (style.header, style.footer, *(style.verso or ())):
        yield from (line.left, line.center, line.right)


def _drawings(document: Document) -> Iterator[Media]:
    return (media for media in document.media.values() if media.type == "image/svg+xml")


@cache
def _letters(path: Path) -> frozenset[str]:
    """Return the characters that the font file at `path` has glyphs for, none if it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as file:
            return frozenset(map(chr, file.getBestCmap() or ()))
    except (TTLibError, OSError):
        return frozenset()


def drawn(characters: Iterable[str], style: Style) -> dict[str, Drawing]:
    """Return the drawings of `characters` in `fonts/NAME-Symbols.woff` of a style and of those below."""
    wanted, found = set(characters), dict[str, Drawing]()
    for folder in style.folders:
        for path in sorted(folder.glob("fonts/*-Symbols.woff")):
            found |= _drawings_of(wanted - found.keys(), path)
    return found


def _drawings_of(characters: set[str], path: Path) -> dict[str, Drawing]:
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True) as file:
            letters, glyphs = file.getBestCmap() or {}, file.getGlyphSet()
            scale = _EM / file["head"].unitsPerEm
            found = {}
            for char in sorted(characters):
                if name := letters.get(ord(char)):
                    pen = TTGlyphPen(None)
                    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
                    found[char] = Drawing(pen.glyph(), round(glyphs[name].width * scale))
            return found
    except (TTLibError, OSError):
        return {}


def font(characters: Iterable[str], drawings: Mapping[str, Drawing] = MappingProxyType({})) -> bytes:
    """Return a TrueType font with a drawing for each of `characters`, a box where there is none."""
    from fontTools.fontBuilder import FontBuilder

    box = Drawing(_box(), _WIDTH)
    letters = {f"u{ord(char):04X}": drawings.get(char, box) for char in sorted({*characters} - {" "})}
    # A layout engine sets the spaces between such characters in the same font.
    glyphs = {".notdef": box, "space": Drawing(_nothing(), _SPACE), **letters}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x20: "space", **{int(name[1:], 16): name for name in letters}})
    builder.setupGlyf({name: drawing.glyph for name, drawing in glyphs.items()})
    bearings = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (one.advance, getattr(bearings[name], "xMin", 0)) for name, one in glyphs.items()}
    )
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "SpecexportLastResort"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    # The epoch of TrueType: the same characters make the same bytes.
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    data = BytesIO()
    builder.save(data)
    return data.getvalue()


def _box() -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    right = _WIDTH - _BEARING
    _rectangle(pen, (_BEARING, 0), (_BEARING, _HEIGHT), (right, _HEIGHT), (right, 0))
    near, far, top = _BEARING + _LINE, right - _LINE, _HEIGHT - _LINE
    _rectangle(pen, (near, _LINE), (far, _LINE), (far, top), (near, top))
    return pen.glyph()


def _nothing() -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()


def _rectangle(pen: Any, *corners: tuple[int, int]) -> None:
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
