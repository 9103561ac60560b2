"""The elements of a text as values: paragraphs, runs, tables and what stands in them (sections 17.3 to 17.5).

Every value is frozen and says with `xml` how it is written. `Content` is a tuple of values: what a function
of the body returns, empty for nothing, joined with `+`. What the text, a template or a tracked change has to
find again has a type of its own, with a style, a number or a name as a plain field: P, R, Tbl, Hyperlink,
Bookmark, FootnoteReference, Num. Everything else, properties above all, is an Element made by `w`. Nothing is
escaped before it is written, and properties may be given in any order.

A change to finished content is a function of one value, carried through the tree by `rewritten`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.renderers.docx.wml.names import DECLARATION, NAMESPACES, RANKS, SPECIAL, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_UNLIKE_TEXT = re.compile(f"[\t\n\r\u00ad{SPECIAL}]")
_PIECES = re.compile("(\r\n|[\t\n\r\u00ad])")
_SIGNS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>", "\r\n": "<w:br/>", "\u00ad": "<w:softHyphen/>"}
_LAST = 1000
_KEEP = ' xml:space="preserve"'
_written = methodcaller("xml")


class Node(Struct, frozen=True, gc=False):
    """A value that stands for XML."""

    def xml(self) -> str:
        """Return it as it is written."""
        raise NotImplementedError


Content: TypeAlias = tuple[Node, ...]


class Element(Node, frozen=True, cache_hash=True, gc=False):
    """Any element, by its name with the prefix, its attributes in order, and its content."""

    name: str
    attributes: tuple[tuple[str, str | int], ...] = ()
    content: Content = ()

    def xml(self) -> str:
        """Return it as it is written, without an end tag if it is empty."""
        if not self.content:
            return _empty(self)
        return f"<{self.name}{_attributes(self)}>{xml(self.content)}</{self.name}>"


# Most elements are like others: marks in runs, properties of paragraphs and cells.
_remembered = lru_cache(maxsize=4096)


@_remembered
def _empty(element: Element) -> str:
    return f"<{element.name}{_attributes(element)}/>"


def _attributes(element: Element) -> str:
    return "".join(
        [
            f' {name}="{value if isinstance(value, int) else escape(value)}"'
            for name, value in element.attributes
        ]
    )


Props: TypeAlias = tuple[Element, ...]


def w(element: str, *content: Node, **attributes: str | int) -> Element:
    """Return `w:element` with attributes of the same namespace."""
    return Element(f"w:{element}", tuple((f"w:{name}", value) for name, value in attributes.items()), content)


class Text(Node, frozen=True, gc=False):
    """Characters between two tags."""

    text: str

    def xml(self) -> str:
        """Return them with what is special escaped."""
        return escape(self.text)


class T(Node, frozen=True, gc=False):
    """The text of a run (17.3.3.31) with its tabs and line breaks; `w:delText` if it was deleted."""

    text: str
    deleted: bool = False

    def xml(self) -> str:
        """Return `w:t`, with `w:tab`, `w:br` and `w:softHyphen` for what these stand for."""
        text = self.text
        name = "w:delText" if self.deleted else "w:t"
        if not _UNLIKE_TEXT.search(text):
            keep = _KEEP if text[:1] == " " or text[-1:] == " " else ""
            return f"<{name}{keep}>{text}</{name}>"
        return "".join(
            _SIGNS.get(piece) or f"<{name}{_kept(piece)}>{escape(piece)}</{name}>"
            for piece in _PIECES.split(text)
            if piece
        )


def _kept(text: str) -> str:
    return _KEEP if text[:1] == " " or text[-1:] == " " else ""


class Instruction(Node, frozen=True, gc=False):
    """The instruction of a field (17.16.23), `w:delInstrText` if it was deleted (17.16.13)."""

    text: str
    deleted: bool = False

    def xml(self) -> str:
        """Return it with a space at both ends."""
        name = "w:delInstrText" if self.deleted else "w:instrText"
        return f'<{name} xml:space="preserve"> {escape(self.text)} </{name}>'


class FootnoteReference(Node, frozen=True, gc=False):
    """The mark of a footnote (17.11.14)."""

    number: int

    def xml(self) -> str:
        """Return the element that a run holds."""
        return f'<w:footnoteReference w:id="{self.number}"/>'


class RPr(Struct, frozen=True, cache_hash=True, gc=False):
    """The properties of a run (17.3.2.28): its character style, and what is set on top of that."""

    style: str = ""
    props: Props = ()


PLAIN = RPr()


@_remembered
def _rpr(props: RPr) -> str:
    named = (w("rStyle", val=props.style),) if props.style else ()
    return properties("w:rPr", named + props.props)


class R(Node, frozen=True, gc=False):
    """A run (17.3.2.25)."""

    content: Content
    props: RPr = PLAIN

    def xml(self) -> str:
        """Return the run."""
        props = "" if self.props is PLAIN else _rpr(self.props)
        content = self.content
        inside = content[0].xml() if len(content) == 1 else xml(content)
        return f"<w:r>{props}{inside}</w:r>"


class Num(Node, frozen=True, gc=False):
    """What makes a paragraph an item of the list `number` at `level`, from 0 (`w:numPr`, 17.3.1.19)."""

    number: int
    level: int

    def xml(self) -> str:
        """Return the property."""
        return f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="{self.number}"/></w:numPr>'

    @property
    def name(self) -> str:
        """The name of the element, by which it is put in order."""
        return "w:numPr"


class P(Node, frozen=True, gc=False):
    """A paragraph (17.3.1.22) in a style, perhaps an item of a list; `props` is what no style says.

    `ident` is the name (`w14:paraId`) of one that another part calls.
    """

    content: Content
    style: str = ""
    props: Props = ()
    number: Num | None = None
    ident: str = ""

    def xml(self) -> str:
        """Return the paragraph."""
        named = f' w14:paraId="{self.ident}"' if self.ident else ""
        return f"<w:p{named}>{_ppr(self.style, self.props, self.number)}{xml(self.content)}</w:p>"


@_remembered
def _ppr(style: str, props: Props, number: Num | None) -> str:
    named = (w("pStyle", val=style),) if style else ()
    return properties("w:pPr", (*named, *props, *((number,) if number else ())))


class Tc(Node, frozen=True, gc=False):
    """A table cell (17.4.65), `width` twips wide. Its content ends with a paragraph, see `cell`."""

    content: Content
    width: int
    props: Props = ()

    def xml(self) -> str:
        """Return the cell."""
        return f"<w:tc>{_tcpr(self.width, self.props)}{xml(self.content)}</w:tc>"


@_remembered
def _tcpr(width: int, props: Props) -> str:
    return properties("w:tcPr", (w("tcW", w=width, type="dxa"), *props))


def cell(content: Content, width: int, props: Props = (), style: str = "") -> Tc:
    """Return a table cell, at its end an empty paragraph in `style` where the content ends with none."""
    ended = bool(content) and isinstance(content[-1], P)
    return Tc(content if ended else (*content, P((), style)), width, props)


class Tr(Node, frozen=True, gc=False):
    """A table row (17.4.78)."""

    content: tuple[Tc, ...]
    props: Props = ()

    def xml(self) -> str:
        """Return the row."""
        props = f"<w:trPr>{xml(self.props)}</w:trPr>" if self.props else ""
        return f"<w:tr>{props}{xml(self.content)}</w:tr>"


class Tbl(Node, frozen=True, gc=False):
    """A table (17.4.37) in a style, with one grid column for each of `widths`, in twips."""

    content: tuple[Tr, ...]
    widths: tuple[int, ...]
    style: str
    props: Props = ()

    def xml(self) -> str:
        """Return the table."""
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in self.widths])
        props = properties("w:tblPr", (w("tblStyle", val=self.style), *self.props))
        return f"<w:tbl>{props}<w:tblGrid>{grid}</w:tblGrid>{xml(self.content)}</w:tbl>"


class Bookmark(Node, frozen=True, gc=False):
    """Content between the start and the end of a bookmark (17.13.6)."""

    content: Content
    number: int
    name: str

    def xml(self) -> str:
        """Return the content between the two marks."""
        start = f'<w:bookmarkStart w:id="{self.number}" w:name="{escape(self.name)}"/>'
        return f'{start}{xml(self.content)}<w:bookmarkEnd w:id="{self.number}"/>'


class Hyperlink(Node, frozen=True, gc=False):
    """A hyperlink (17.16.22) to the bookmark `anchor`, or to the target of a relationship."""

    content: Content
    anchor: str = ""
    relationship: str = ""
    tooltip: str = ""

    def xml(self) -> str:
        """Return the link; Word shows 255 characters of a tooltip."""
        target = f'r:id="{self.relationship}"' if self.relationship else f'w:anchor="{escape(self.anchor)}"'
        tooltip = f' w:tooltip="{escape(self.tooltip[:255])}"' if self.tooltip else ""
        return f'<w:hyperlink {target}{tooltip} w:history="1">{xml(self.content)}</w:hyperlink>'


class Sdt(Node, frozen=True, gc=False):
    """A content control: a structured document tag around blocks or runs (17.5.2)."""

    content: Content
    props: Props

    def xml(self) -> str:
        """Return the control."""
        return (
            f"<w:sdt><w:sdtPr>{xml(self.props)}</w:sdtPr>"
            f"<w:sdtContent>{xml(self.content)}</w:sdtContent></w:sdt>"
        )


def gallery(name: str) -> Element:
    """Return the property that makes a control one of Word's building blocks, such as `Cover Pages`."""
    return w("docPartObj", w("docPartGallery", val=name), w("docPartUnique"))


