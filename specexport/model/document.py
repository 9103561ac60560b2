"""The document model: what a specification is between reading and rendering.

Names are those of pandoc's syntax tree where the idea is the same, so that pandoc's JSON is a near
one-to-one bridge. The differences are repairs: one `Str` per run of text, no `Plain`, `tight` on lists,
`checked` on items, named fields for tables, and a source position on every node.

The set of nodes is closed. New meaning is a class on `Div` or `Span` (`admonition warning`, `placeholder`),
and a renderer that does not know a class renders the children.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Alignment: TypeAlias = Literal["default", "left", "center", "right"]
ListStyle: TypeAlias = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
ListDelimiter: TypeAlias = Literal["period", "one-paren", "two-parens"]
TokenKind: TypeAlias = Literal[
    "", "keyword", "string", "number", "comment", "name", "type", "inserted", "deleted"
]


class Pos(Struct, frozen=True, eq=False, omit_defaults=True, gc=False):
    """Where a node stands in its source: lines and columns from 1, the end inclusive.

    `path` names an included file, and is empty for the source itself. A position is an annotation: all
    positions are equal, so that two documents that differ in nothing else are equal.
    """

    line: int
    end_line: int = 0
    column: int = 0
    end_column: int = 0
    path: str = ""

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, Pos)

    def __hash__(self) -> int:
        return 0


class Attr(Struct, frozen=True, omit_defaults=True, gc=False):
    """Identifier, classes and key-value pairs, as pandoc's `Attr`."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return the value of the first pair named `key`."""
        return next((value for name, value in self.pairs if name == key), default)


NO_ATTR = Attr()


class Node(Struct, frozen=True, kw_only=True, tag=True, tag_field="t", omit_defaults=True, gc=False):
    """What every node has: its place in the source, if it has one."""

    pos: Pos | None = None


# Inlines


class Str(Node, frozen=True):
    """A run of text. It holds no line break."""

    text: str


class Emph(Node, frozen=True):
    """Emphasised text."""

    content: tuple[Inline, ...]


class Strong(Node, frozen=True):
    """Strongly emphasised text."""

    content: tuple[Inline, ...]


class Strikeout(Node, frozen=True):
    """Struck-out text."""

    content: tuple[Inline, ...]


class Superscript(Node, frozen=True):
    """Superscripted text."""

    content: tuple[Inline, ...]


class Subscript(Node, frozen=True):
    """Subscripted text."""

    content: tuple[Inline, ...]


class Code(Node, frozen=True):
    """Inline code, verbatim."""

    text: str
    attr: Attr = NO_ATTR


class Math(Node, frozen=True):
    """A formula in TeX; `display` sets it on a line of its own."""

    text: str
    display: bool = False


class Link(Node, frozen=True):
    """A link. A `url` that starts with `#` names the `attr.id` of another node."""

    content: tuple[Inline, ...]
    url: str
    title: str = ""
    attr: Attr = NO_ATTR


class Image(Node, frozen=True):
    """A picture. `content` is its alternative text, `url` the key of its bytes in `Document.media`."""

    content: tuple[Inline, ...]
    url: str
    title: str = ""
    attr: Attr = NO_ATTR


class Note(Node, frozen=True):
    """A footnote, at the place of its reference."""

    content: tuple[Block, ...]


class Span(Node, frozen=True):
    """Inlines with a meaning: `kbd`, `mark`, `underline`, `smallcaps`, `placeholder`, …"""

    content: tuple[Inline, ...]
    attr: Attr = NO_ATTR


class SoftBreak(Node, frozen=True):
    """A line ending in the source that means a space."""


class LineBreak(Node, frozen=True):
    """A line ending that the author asked for."""


class RawInline(Node, frozen=True):
    """Markup for one format only, such as `html`."""

    format: str
    text: str


Inline: TypeAlias = (
    Str
    | Emph
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | Code
    | Math
    | Link
    | Image
    | Note
    | Span
    | SoftBreak
    | LineBreak
    | RawInline
)


# Blocks


class Para(Node, frozen=True):
    """A paragraph."""

    content: tuple[Inline, ...]


class Header(Node, frozen=True):
    """A section heading. `level` is 1 to 6 (1 for a section of the first rank, once the title is taken out).

    `number` is what is printed before it (`2.3`), empty when it is not numbered.
    """

    level: int
    content: tuple[Inline, ...]
    attr: Attr = NO_ATTR
    number: str = ""


