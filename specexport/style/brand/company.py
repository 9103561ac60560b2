"""The part of `_brand.yml` that every program shares: Posit's brand.yml.

It follows https://posit-dev.github.io/brand-yml/schema/brand.schema.yml, with the `light` and `dark` values
that Quarto adds.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from specexport.style.brand.values import Color, Length, Options, Slope, Source, Weight

# brand.yml: meta and logo


class Name(Options):
    """The company's full or legal name, and the one it goes by."""

    full: str | None = None
    short: str | None = None


class About(Struct, kw_only=True):
    """`meta`: who the brand belongs to. Other keys are the company's own business."""

    name: Name | str | None = None
    link: dict[str, str] | str | None = None


class LogoRef(Options):
    """A picture, by name or path, perhaps with a second one for a dark ground."""

    path: str | None = None
    alt: str | None = None
    light: LogoRef | str | None = None
    dark: LogoRef | str | None = None


class Logo(Options):
    """`logo`: pictures by name, and which of them is used at what size."""

    images: dict[str, LogoRef | str] | None = None
    small: LogoRef | str | None = None
    medium: LogoRef | str | None = None
    large: LogoRef | str | None = None
    path: str | None = None
    alt: str | None = None


# brand.yml: color


class Palette(Options):
    """`color`: a palette with names of the company's choosing, and the roles that its colours play."""

    palette: dict[str, Color] | None = None
    foreground: Color | None = None
    background: Color | None = None
    primary: Color | None = None
    secondary: Color | None = None
    tertiary: Color | None = None
    success: Color | None = None
    info: Color | None = None
    warning: Color | None = None
    danger: Color | None = None
    light: Color | None = None
    dark: Color | None = None
    link: Color | None = None


# brand.yml: typography


class FontFile(Options):
    """One file of a family."""

    path: str
    weight: Weight | None = None
    style: Slope | None = None


class Font(Options):
    """A family and where its files come from."""

    family: str
    source: Source | None = None
    files: list[FontFile | str] | None = None
    # A weight, several, or a range such as `300..700`: too many forms for a type.
    weight: list[int | str] | int | str | None = None
    style: list[Slope] | Slope | None = None
    display: Literal["auto", "block", "swap", "fallback", "optional"] | None = None


class Text(Options):
    """How text is set. `line-height` is a multiple of the size unless it has a unit."""

    family: str | None = None
    size: Length | None = None
    line_height: Length | None = None
    weight: Weight | None = None
    style: Slope | None = None
    color: Color | None = None
    background_color: Color | None = None
    decoration: str | None = None


class Typography(Options):
    """`typography`: the fonts and how the kinds of text use them. A string is a family."""

    fonts: list[Font] | None = None
    base: Text | str | None = None
    headings: Text | str | None = None
    monospace: Text | str | None = None
    monospace_inline: Text | str | None = None
    monospace_block: Text | str | None = None
    link: Text | str | None = None
