"""The form of `_brand.yml`: Posit's brand.yml, and what a printed document needs beyond it.

Everything is optional: what a style leaves out, the style it extends gives. The part outside `defaults`
follows https://posit-dev.github.io/brand-yml/schema/brand.schema.yml with the `light` and `dark` values that
Quarto adds. The part below `defaults.specexport` is this program's own, in asciidoctor-pdf's words where it
has one. The types say what a file may hold; the values are read from the plain data.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct

LENGTH = r"^\d*\.?\d+ ?(pt|mm|cm|in|px|pc|em|rem|%)?$"

# What a pattern asks for, in words: the patterns stand for their meaning in messages.
MEANING = {LENGTH: "a length such as 10.5pt, 25mm or 0.9em"}

Length: TypeAlias = Annotated[str, Meta(pattern=LENGTH)] | Annotated[float, Meta(ge=0)]
Weight: TypeAlias = (
    Literal[
        "thin",
        "extra-light",
        "ultra-light",
        "light",
        "normal",
        "regular",
        "medium",
        "semi-bold",
        "demi-bold",
        "bold",
        "extra-bold",
        "ultra-bold",
        "black",
    ]
    | Annotated[int, Meta(ge=1, le=1000)]
)
Slope: TypeAlias = Literal["normal", "italic", "oblique"]
Source: TypeAlias = Literal["file", "google", "bunny", "system"]


class Options(Struct, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A mapping of the file. A key that it does not name is an error."""


class LightDark(Options):
    """A colour on a light and on a dark ground."""

    light: str | None = None
    dark: str | None = None


Color: TypeAlias = str | LightDark


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
    weight: list[Weight] | Weight | None = None
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


# defaults.specexport


class MoreColors(Options):
    """The roles that brand.yml has no word for."""

    text_secondary: Color | None = None
    rule: Color | None = None
    tint: Color | None = None
    accent: Color | None = None


class Margins(Options):
    """The margins of the page, one by one."""

    top: Length | None = None
    right: Length | None = None
    bottom: Length | None = None
    left: Length | None = None


class Sheet(Options):
    """The sheet: a name or its width and height, its orientation, its margins."""

    # No pattern beside a list: a union of the two corrupts memory in msgspec 0.22.
    size: str | list[Length] | None = None
    orientation: Literal["portrait", "landscape"] | None = None
    margin: Margins | list[Length] | str | Annotated[float, Meta(ge=0)] | None = None


class CoverPage(Options):
    """The title page."""

    show: bool | None = None
    min_pages: Annotated[int, Meta(ge=0)] | None = None
    fields: list[str] | None = None


class HeadingText(Text):
    """How a heading is set, and the space around it."""

    margin_top: Length | None = None
    margin_bottom: Length | None = None


class Headings(Options):
    """The headings by level, as HTML counts them below the title."""

    h1: HeadingText | None = None
    h2: HeadingText | None = None
    h3: HeadingText | None = None
    h4: HeadingText | None = None
    h5: HeadingText | None = None
    h6: HeadingText | None = None


class Running(Options):
    """A running header or footer."""

    left: str | None = None
    center: str | None = None
    right: str | None = None


class Numbering(Options):
    """Whether headings are numbered, and down to which level."""

    show: bool | None = None
    depth: Annotated[int, Meta(ge=1, le=6)] | None = None


class Contents(Options):
    """The table of contents: down to which level."""

    depth: Annotated[int, Meta(ge=0, le=6)] | None = None


class Theme(Options):
    """The colours of code."""

    keyword: Color | None = None
    string: Color | None = None
    number: Color | None = None
    comment: Color | None = None
    name: Color | None = None
    type: Color | None = None
    inserted: Color | None = None
    deleted: Color | None = None


class Listing(Options):
    """Code blocks: the bar at their side and the colours of their tokens."""

    border_color: Color | None = None
    theme: Theme | None = None


class Kind(Options):
    """One kind of admonition. The background is a tint of the colour unless it is given."""

    label: str | None = None
    color: Color | None = None
    background_color: Color | None = None


class Admonitions(Options):
    """The five kinds of admonition."""

    note: Kind | None = None
    tip: Kind | None = None
    important: Kind | None = None
    warning: Kind | None = None
    caution: Kind | None = None


class State(Options):
    """How one value of a document's status looks."""

    color: Color | None = None


class Own(Options):
    """`defaults.specexport`."""

    extends: str | None = None
    lang: str | None = None
    classification: str | None = None
    color: MoreColors | None = None
    page: Sheet | None = None
    cover: CoverPage | None = None
    title: Text | None = None
    heading: Headings | None = None
    caption: Text | None = None
    table: Text | None = None
    running: Text | None = None
    header: Running | None = None
    footer: Running | None = None
    numbering: Numbering | None = None
    contents: Contents | None = None
    code: Listing | None = None
    admonition: Admonitions | None = None
    status: dict[str, State] | None = None
    words: dict[str, str] | None = None


class Defaults(Struct, kw_only=True):
    """`defaults`: what other programs read stands beside `specexport` and is left alone."""

    specexport: Own | None = None


class Brand(Options):
    """The whole file."""

    meta: About | None = None
    logo: Logo | str | None = None
    color: Palette | None = None
    typography: Typography | None = None
    defaults: Defaults | None = None


Raw: TypeAlias = dict[str, Any]
