"""The validated tokens of a style: every value a renderer may ask for, resolved and typed.

Lengths are points, colours `#rrggbb` in lower case. The renderers know these types and nothing of the style's
files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from specexport.model.words import ENGLISH, Words

AdmonitionKind: TypeAlias = Literal["note", "tip", "important", "warning", "caution"]
Side: TypeAlias = Literal["left", "center", "right"]


class Colors(Struct, frozen=True):
    """The palette by role. Text on `background` and on `tint` has a contrast of at least 4.5:1."""

    text: str
    secondary: str
    rule: str
    tint: str
    background: str
    primary: str
    accent: str
    link: str
    success: str
    info: str
    warning: str
    danger: str
    palette: tuple[tuple[str, str], ...] = ()


class FontFace(Struct, frozen=True):
    """A font: `path` for print and Word (TrueType or OpenType), `web` for the page (WOFF2)."""

    family: str
    path: Path | None = None
    web: Path | None = None
    weight: int = 400
    italic: bool = False


class Type(Struct, frozen=True):
    """How a run of text is set: family, size and line height in points, weight 100 to 900, colour.

    `caps` sets it in capitals.
    """

    family: str
    size: float
    line_height: float
    weight: int
    color: str
    italic: bool = False
    small_caps: bool = False
    caps: bool = False


class Heading(Struct, frozen=True):
    """A heading of one level: its type, the space around it in points, whether it begins a page."""

    type: Type
    space_before: float
    space_after: float
    align: Side = "left"
    new_page: bool = False


class Page(Struct, frozen=True):
    """The sheet: its name, size and margins in points.

    On `duplex` paper the margins are those of a right-hand page; a left-hand page has left and right swapped.
    """

    size: str
    width: float
    height: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float
    duplex: bool = False

    @property
    def text_width(self) -> float:
        """The width of the text block, in points."""
        return self.width - self.margin_left - self.margin_right

    @property
    def text_height(self) -> float:
        """The height of the text block, in points."""
        return self.height - self.margin_top - self.margin_bottom


class Furniture(Struct, frozen=True):
    """A running header or footer.

    Templates over `{title} {kind} {status} {version} {classification} {section} {page} {pages} {date}
    {author} {company}`.
    """

    left: str = ""
    center: str = ""
    right: str = ""


class Cover(Struct, frozen=True):
    """The title page. Documents shorter than `min_pages` get a compact title block instead.

    `fields` are names of metadata fields to show, in order. `template` is the style's own page in Jinja2.
    """

    show: bool = True
    min_pages: int = 3
    fields: tuple[str, ...] = ("status", "version", "author", "reviewers", "created", "updated", "prd")
    template: Path | None = None


class InlineCode(Struct, frozen=True):
    """Code in text: family, size as a share of the text's, weight, tint behind it, colour if it has one."""

    family: str
    scale: float
    weight: int
    background: str
    color: str = ""


class Lists(Struct, frozen=True):
    """Lists: the space between items in points, and the colour of bullets and numbers."""

    item_space: float
    marker_color: str


class TableRules(Struct, frozen=True):
    """The lines and grounds of tables, the letters of the head; `stripe` grounds every other row, if any."""

    rule: str
    head_rule: str
    head_background: str
    head_color: str
    stripe: str = ""


class DiagramTheme(Struct, frozen=True):
    """The colours of diagrams: letters, and shapes by their ground and edge, and the lines between them."""

    text: str
    background: str
    border: str
    line: str


class Watermark(Struct, frozen=True):
    """What stands behind the text of a document with one of these `statuses` (lower case): its status.

    `color` is the ink; it is laid on thin.
    """

    statuses: tuple[str, ...]
    color: str


class Meanings(Struct, frozen=True):
    """What is seen of the meaning of a specification: each is shown, or is text like any other.

    Methods of HTTP, how grave something is, a status in tables; phases as a drawing; threats beside what is
    done about them.
    """

    methods: bool = True
    impacts: bool = True
    status: bool = True
    timeline: bool = True
    threats: bool = True

    @property
    def kinds(self) -> frozenset[str]:
        """What cells of tables are seen to mean, by `renderers.common.cell_meaning`."""
        shown = (("method", self.methods), ("grade", self.impacts), ("status", self.status))
        return frozenset(kind for kind, is_shown in shown if is_shown)


class Docx(Struct, frozen=True):
    """What only Word knows: a template, names for this program's styles, the six accents of the theme."""

    template: Path | None = None
    styles: tuple[tuple[str, str], ...] = ()
    accents: tuple[str, ...] = ()


class Html(Struct, frozen=True):
    """What only the page on the screen knows: its theme, and the width of the text in points."""

    theme: Literal["auto", "light", "dark"] = "auto"
    width: float = 462.0


class CodeTheme(Struct, frozen=True):
    """A colour for each kind of token; plain code has the text's colour.

    `highlight_tint` is the ground of lines that stand out: the bar's colour, as thick as letters on it bear.
    """

    keyword: str
    string: str
    number: str
    comment: str
    name: str
    type: str
    inserted: str
    deleted: str
    background: str
    bar: str
    highlight_tint: str


class Admonition(Struct, frozen=True):
    """How one kind of admonition looks: its label in words, its colour, the tint behind it."""

    label: str
    color: str
    background: str


class Style(Struct, frozen=True):
    """A corporate look. `folders` are the style's own and those it extends, nearest first.

    `css` are their style sheets in the order in which they apply, the nearest last. `words` are those of
    `lang`, with the style's `own_words` among them. `verso` are header and footer of left-hand pages, where
    these differ. `dark` are colours that the style itself says for the page's dark theme, by the names of the
    page's properties. `banner` shows the classification as a band. `revisions` and `approvals` add a table
    of versions and one to sign. With `page_references`, references
    say on paper on which page is what they lead to.
    """

    name: str
    folders: tuple[Path, ...]
    company: str
    lang: str
    colors: Colors
    fonts: tuple[FontFace, ...]
    base: Type
    headings: tuple[Heading, ...]
    title: Type
    code: Type
    caption: Type
    table: Type
    furniture_type: Type
    page: Page
    header: Furniture
    footer: Furniture
    cover: Cover
    code_theme: CodeTheme
    inline_code: InlineCode
    lists: Lists
    table_rules: TableRules
    diagrams: DiagramTheme
    watermark: Watermark
    admonitions: dict[AdmonitionKind, Admonition]
    status_colors: dict[str, str]
    numbering: bool = True
    numbering_depth: int = 3
    contents_depth: int = 2
    page_references: bool = True
    line_numbers: bool = False
    classification: str = ""
    classification_colors: dict[str, str] = {}
    banner: bool = False
    revisions: bool = False
    approvals: bool = False
    caption_align: Side = "center"
    meanings: Meanings = Meanings()
    docx: Docx = Docx()
    html: Html = Html()
    dark: tuple[tuple[str, str], ...] = ()
    logo: Path | None = None
    verso: tuple[Furniture, Furniture] | None = None
    css: tuple[Path, ...] = ()
    words: Words = ENGLISH
    own_words: tuple[tuple[str, str], ...] = ()
