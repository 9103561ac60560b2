"""Letters, numbers, words and signs, and signs that stretch (OpenType, `MATH`: variants and assemblies)."""

from __future__ import annotations

from itertools import groupby, pairwise
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from specexport.graphics.formulas import font
from specexport.graphics.formulas.layout import boxes, spacing
from specexport.graphics.formulas.layout.base import (
    Atom,
    Element,
    Setter,
    Stretch,
    Style,
    constant,
    content,
    name,
)
from specexport.graphics.formulas.layout.boxes import Box, Outline, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.graphics.formulas.layout.face import Glyph, Part

# Signs without a form, of which nothing is seen: function application and its kin.
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0xFE0E, 0xFE0F]
)
_SAME = {0x2D: "\u2212", 0x27: "\u2032", 0x2A: "\u2217"}
_SPACES = {"\u00a0": 0.25, " ": 0.25, "\u2009": 1 / 6, "\u2003": 1.0, "\u2002": 0.5, "\u3000": 1.0}
# How far letters of a font of the text are taken to reach, in em.
_ASCENT, _DESCENT = 0.85, 0.2
# White space at the ends of text, which MathML does not show.
_COLLAPSED = " \t\n\r"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def token(setter: Setter, element: Element, style: Style, stretch: Stretch | None = None) -> Atom:
    """Return a token element as an atom."""
    tag, text = name(element), (element.text or "").translate(_INVISIBLE)
    if tag in ("mtext", "ms"):
        return Atom(word(setter, text.strip(_COLLAPSED), style))
    text = text.strip()
    if tag == "mo":
        return sign(setter, element, style, stretch)
    if tag == "mi" and len(text) == 1:
        return letter(setter, text if element.get("mathvariant") == "normal" else font.italic(text), style)
    is_name = tag == "mi" and len(text) > 1 and element.get("mathvariant") == "normal"
    return Atom(word(setter, text, style), "op" if is_name else "ord")


def letter(setter: Setter, char: str, style: Style) -> Atom:
    """Return one letter, which a script or an accent is placed by."""
    if not setter.face.has(char):
        return Atom(word(setter, char, style))
    glyph = setter.face.of(char, small=style.level > 0)
    return Atom(_glyph(glyph, setter.units(style), char), glyph=glyph.name)


def word(setter: Setter, text: str, style: Style) -> Box:
    """Return characters one after another; those that the font lacks are in a font of the text."""
    em = setter.units(style) * setter.face.em
    made = []
    for is_foreign, group in groupby(text, _foreign(setter, text)):
        words = "".join(group)
        if is_foreign:
            size = em / font.LARGER
            ink = Words(words, size)
            made.append(Box(setter.measure(words, size), _ASCENT * size, _DESCENT * size, ((0.0, 0.0, ink),)))
        for char in () if is_foreign else words:
            if char in _SPACES or char.isspace():
                made.append(Box(_SPACES.get(char, 0.25) * em))
            else:
                made.append(_glyph(setter.face.of(char), setter.units(style), char))
    return boxes.row(*made)


