"""How text is set: the types of a style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model.style import Heading, InlineCode, Type
from specexport.style.units import Length

if TYPE_CHECKING:
    from specexport.style.brand.own import HeadingText
    from specexport.style.resolve.reader import StyleReader

_LEADING = 1.43
_REGULAR = 400


def base(reader: StyleReader, color: str) -> Type:
    """Return the type of running text, in `color` where the style says no other."""
    text, size = reader.brand.typography.base, reader.base_size
    below = Type(text.family or "", size, size * _LEADING, _REGULAR, color)
    return reader.type(replace(text, size=Length(size)), below)


def headings(reader: StyleReader, common: Type) -> tuple[Heading, ...]:
    """Return how headings of the six levels are set, where they say nothing in the type `common`."""
    levels = reader.brand.own.heading
    texts = (levels.h1, levels.h2, levels.h3, levels.h4, levels.h5, levels.h6)
    return tuple(_heading(reader, text, common) for text in texts)


def _heading(reader: StyleReader, text: HeadingText, common: Type) -> Heading:
    set_in = reader.type(text, common)
    return Heading(
        set_in,
        reader.length(text.margin_top, set_in.size),
        reader.length(text.margin_bottom, set_in.size),
        text.text_align,
        text.break_before == "page",
    )


def code(reader: StyleReader, base: Type) -> Type:
    """Return the type of code blocks."""
    typography = reader.brand.typography
    return reader.type(typography.monospace_block, reader.type(typography.monospace, base))


def inline_code(reader: StyleReader) -> InlineCode:
    """Return how code within text is set."""
    inline, mono, base = (
        reader.brand.typography.monospace_inline,
        reader.brand.typography.monospace,
        reader.base_size,
    )
    ground = inline.background_color or mono.background_color
    scale = reader.length(inline.size or Length(base), base) / base
    return InlineCode(
        family=reader.family(inline.family or mono.family or ""),
        scale=round(scale, 3),
        weight=inline.weight or mono.weight or _REGULAR,
        background=ground,
        color=reader.ink(inline.color, ground) if inline.color else "",
    )
