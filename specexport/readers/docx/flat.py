"""A Word file as the paragraphs that stand in it one after another, for whoever compares two such files.

Nothing is taken for what it means: every paragraph of the text and of the notes is there, also those in cells
and without words, with its style, its bookmarks, what was inserted and deleted in it, and where comments
begin and end. Lists of contents and the numbers of pages are left out, for they are made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import _Element
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.readers.common import packages
from specexport.readers.docx.equations import tex
from specexport.readers.docx.fields import Field
from specexport.readers.docx.names import W14, M, W, chosen, number, val
from specexport.readers.docx.package import Package
from specexport.readers.docx.runs import Runs
from specexport.readers.docx.story import Story
from specexport.readers.docx.styles import is_tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.core.context import Source
    from specexport.readers.docx.package import Part

OBJECT = "\ufffc"
"""The character in the place of what is no text: a picture, a note, a formula."""
_BREAKS = {"\u200b": None, "\u00ad": None}
_UNSEEN = str.maketrans(_BREAKS)
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_DEEPEST = 60
# Styles of lists of headings and figures, which other programs set outside of their control.
_CONTENTS = regex(r"toc( heading| \d)?\Z|table of figures\Z|contents heading\Z")


class Revision(Struct, frozen=True):
    """Who changed something and when, as Word has tracked it; `moved` says that it stands elsewhere, too."""

    author: str
    date: str = ""
    moved: bool = False


class Piece(Struct, frozen=True):
    """Text of one look: the names of its looks, where it leads, and the revisions that it came and went by.

    Of what is no text, `thing` says what it is. `formatted` is the revision that gave it its look.
    """

    text: str
    look: tuple[str, ...] = ()
    link: str = ""
    added: Revision | None = None
    removed: Revision | None = None
    formatted: Revision | None = None
    thing: str = ""


class Slot(Struct, frozen=True):
    """A cell: the number of its table in the file, row and place there, from 0, how the row changed."""

    table: int
    row: int
    column: int
    added: Revision | None = None
    removed: Revision | None = None


class Paragraph(Struct, frozen=True):
    """A paragraph: its pieces, and all else that is known of it.

    `style` is the name of its style in lower case, `outline` its rank as a heading, 0 for none, `level` that
    of its list from 1, 0 for none, `numbered` whether that counts. `names` are bookmarks that begin in it.
    `added` and `removed` are the revisions of its mark, which ends it. `comments` are places where a comment
    begins (True) or ends, by its id and how many characters of the pieces stand before. `page` is the page
    that Word has last shown it on, 0 where nothing says it. `part` is empty for the text itself.
    """

    pieces: tuple[Piece, ...]
    style: str = ""
    outline: int = 0
    level: int = 0
    numbered: bool = False
    is_code: bool = False
    names: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    added: Revision | None = None
    removed: Revision | None = None
    formatted: Revision | None = None
    comments: tuple[tuple[str, bool, int], ...] = ()
    page: int = 0
    part: str = ""

    @property
    def text(self) -> str:
        """All of its text, what was deleted included."""
        return "".join([piece.text for piece in self.pieces])


class Said(Struct, frozen=True):
    """A comment: what it says, who made it and when, the one that it answers, and whether it is settled."""

    ident: str
    author: str
    date: str
    text: str
    answers: str = ""
    resolved: bool = False


class Flat(Struct, frozen=True):
    """All paragraphs of a file, its comments by their ids, and the roots of its custom XML."""

    paragraphs: tuple[Paragraph, ...]
    comments: dict[str, Said]
    custom: tuple[_Element, ...] = ()


def read(source: Source) -> Flat:
    """Return the paragraphs of a Word file. Raises SpecExportError (SX796)."""
    packages.check(source)
    package = Package(source)
    story = Story(package)
    reader = _Reader(story)
    paragraphs = [*reader.text()]
    for kind, part in story.notes.parts.items():
        paragraphs += reader.part(part, f"{kind}s")
    custom = tuple(
        found.root for name in package.main.of_kind("customXml") if (found := package.part(name)) is not None
    )
    return Flat(tuple(paragraphs), _comments(story), custom)


def _comments(story: Story) -> dict[str, Said]:
    found = {}
    for ident, one in story.comments.entries.items():
        lines = ["".join(_words(p)) for p in one.element.iter(f"{W}p")]
        text = "\n".join(lines).strip()
        found[ident] = Said(ident, _flat(one.author), _flat(one.date), text, one.parent, one.resolved)
    return found


def _words(paragraph: _Element) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        yield (node.text or "") if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else " "


class _Reader:
    """Reads one part after another. What is open while it walks is in its fields."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._tables = 0
        self._page = 0
        self._slots: tuple[Slot, ...] = ()
        self._name = ""
        self._waiting: list[str] = []
        self._edges: list[tuple[str, bool]] = []

    def text(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the text itself."""
        self._page = 1 if self._story.survey.has_pages else 0
        for piece in self._story.package.pieces():
            yield from self._below((piece,))

    def part(self, part: Part, name: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a part with notes, whose pages nothing says."""
        self._story.part, self._name = part, name
        self._page = 0
        self._story.fields = []
        for note in part.root:
            if note.get(f"{W}type", "normal") == "normal":
                yield from self._below(note)

    def _below(self, parent: Iterable[_Element]) -> Iterator[Paragraph]:
        for node in parent:
            if node.tag == f"{W}p":
                made = self._paragraph(node)
                if not _CONTENTS.match(made.style):
                    yield made
            elif node.tag == f"{W}tbl":
                yield from self._table(node)
            elif node.tag == f"{W}sdt":
                yield from self._control(node)
            elif node.tag in _AROUND:
                yield from self._below(node)
            elif node.tag == _EITHER and (form := chosen(node)) is not None:
                yield from self._below(form)
            elif node.tag == f"{W}bookmarkStart":
                self._waiting.append(str(node.get(f"{W}name", "")))
            elif node.tag in _EDGES:
                self._edges.append((str(node.get(f"{W}id")), _EDGES[node.tag]))

    def _control(self, node: _Element) -> Iterator[Paragraph]:
        built, content = node.find(f"{W}sdtPr/{W}docPartObj"), node.find(f"{W}sdtContent")
        is_contents = built is not None and val(built, "docPartGallery") == "Table of Contents"
        if content is not None and not is_contents:
            yield from self._below(content)

    def _table(self, table: _Element) -> Iterator[Paragraph]:
        outer, number_of = self._slots, self._tables
        self._tables += 1
        for at, (row, added, removed) in enumerate(_rows(table)):
            for column, cell in enumerate(_cells(row)):
                self._slots = (*outer, Slot(number_of, at, column, added, removed))
                yield from self._below(cell)
        self._slots = outer

    def _paragraph(self, node: _Element) -> Paragraph:
        ppr = node.find(f"{W}pPr")
        ident = "" if ppr is None else val(ppr, "pStyle")
        style = self._story.styles.paragraph(ident)
        line = _Line(self._story, Runs(self._story.styles, style))
        line.names, self._waiting = self._waiting, []
        line.edges = [(name, begins, 0) for name, begins in self._edges]
        self._edges = []
        line.all(node)
        level, numbered = self._list(ppr, ident)
        rpr = None if ppr is None else ppr.find(f"{W}rPr")
        page, self._page = self._page + (line.pages_before if self._page else 0), self._page
        self._page += line.pages if self._page else 0
        return Paragraph(
            pieces=tuple(line.pieces),
            style=style.name,
            outline=style.outline,
            level=level,
            numbered=numbered,
            is_code=style.is_code,
            names=tuple(line.names),
            slots=self._slots,
            added=_mark(rpr, "ins", "moveTo"),
            removed=_mark(rpr, "del", "moveFrom"),
            formatted=_mark(ppr, "pPrChange"),
            comments=tuple(line.edges),
            page=page,
            part=self._name,
        )

    def _list(self, ppr: _Element | None, ident: str) -> tuple[int, bool]:
        """Return the level of a paragraph in a list, from 1, and whether that counts."""
        style = self._story.styles.paragraph(ident)
        number_of, level = style.numbering or ("", 0)
        if style.numbering:
            level = self._story.numbering.of_style(number_of, ident, level)
        props = None if ppr is None else ppr.find(f"{W}numPr")
        if props is not None:
            number_of = val(props, "numId", number_of)
            level = number(val(props, "ilvl", str(level)))
        label = self._story.numbering.next(number_of, level) if number_of not in ("", "0") else None
        return (level + 1, not label.is_bullet) if label is not None else (0, False)


class _Line:
    """One paragraph while it is read."""

    def __init__(self, story: Story, runs: Runs) -> None:
        self.pieces: list[Piece] = []
        self.names: list[str] = []
        self.edges: list[tuple[str, bool, int]] = []
        self.pages = self.pages_before = 0
        self._story = story
        self._runs = runs
        self._length = 0
        self._added: list[Revision] = []
        self._removed: list[Revision] = []
        self._links: list[str] = []
        self._look: tuple[str, ...] = ()
        self._formatted: Revision | None = None
        self._hidden = False

    def all(self, parent: _Element, depth: int = 0) -> None:
        """Read what is in an element."""
        if depth > _DEEPEST:
            return
        for node in parent:
            made = _INSIDE.get(node.tag)
            if made is not None:
                made(self, node, depth + 1)

    def _changed(self, node: _Element, depth: int) -> None:
        kept = self._added if node.tag in _ADDED else self._removed
        kept.append(_revision(node))
        self.all(node, depth)
        kept.pop()

    def _hyperlink(self, node: _Element, depth: int) -> None:
        link = self._story.link(node.get(_RELATION))
        anchor = str(node.get(f"{W}anchor") or "")
        self._links.append((link.target if link else "") + (f"#{anchor}" if anchor else ""))
        self.all(node, depth)
        self._links.pop()

    def _control(self, node: _Element, depth: int) -> None:
        box, content = node.find(f"{W}sdtPr/{W14}checkbox"), node.find(f"{W}sdtContent")
        if box is not None:
            checked = box.find(f"{W14}checked")
            on = checked is not None and str(checked.get(f"{W14}val", "1")) in ("1", "true", "on")
            self._put("☒" if on else "☐", "box")
        elif content is not None:
            self.all(content, depth)

    def _simple(self, node: _Element, depth: int) -> None:
        field = Field(None)
        field.parts.append(str(node.get(f"{W}instr", "")))
        field.settle()
        field.in_result = True
        self._story.fields.append(field)
        self.all(node, depth)
        if field in self._story.fields:
            self._story.fields.remove(field)

    def _either(self, node: _Element, depth: int) -> None:
        form = chosen(node)
        if form is not None:
            self.all(form, depth)

    def _run(self, node: _Element, depth: int) -> None:
        rpr = node.find(f"{W}rPr")
        look, wrappers, _ = self._runs.of(rpr, ())
        self._look = tuple(name for name in wrappers if isinstance(name, str))
        self._hidden = bool(look.hidden) or is_tiny(rpr)
        self._formatted = _mark(rpr, "rPrChange")
        self.all(node, depth)

    def _text(self, node: _Element, _: int) -> None:
        self._put((node.text or "").translate(_UNSEEN))

    def _sign(self, node: _Element, _: int) -> None:
        self._put(_SIGNS[node.tag])

    def _break(self, node: _Element, _: int) -> None:
        if node.get(f"{W}type", "textWrapping") == "textWrapping":
            self._put("\n")

    def _page(self, _: _Element, __: int) -> None:
        self.pages += 1
        self.pages_before += not self._length

    def _thing(self, node: _Element, _: int) -> None:
        name = str(node.tag).rpartition("}")[2]
        self._put(OBJECT, "picture" if name in ("drawing", "pict", "object") else "note")

    def _formula(self, node: _Element, _: int) -> None:
        self._put(OBJECT, f"formula:{tex(node)}")

    def _field_char(self, node: _Element, _: int) -> None:
        kind, fields = node.get(f"{W}fldCharType"), self._story.fields
        if kind == "begin":
            fields.append(Field(None))
        elif kind == "separate" and fields:
            fields[-1].settle()
            fields[-1].in_result = True
        elif kind == "end" and fields:
            fields.pop()

    def _instruction(self, node: _Element, _: int) -> None:
        if self._story.fields and not self._story.fields[-1].in_result:
            self._story.fields[-1].parts.append(node.text or "")

    def _bookmark(self, node: _Element, _: int) -> None:
        self.names.append(str(node.get(f"{W}name", "")))

    def _edge(self, node: _Element, _: int) -> None:
        self.edges.append((str(node.get(f"{W}id")), _EDGES[node.tag], self._length))

    def _referred(self, node: _Element, _: int) -> None:
        ident = str(node.get(f"{W}id"))
        if ident not in self._story.ended:
            self.edges.append((ident, False, self._length))

    def _put(self, text: str, thing: str = "") -> None:
        if not text or self._hidden or not self._is_shown():
            return
        added = self._added[-1] if self._added else None
        removed = self._removed[-1] if self._removed else None
        link = self._links[-1] if self._links else self._field_link()
        self.pieces.append(Piece(text, self._look, link, added, removed, self._formatted, thing))
        self._length += len(text)

    def _is_shown(self) -> bool:
        """Say whether what stands here is neither an instruction of a field nor made anew."""
        return all(
            field.in_result and not field.instruction.is_contents and field.instruction.name not in _PAGES
            for field in self._story.fields
        )

    def _field_link(self) -> str:
        found = (field.instruction.url(self._story.bookmarks) for field in reversed(self._story.fields))
        return next(filter(None, found), "")


def _revision(node: _Element) -> Revision:
    moved = str(node.tag).startswith(f"{W}move")
    return Revision(_flat(node.get(f"{W}author", "")), _flat(node.get(f"{W}date", "")), moved)


def _flat(text: str) -> str:
    """Return the name of an author or a moment in one line."""
    return " ".join(str(text).split())


def _mark(props: _Element | None, *names: str) -> Revision | None:
    found = (props.find(W + name) for name in names) if props is not None else ()
    return next((_revision(one) for one in found if one is not None), None)


def _rows(parent: _Element) -> Iterator[tuple[_Element, Revision | None, Revision | None]]:
    for node in parent:
        if node.tag == f"{W}tr":
            props = node.find(f"{W}trPr")
            yield node, _mark(props, "ins"), _mark(props, "del")
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _rows(content) if content is not None else ()
        elif node.tag in _AROUND:
            yield from _rows(node)


def _cells(row: _Element) -> Iterator[_Element]:
    for node in row:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _cells(content) if content is not None else ()
        elif node.tag in _AROUND:
            yield from _cells(node)


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
_AROUND = frozenset({W + name for name in ("customXml", "smartTag", "ins", "del", "moveFrom", "moveTo")})
_EDGES = {f"{W}commentRangeStart": True, f"{W}commentRangeEnd": False}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "\u2011", f"{W}cr": "\n", f"{W}sym": OBJECT}
_INSIDE: dict[str, Callable[[_Line, _Element, int], None]] = {
    f"{W}r": _Line._run,
    f"{W}hyperlink": _Line._hyperlink,
    **dict.fromkeys((f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"), _Line._changed),
    f"{W}sdt": _Line._control,
    f"{W}fldSimple": _Line._simple,
    **dict.fromkeys((W + name for name in ("smartTag", "customXml", "bdo", "dir")), _Line.all),
    _EITHER: _Line._either,
    **dict.fromkeys((f"{M}oMath",), _Line._formula),
    f"{M}oMathPara": _Line.all,
    f"{W}bookmarkStart": _Line._bookmark,
    **dict.fromkeys(_EDGES, _Line._edge),
    **dict.fromkeys((f"{W}t", f"{W}delText"), _Line._text),
    **dict.fromkeys(_SIGNS, _Line._sign),
    f"{W}br": _Line._break,
    f"{W}lastRenderedPageBreak": _Line._page,
    f"{W}fldChar": _Line._field_char,
    **dict.fromkeys((f"{W}instrText", f"{W}delInstrText"), _Line._instruction),
    **dict.fromkeys((W + name for name in ("drawing", "pict", "object")), _Line._thing),
    **dict.fromkeys((f"{W}footnoteReference", f"{W}endnoteReference"), _Line._thing),
    f"{W}commentReference": _Line._referred,
}