def _foreign(setter: Setter, text: str) -> Callable[[str], bool]:
    """Return what tells which letters are set in the fonts of the text: all where some run to the left."""
    if any(bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return lambda _: True
    return lambda char: not (setter.face.has(char) or char.isspace() or char in _SPACES)


def _glyph(glyph: Glyph, unit: float, char: str, rise: float = 0.0) -> Box:
    ink = Outline(glyph.name, unit, char)
    height, depth = glyph.high * unit + rise, -glyph.low * unit - rise
    return Box(
        glyph.advance * unit,
        height,
        depth,
        ((0.0, rise, ink),),
        glyph.italic * unit,
        glyph.attach * unit,
        char,
    )


def sign(setter: Setter, element: Element, style: Style, stretch: Stretch | None) -> Atom:
    """Return an operator: large in displayed formulas, and as long as `stretch` says."""
    text = content(element).translate(_INVISIBLE).translate(_SAME)
    given = element.get("form", "")
    # pandoc says of every sign that stretches what its form is, and of no other.
    kind = spacing.kind(text, given) if text else "space"
    if len(text) != 1 or not setter.face.has(text):
        return Atom(word(setter, text, style), kind, element)
    face, unit = setter.face, setter.units(style)
    if text in spacing.LARGE:
        glyph = face.of(text)
        if style.display:
            glyph = face.glyph(
                _at_least(face.variants(text, True), face.constant("DisplayOperatorMinHeight"), glyph.name)
            )
        rise = constant(setter, "AxisHeight", style) - (glyph.high + glyph.low) / 2 * unit
        return Atom(_glyph(glyph, unit, text, rise), kind, element, glyph.name)
    if stretch and stretch.width:
        return Atom(wide(setter, text, stretch.width, style), kind, element)
    if size := _size(element, style, stretch):
        return Atom(tall(setter, text, size, style), kind, element)
    glyph = face.of(text, small=style.level > 0)
    return Atom(_glyph(glyph, unit, text), kind, element, glyph.name)


def _size(element: Element, style: Style, stretch: Stretch | None) -> float:
    """Return how tall a sign is to be in pixels; nothing if as the font has it."""
    minimum = element.get("minsize", "")
    if minimum.endswith("%"):
        return float(minimum[:-1]) / 100 * style.size
    return stretch.height + stretch.depth if stretch else 0.0


def _at_least(variants: list[tuple[str, float]], size: float, default: str) -> str:
    return next(
        (glyph for glyph, length in variants if length >= size), variants[-1][0] if variants else default
    )


def tall(setter: Setter, char: str, size: float, style: Style) -> Box:
    """Return a sign not shorter than `size`, centred at the axis of the formula."""
    face, unit = setter.face, setter.units(style)
    middle = constant(setter, "AxisHeight", style)
    wanted = size / unit
    variants = face.variants(char, True)
    fitting = [glyph for glyph, length in variants if length >= wanted]
    parts = face.parts(char, True)
    if fitting or not parts:
        glyph = face.glyph(fitting[0] if fitting else (variants[-1][0] if variants else face.of(char).name))
        return _glyph(glyph, unit, char, middle - (glyph.high + glyph.low) / 2 * unit)
    placed, length = _assembled(parts, wanted, face.overlap)
    width = max(face.glyph(part.name).advance for part, _ in placed) * unit
    low = middle - length * unit / 2
    inked = tuple(
        (0.0, low + (at - face.glyph(part.name).low) * unit, Outline(part.name, unit, "" if number else char))
        for number, (part, at) in enumerate(placed)
    )
    return Box(width, middle + length * unit / 2, -low, inked, sign=char)


def wide(setter: Setter, char: str, size: float, style: Style) -> Box:
    """Return a sign about as wide as `size`, of parts where it is longer than its longest form."""
    face, unit = setter.face, setter.units(style)
    wanted = size / unit
    forms = [(face.of(char).name, face.of(char).right - face.of(char).left), *face.variants(char, False)]
    parts = face.parts(char, False)
    if not parts:
        return _accent(setter, char, [name for name, length in forms if length <= wanted * 1.02], size, style)
    if wanted <= forms[-1][1]:
        # The nearest: braces and arrows may be a little longer than what they belong to, or shorter.
        nearest = face.glyph(min(forms, key=lambda form: abs(form[1] - wanted))[0])
        return _inked(nearest, char, unit, 1.0)
    chain, length = _assembled(parts, wanted, face.overlap)
    glyphs = [face.glyph(part.name) for part, _ in chain]
    inked = tuple(
        ((at - glyph.left) * unit, 0.0, Outline(glyph.name, unit, "" if number else char))
        for number, (glyph, (_, at)) in enumerate(zip(glyphs, chain, strict=True))
    )
    high, low = max(glyph.high for glyph in glyphs), min(glyph.low for glyph in glyphs)
    return Box(length * unit, high * unit, -low * unit, inked, sign=char)


def _accent(setter: Setter, char: str, fitting: list[str], size: float, style: Style) -> Box:
    """Return the widest form of an accent that fits; the widest of all is stretched."""
    face, unit = setter.face, setter.units(style)
    widest = face.glyph(fitting[-1] if fitting else face.of(char).name)
    last = face.variants(char, False)[-1:]
    ink = (widest.right - widest.left) * unit
    scale = size / ink if last and widest.name == last[0][0] and size > ink > 0 else 1.0
    return _inked(widest, char, unit, scale)


def _inked(glyph: Glyph, char: str, unit: float, scale: float) -> Box:
    """Return a glyph that is as wide as its ink, which may be stretched."""
    ink = Outline(glyph.name, unit, char, scale)
    at = -glyph.left * unit * scale
    width = (glyph.right - glyph.left) * unit * scale
    return Box(width, glyph.high * unit, -glyph.low * unit, ((at, 0.0, ink),), sign=char)


def _assembled(parts: list[Part], wanted: float, overlap: float) -> tuple[list[tuple[Part, float]], float]:
    """Return parts with their places, so many that they reach `wanted`, and the length."""
    least = sum(part.full - overlap for part in parts if not part.repeats) + overlap
    each = sum(part.full - overlap for part in parts if part.repeats)
    times = min(max(1, ceil((wanted - least) / each)), 2000) if each > 0 else 1
    chain = [part for part in parts for _ in range(times if part.repeats else 1)]
    length = sum(part.full for part in chain) - overlap * (len(chain) - 1)
    # What is too much is taken from the joints, as far as their connectors go.
    joints = [min(a.end, b.start, a.full * 0.95, b.full * 0.95) for a, b in pairwise(chain)]
    spare = sum(max(0.0, joint - overlap) for joint in joints)
    share = min(1.0, max(0.0, length - wanted) / spare) if spare else 0.0
    at, placed = 0.0, []
    for part, joint in zip(chain, [*joints, 0.0], strict=True):
        placed.append((part, at))
        at += part.full - (overlap + share * max(0.0, joint - overlap))
    last, place = placed[-1]
    return placed, place + last.full