class Ins(Node, frozen=True, gc=False):
    """Runs that somebody inserted (17.13.5.18)."""

    element: ClassVar[str] = "ins"
    content: Content
    number: int
    author: str
    date: str = ""

    def mark(self) -> Element:
        """Return the element without content, which says the same of the mark of a paragraph."""
        dated: dict[str, str | int] = {"date": self.date} if self.date else {}
        return w(self.element, id=self.number, author=self.author, **dated)

    def xml(self) -> str:
        """Return the change around its runs."""
        return replace(self.mark(), content=self.content).xml()


class Del(Ins, frozen=True, gc=False):
    """Runs that somebody deleted (17.13.5.14). Their texts are deleted ones, see `deleted`."""

    element: ClassVar[str] = "del"


class MoveTo(Ins, frozen=True, gc=False):
    """Runs that somebody moved here (17.13.5.25)."""

    element: ClassVar[str] = "moveTo"


class MoveFrom(Ins, frozen=True, gc=False):
    """Runs that somebody moved from here (17.13.5.22). Their texts are as those of others."""

    element: ClassVar[str] = "moveFrom"


def deleted(node: Node) -> Node:
    """Return a value as it stands in what was deleted: texts and instructions have another name there."""
    return replace(node, deleted=True) if isinstance(node, T | Instruction) else node


