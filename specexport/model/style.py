"""The validated tokens of a style: every value a renderer may ask for, resolved and typed.

Lengths are points, colours `#rrggbb` in lower case. The renderers know these types and nothing of the style's
files. The groups of `Tokens` are in `_brand.yml` too, below `defaults.specexport`: their tokens are declared
here alone, with their default and their key in the file. Annotations are evaluated where they stand, since
reading a style needs them.
"""

from enum import Enum
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeAlias

from msgspec import Meta, Struct

from specexport.model.words import ENGLISH, Words


class Kind(Enum):
    """What a token is, where its type does not tell."""

    COLOR = "a colour; in a file any colour of CSS, a name of the palette or a role"
    POINTS = "a length in points; in a file with any unit"
    DERIVED = "follows from others; in no file"


class At(NamedTuple):
    """The keys, with dots between them, that lead to a token from the mapping of its group.

    No key at all is the group's own mapping.
    """

    path: str


Color: TypeAlias = Annotated[str, Kind.COLOR]
Points: TypeAlias = Annotated[float, Kind.POINTS]


class Tokens(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping of `_brand.yml`: its keys are the fields' names with hyphens, or what `At` says.

    A field without a default is said by the style `base`.
    """


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


class StandIn(Struct, frozen=True):
    """What stands in for a family that the style leaves to each machine, on one that does not have it.

    `family` is that of the style below, `faces` are its fonts for print.
    """

    family: str
    faces: tuple[FontFace, ...]


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


RUNNING_FIELDS = frozenset(
    {
        *("title", "subtitle", "kind", "status", "version", "classification", "date", "created", "updated"),
        *("author", "authors", "reviewers", "approvers", "keywords", "prd", "company", "logo"),
        *("section", "page", "pages", "page-of-pages"),
    }
)
"""What headers and footers may name in braces; `{field:NAME}` is any other of the document information."""


class RunningLine(Tokens, frozen=True):
    """A running header or footer: templates over `RUNNING_FIELDS`."""

    left: str = ""
    center: str = ""
    right: str = ""


class Cover(Tokens, frozen=True):
    """The title page. Documents shorter than `min_pages` get a compact title block instead.

    `fields` are names of metadata fields to show, in order. `template` is the style's own page in Jinja2.
    """

    show: bool = True
    min_pages: Annotated[int, Meta(ge=0)] = 3
    fields: tuple[str, ...] = ("status", "version", "author", "reviewers", "created", "updated", "prd")
    template: Annotated[Path | None, Kind.DERIVED] = None


class InlineCode(Struct, frozen=True):
    """Code in text: family, size as a share of the text's, weight, tint behind it, colour if it has one."""

    family: str
    scale: float
    weight: int
    background: str
    color: str = ""


class Lists(Tokens, frozen=True):
    """Lists: the space between items in points, and the colour of bullets and numbers."""

    item_space: Annotated[Points, At("item-spacing")]
    marker_color: Color


class TableRules(Tokens, frozen=True):
    """The lines and grounds of tables, the letters of the head, the ground of every other row, if any."""

    border_color: Color
    head_border_color: Color
    head_background_color: Color
    head_color: Color = ""
    stripe_background_color: Color = ""


class DiagramTheme(Tokens, frozen=True, kw_only=True):
    """The colours of diagrams: letters, and shapes by their ground and edge, and the lines between them."""

    text: Annotated[Color, At("color")]
    background: Annotated[Color, At("background-color")] = ""
    border: Annotated[Color, At("border-color")]
    line: Annotated[Color, At("line-color")]


class Watermark(Tokens, frozen=True, kw_only=True):
    """What stands behind the text of a document with one of these `statuses` (lower case): its status.

    `color` is the ink; it is laid on thin.
    """

    statuses: Annotated[tuple[str, ...], At("status")] = ()
    color: Color


class Meanings(Tokens, frozen=True):
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


_GUID = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
Guid: TypeAlias = Annotated[str, Meta(pattern=f"^({_GUID})?$")]


class Sensitivity(Tokens, frozen=True):
    """Sensitivity labels of Microsoft Purview: the company's `tenant`, and labels by classification.

    A file gets the label of the document's classification, as data that programs read; it is not encrypted.
    `method` says whether somebody has chosen the label.
    """

    tenant: Guid = ""
    labels: dict[str, Guid] = {}
    method: Literal["standard", "privileged"] = "standard"


class Signing(Tokens, frozen=True):
    """Where somebody is to sign: `anchor` is what programs for signing look for there, nobody sees it.

    It has the number of the place for `{number}`. In PDF a field to sign is called so. Nothing: no field.
    """

    anchor: str = ""


class Docx(Struct, frozen=True):
    """What only Word knows: a template, names for this program's styles, the six accents of the theme."""

    template: Path | None = None
    styles: tuple[tuple[str, str], ...] = ()
    accents: tuple[str, ...] = ()


class Html(Tokens, frozen=True, kw_only=True):
    """What only the page on the screen knows: its theme, and the width of the text in points."""

    theme: Literal["auto", "light", "dark"] = "auto"
    width: Annotated[Points, At("max-width")]


class CodeTheme(Tokens, frozen=True, kw_only=True):
    """A colour for each kind of token; plain code has the text's colour.

    `highlight_tint` is the ground of lines that stand out: the bar's colour, as thick as letters on it bear.
    """

    keyword: Annotated[Color, At("theme.keyword")]
    string: Annotated[Color, At("theme.string")]
    number: Annotated[Color, At("theme.number")]
    comment: Annotated[Color, At("theme.comment")]
    name: Annotated[Color, At("theme.name")]
    type: Annotated[Color, At("theme.type")]
    inserted: Annotated[Color, At("theme.inserted")]
    deleted: Annotated[Color, At("theme.deleted")]
    background: Annotated[str, Kind.DERIVED] = ""
    bar: Annotated[Color, At("border-color")]
    highlight_tint: Annotated[str, Kind.DERIVED] = ""


class Admonition(Tokens, frozen=True, kw_only=True):
    """How one kind of admonition looks: its label in words, its colour, the tint behind it."""

    label: str = ""
    color: Color
    background: Annotated[Color, At("background-color")] = ""


_Level: TypeAlias = Annotated[int, Meta(ge=1, le=6)]


class PlainTokens(Tokens, frozen=True, kw_only=True):
    """The tokens that stand alone and go from a style's file to the renderers as they are.

    `banner` shows the classification as a band. `revisions` and `approvals` add a table of versions and one
    to sign. With `page_references`, references say on paper on which page is what they lead to.
    """

    lang: str = "en"
    classification: str = ""
    numbering: Annotated[bool, At("numbering.show")] = True
    numbering_depth: Annotated[_Level, At("numbering.depth")] = 3
    contents_depth: Annotated[int, Meta(ge=0, le=6), At("contents.depth")] = 2
    page_references: Annotated[bool, At("references.pages")] = True
    line_numbers: Annotated[bool, At("code.line-numbers")] = False
    banner: Annotated[bool, At("banner.show")] = False
    revisions: Annotated[bool, At("revisions.show")] = False
    approvals: Annotated[bool, At("approvals.show")] = False
    caption_align: Annotated[Side, At("caption.text-align")] = "center"
    logo_height: Annotated[Points, At("logo.height")]


class Style(PlainTokens, frozen=True, kw_only=True):
    """A corporate look. `folders` are the style's own and those it extends, nearest first.

    `css` are their style sheets in the order in which they apply, the nearest last. `words` are those of
    `lang`, with the style's `own_words` among them. `verso` are header and footer of left-hand pages, where
    these differ. `stand_ins` are by the families that come from the machine (`source: system`). `dark` are
    colours that the style itself says for the page's dark theme, by the names of the page's properties.
    """

    name: str
    folders: tuple[Path, ...]
    company: str
    colors: Colors
    fonts: tuple[FontFace, ...]
    base: Type
    headings: tuple[Heading, ...]
    title: Type
    code: Type
    caption: Type
    table: Type
    running: Type
    page: Page
    header: RunningLine
    footer: RunningLine
    cover: Cover
    code_theme: CodeTheme
    inline_code: InlineCode
    lists: Lists
    table_rules: TableRules
    diagrams: DiagramTheme
    watermark: Watermark
    admonitions: dict[AdmonitionKind, Admonition]
    status_colors: dict[str, str]
    classification_colors: dict[str, str]
    meanings: Meanings
    sensitivity: Sensitivity = Sensitivity()
    signing: Signing = Signing()
    docx: Docx
    html: Html
    dark: tuple[tuple[str, str], ...] = ()
    logo: Path | None = None
    stand_ins: dict[str, StandIn] = {}
    verso: tuple[RunningLine, RunningLine] | None = None
    css: tuple[Path, ...] = ()
    words: Words = ENGLISH
    own_words: tuple[tuple[str, str], ...] = ()
