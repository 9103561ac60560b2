"""The part of `_brand.yml` that is this program's own: what a printed document needs beyond brand.yml.

It stands below `defaults.specexport`, in asciidoctor-pdf's words where it has one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from specexport.style.brand.company import Text
from specexport.style.brand.values import Color, Length, Options


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
    """Code blocks: the bar at their side, the colours of their tokens, whether their lines are numbered."""

    border_color: Color | None = None
    line_numbers: bool | None = None
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


class PageNumbers(Options):
    """References such as `Section 2.3`: whether they say on which page that is, on paper."""

    pages: bool | None = None


class Accents(Options):
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


class Seen(Options):
    """What is seen of the meaning of a specification, and what is text like any other."""

    methods: bool | None = None
    impacts: bool | None = None
    status: bool | None = None
    timeline: bool | None = None
    threats: bool | None = None


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
    references: PageNumbers | None = None
    code: Listing | None = None
    admonition: Admonitions | None = None
    status: dict[str, State] | None = None
    watermark: Mark | None = None
    classification_labels: dict[str, State] | None = None
    banner: Shown | None = None
    revisions: Shown | None = None
    approvals: Shown | None = None
    diagrams: Drawing | None = None
    meanings: Seen | None = None
    docx: WordFile | None = None
    html: WebPage | None = None
    words: dict[str, str] | None = None