def xml(content: Iterable[Node]) -> str:
    """Return values as they are written, one after another."""
    return "".join(map(_written, content))


def properties(holder: str, props: Iterable[Element | Num]) -> str:
    """Return `holder`, such as `w:rPr`, with properties in the schema's order; nothing without any."""
    inside = _ordered(holder, tuple(props))
    return f"<{holder}>{inside}</{holder}>" if inside else ""


def _ordered(holder: str, props: tuple[Element | Num, ...]) -> str:
    if len(props) > 1:
        ranks = RANKS[holder]
        return "".join([one.xml() for one in sorted(props, key=lambda one: ranks.get(one.name, _LAST))])
    return props[0].xml() if props else ""


def part(root: str, content: Iterable[Node]) -> bytes:
    """Return a whole part whose root element is `w:root`."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{xml(content)}</w:{root}>".encode()


def document(root: Element) -> bytes:
    """Return a whole part from its root element, which declares its namespaces itself."""
    return f"{DECLARATION}{root.xml()}".encode()


def indent(left: int, hanging: int = 0) -> Props:
    """Return `w:ind`, in twips, or nothing when there is nothing to indent."""
    if not left and not hanging:
        return ()
    return (w("ind", left=left, hanging=hanging) if hanging else w("ind", left=left),)


def run(text: str, props: RPr = PLAIN) -> Content:
    """Return a run of plain text, nothing for no text."""
    return (R((T(text),), props),) if text else ()


def rewritten(content: Content, change: Callable[[Node], Node]) -> Content:
    """Return content with `change` made to every value in it, to the innermost first."""
    return tuple([_rewritten(node, change) for node in content])


def _rewritten(node: Node, change: Callable[[Node], Node]) -> Node:
    inside: Any = getattr(node, "content", ())
    if inside:
        fresh = rewritten(inside, change)
        if any(new is not old for new, old in zip(fresh, inside, strict=True)):
            node = replace(node, content=fresh)
    return change(node)