class Token(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of code of one colour; an empty `kind` is plain."""

    kind: TokenKind
    text: str


class CodeBlock(Node, frozen=True):
    """A block of code, verbatim, without its last line ending. The first class is its language.

    `tokens`, when there are any, join to exactly `text`. The pair `caption` is its caption, and `number` what
    that counts (`3`).
    """

    text: str
    attr: Attr = NO_ATTR
    tokens: tuple[Token, ...] = ()
    number: str = ""


class BlockQuote(Node, frozen=True):
    """A quotation."""

    content: tuple[Block, ...]


class ListItem(Node, frozen=True):
    """An item of a list; `checked` is set on the items of a task list."""

    content: tuple[Block, ...]
    checked: bool | None = None


class BulletList(Node, frozen=True):
    """A list without order. `tight`: no space between its items."""

    items: tuple[ListItem, ...]
    tight: bool = True


class OrderedList(Node, frozen=True):
    """A numbered list."""

    items: tuple[ListItem, ...]
    start: int = 1
    style: ListStyle = "decimal"
    delimiter: ListDelimiter = "period"
    tight: bool = True


class Definition(Node, frozen=True):
    """One meaning of a term."""

    content: tuple[Block, ...]


class DefinitionItem(Node, frozen=True):
    """A term and its meanings."""

    term: tuple[Inline, ...]
    definitions: tuple[Definition, ...]


class DefinitionList(Node, frozen=True):
    """Terms and their meanings."""

    items: tuple[DefinitionItem, ...]
    tight: bool = True


class Column(Struct, frozen=True, omit_defaults=True, gc=False):
    """A column of a table; `width` is a share of the text width from 0 to 1, 0 where the content decides."""

    align: Alignment = "default"
    width: float = 0.0


class Cell(Node, frozen=True):
    """A cell of a table. `align` other than `default` overrides its column's."""

    content: tuple[Block, ...]
    align: Alignment = "default"
    row_span: int = 1
    col_span: int = 1


class Row(Node, frozen=True):
    """A row of a table: the cells that begin in it."""

    cells: tuple[Cell, ...]


class Table(Node, frozen=True):
    """A table. Every row covers all `columns`, spans counted. `row_heads` columns at the left are headers.

    `number` is what its caption counts (`3`), empty when it has no numbered caption.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()
    row_heads: int = 0
    number: str = ""
    attr: Attr = NO_ATTR


class Figure(Node, frozen=True):
    """Something with a caption below it, most often a `Para` with one `Image`."""

    content: tuple[Block, ...]
    caption: tuple[Inline, ...] = ()
    number: str = ""
    attr: Attr = NO_ATTR


class Div(Node, frozen=True):
    """Blocks with a meaning: `admonition note`, `details`, …"""

    content: tuple[Block, ...]
    attr: Attr = NO_ATTR


class RawBlock(Node, frozen=True):
    """A block of markup for one format only, such as `html`."""

    format: str
    text: str


class HorizontalRule(Node, frozen=True):
    """A break between themes."""


Block: TypeAlias = (
    Para
    | Header
    | CodeBlock
    | BlockQuote
    | BulletList
    | OrderedList
    | DefinitionList
    | Table
    | Figure
    | Div
    | RawBlock
    | HorizontalRule
)


# The whole


class MetaField(Struct, frozen=True, omit_defaults=True, gc=False):
    """One field of the document information, as the author wrote it."""

    name: str
    content: tuple[Inline, ...]
    pos: Pos | None = None


class Meta(Struct, frozen=True, omit_defaults=True, gc=False):
    """What is known about the document.

    The typed fields are plain text; dates are ISO 8601 where they could be understood, else as written.
    `fields` holds every field of the document information in the author's order, the typed ones too. `id` is
    the name by which links call the title, `template` that of the form which the document was written from.
    """

    title: tuple[Inline, ...] = ()
    subtitle: str = ""
    kind: str = ""
    status: str = ""
    version: str = ""
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    prd: tuple[Inline, ...] = ()
    created: str = ""
    updated: str = ""
    classification: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = ""
    fields: tuple[MetaField, ...] = ()
    id: str = ""
    template: str = ""


class Media(Struct, frozen=True, omit_defaults=True, gc=False):
    """The bytes of a picture, its IANA media type, its size in pixels (CSS pixels for SVG), 0 if unknown."""

    data: bytes
    type: str
    width: int = 0
    height: int = 0


class ContentsEntry(Struct, frozen=True, omit_defaults=True, gc=False):
    """One line of the table of contents: `target` is the `attr.id` of its header."""

    level: int
    content: tuple[Inline, ...]
    target: str
    number: str = ""


class Document(Struct, frozen=True, omit_defaults=True, gc=False):
    """A specification: what it is, what it says, and the pictures it shows, keyed by `Image.url`."""

    meta: Meta = Meta()
    blocks: tuple[Block, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    media: dict[str, Media] = {}
