"""The form of `_brand.yml`: Posit's brand.yml, and what a printed document needs beyond it.

Everything is optional: what a style leaves out, the style it extends gives. The part outside `defaults`
follows https://posit-dev.github.io/brand-yml/schema/brand.schema.yml with the `light` and `dark` values that
Quarto adds. The part below `defaults.specexport` is this program's own, in asciidoctor-pdf's words where it
has one. The types say what a file may hold; the values are read from the plain data.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, get_args

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
WEIGHTS: tuple[str, ...] = get_args(get_args(Weight)[0])
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


class OwnText(Text):
    """How text is set, in words that brand.yml lacks."""

    text_transform: Literal["none", "uppercase", "smallcaps"] | None = None


class CaptionText(OwnText):
    """Captions of figures: how they are set, and where they stand."""

    text_align: Literal["left", "center", "right"] | None = None


class TableText(OwnText):
    """Tables: how their text is set, the lines between rows, the grounds of head and of every other row."""

    border_color: Color | None = None
    head_border_color: Color | None = None
    head_background_color: Color | None = None
    head_color: Color | None = None
    stripe_background_color: Color | None = None


class Sheet(Options):
    """The sheet: a name or width and height, its orientation, its margins, whether both sides are used."""

    # No pattern beside a list: a union of the two corrupts memory in msgspec 0.22.
    size: str | list[Length] | None = None
    orientation: Literal["portrait", "landscape"] | None = None
    margin: Margins | list[Length] | str | Annotated[float, Meta(ge=0)] | None = None
    duplex: bool | None = None


class CoverPage(Options):
    """The title page."""

    show: bool | None = None
    min_pages: Annotated[int, Meta(ge=0)] | None = None
    fields: list[str] | None = None


class HeadingText(OwnText):
    """How a heading is set, the space around it, where it stands, whether it begins a page."""

    margin_top: Length | None = None
    margin_bottom: Length | None = None
    text_align: Literal["left", "center", "right"] | None = None
    break_before: Literal["auto", "page"] | None = None


class Headings(Options):
    """The headings by level, as HTML counts them below the title."""

    h1: HeadingText | None = None
    h2: HeadingText | None = None
    h3: HeadingText | None = None
    h4: HeadingText | None = None
    h5: HeadingText | None = None
    h6: HeadingText | None = None


class Sides(Options):
    """What stands at the sides of a running line."""

    left: str | None = None
    center: str | None = None
    right: str | None = None


class Running(Sides):
    """A running header or footer, and what stands there on left-hand pages instead."""

    verso: Sides | None = None


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
    """How one value of a document's status or classification looks."""

    color: Color | None = None


class ListItems(Options):
    """Lists: the space between their items, the colour of bullets and numbers."""

    item_spacing: Length | None = None
    marker_color: Color | None = None


class Mark(Options):
    """The status behind the text, of documents with one of these."""

    status: list[str] | None = None
    color: Color | None = None


class Drawing(Options):
    """The colours of diagrams."""

    color: Color | None = None
    background_color: Color | None = None
    border_color: Color | None = None
    line_color: Color | None = None


class Shown(Options):
    """Something that is there or not."""

    show: bool | None = None


class Accents(Options, rename="kebab"):
    """The accents of Word's theme. Those that are not said are the roles of the palette."""

    accent_1: Color | None = None
    accent_2: Color | None = None
    accent_3: Color | None = None
    accent_4: Color | None = None
    accent_5: Color | None = None
    accent_6: Color | None = None


class WordFile(Options):
    """What only Word knows: a template of the company's, its names for styles, the accents of the theme."""

    template: str | None = None
    styles: dict[str, str] | None = None
    theme: Accents | None = None


class WebPage(Options):
    """What only the page knows: whether it follows the reader's theme, how wide its text is."""

    theme: Literal["auto", "light", "dark"] | None = None
    max_width: Length | None = None


class Own(Options):
    """`defaults.specexport`."""

    extends: str | None = None
    lang: str | None = None
    classification: str | None = None
    color: MoreColors | None = None
    page: Sheet | None = None
    cover: CoverPage | None = None
    title: OwnText | None = None
    heading: Headings | None = None
    caption: CaptionText | None = None
    table: TableText | None = None
    list: ListItems | None = None
    running: OwnText | None = None
    header: Running | None = None
    footer: Running | None = None
    numbering: Numbering | None = None
    contents: Contents | None = None
    code: Listing | None = None
    admonition: Admonitions | None = None
    status: dict[str, State] | None = None
    watermark: Mark | None = None
    classification_labels: dict[str, State] | None = None
    banner: Shown | None = None
    revisions: Shown | None = None
    approvals: Shown | None = None
    diagrams: Drawing | None = None
    docx: WordFile | None = None
    html: WebPage | None = None
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
