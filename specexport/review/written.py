"""How the words of a block are written: for every character that is read, where it stands in the source.

Words are told apart from markup by the positions of the nodes of a document. What a character reference, a
variable or another detour stands for is one thing there: it goes as a whole or not at all.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.classes import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OBJECT = "\ufffc"
_LINE_END = regex(r"[ \t]*(?:\\|<br */?>)?[ \t]*\n[ \t>]*|<br */?>[ \t]*")
_LOOKS: dict[type[d.Node], str] = {
    d.Strong: "strong",
    d.Emph: "emph",
    d.Strikeout: "strike",
    d.Superscript: "super",
    d.Subscript: "sub",
}


class Text:
    """The text of one source file, whose lines and columns are counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.starts) - 1

    def line_start(self, line: int) -> int:
        """Return the offset at which a line begins, the end of the text for one behind the last."""
        return min(self.starts[min(max(line, 1) - 1, len(self.starts) - 1)], len(self.text))

    def line(self, line: int) -> str:
        """Return a line without its end."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\n")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a column of a line."""
        return min(self.line_start(line) + column - 1, len(self.text))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        from bisect import bisect_right

        line = max(1, min(bisect_right(self.starts, offset), self.lines))
        return line, offset - self.starts[line - 1] + 1


class Spot(Struct, frozen=True):
    """Where a character stands: its offsets, the looks that it is written with, and where it leads.

    Characters with the same `whole` (not 0) are written as one thing.
    """

    start: int
    end: int
    look: frozenset[str] = frozenset()
    link: str = ""
    whole: int = 0


class Markup(Struct, frozen=True):
    """An inline with signs around its content: its offsets, and those of the characters that it holds."""

    look: str
    start: int
    end: int
    first: int
    last: int


class Line(Struct, frozen=True):
    """What a block says, the place of every character (None where it is not known), and its markup."""

    text: str
    spots: tuple[Spot | None, ...]
    markup: tuple[Markup, ...] = ()


def of_inlines(nodes: Iterable[d.Inline], text: Text) -> Line:
    """Return how inlines are written in the text of their source."""
    reader = _Reader(text)
    reader.all(nodes, frozenset(), "")
    return Line("".join(reader.chars), tuple(reader.spots), tuple(reader.markup))


def of_code(node: d.CodeBlock, text: Text) -> Line:
    """Return how the lines of a block of code are written."""
    pos = node.pos
    if pos is None:
        return Line(node.text, (None,) * len(node.text))
    lines = node.text.split("\n")
    end = pos.end_line or pos.line
    first = next((at for at in range(pos.line, end + 1) if _matches(lines, text, at)), 0)
    if not first:
        return Line(node.text, (None,) * len(node.text))
    spots: list[Spot] = []
    for number, line in enumerate(lines, first):
        written = text.line(number)
        start = text.line_start(number) + len(written) - len(line)
        spots += [Spot(start + at, start + at + 1, _CODE) for at in range(len(line))]
        spots.append(Spot(start + len(line), start + len(line) + 1, _CODE))
    return Line(node.text, tuple(spots[:-1]))


_CODE = frozenset({"code"})


def _matches(lines: list[str], text: Text, first: int) -> bool:
    return all(text.line(number).endswith(line) for number, line in enumerate(lines, first))


class _Reader:
    def __init__(self, text: Text) -> None:
        self.chars: list[str] = []
        self.spots: list[Spot | None] = []
        self.markup: list[Markup] = []
        self._text = text
        self._wholes = 0

    def all(self, nodes: Iterable[d.Inline], look: frozenset[str], link: str) -> None:
        """Take in inlines within others."""
        for node in nodes:
            self._one(node, look, link)

    def _one(self, node: d.Inline, look: frozenset[str], link: str) -> None:
        match node:
            case d.Str():
                self._words(node.text, node.pos, look, link)
            case d.Code():
                self._code(node, look, link)
            case d.SoftBreak() | d.LineBreak():
                self._break(node, look, link)
            case d.Strong() | d.Emph() | d.Strikeout() | d.Superscript() | d.Subscript():
                self._around(node, node.content, look | {_LOOKS[type(node)]}, link)
            case d.Link():
                self._around(node, node.content, look, node.url)
            case d.Span():
                if COMMENT not in node.attr.classes:
                    self.all(node.content, look, link)
            case d.Math() | d.Image() | d.Note():
                self._thing(node, look, link)
            case _:
                return

    def _around(self, node: d.Inline, content: Iterable[d.Inline], look: frozenset[str], link: str) -> None:
        first = len(self.chars)
        self.all(content, look, link)
        span = self._span(node.pos)
        if span is not None:
            name = _LOOKS.get(type(node), "link")
            self.markup.append(Markup(name, *span, first, len(self.chars)))

    def _span(self, pos: d.Pos | None) -> tuple[int, int] | None:
        """Return the offsets of a position, None where it has no columns."""
        if pos is None or not pos.column:
            return None
        start = self._text.offset(pos.line, pos.column)
        end = self._text.offset(pos.end_line or pos.line, pos.end_column or pos.column) + 1
        return (start, end) if start < end <= len(self._text.text) + 1 else None

    def _put(self, char: str, spot: Spot | None) -> None:
        self.chars.append(char)
        self.spots.append(spot)

    def _words(self, words: str, pos: d.Pos | None, look: frozenset[str], link: str) -> None:
        span = self._span(pos)
        written = self._text.text[slice(*span)] if span else ""
        if span is None or not _is_close(words, written):
            for char in words:
                self._put(char, None)
        elif words == written:
            for at, char in enumerate(words, span[0]):
                self._put(char, Spot(at, at + 1, look, link))
        else:
            self._detour(words, written, span[0], look, link)

    def _detour(self, words: str, written: str, start: int, look: frozenset[str], link: str) -> None:
        """Take in words that are not written as they are read: escaped, referred to, or variables."""
        for kind, i, j, k, m in SequenceMatcher(None, words, written, autojunk=False).get_opcodes():
            if kind == "equal":
                for at in range(j - i):
                    here = start + k + at
                    escaped = not at and here > start and self._text.text[here - 1] == "\\"
                    self._put(words[i + at], Spot(here - escaped, here + 1, look, link))
            elif i < j:
                self._wholes += 1
                spot = Spot(start + k, start + m, look, link, self._wholes) if k < m else None
                for char in words[i:j]:
                    self._put(char, spot)

    def _code(self, node: d.Code, look: frozenset[str], link: str) -> None:
        span = self._span(node.pos)
        words = node.text.replace("\n", " ")
        written = self._text.text[slice(*span)].replace("\n", " ") if span else ""
        at = written.find(words)
        first = len(self.chars)
        for index, char in enumerate(words):
            here = span[0] + at + index if span and at >= 0 else -1
            self._put(char, Spot(here, here + 1, look | _CODE, link) if here >= 0 else None)
        if span:
            self.markup.append(Markup("code", *span, first, len(self.chars)))

    def _break(self, node: d.SoftBreak | d.LineBreak, look: frozenset[str], link: str) -> None:
        char = " " if isinstance(node, d.SoftBreak) else "\n"
        before = self.spots[-1] if self.spots else None
        start = before.end if before else -1
        if start < 0 and node.pos is not None and node.pos.column:
            start = self._text.offset(node.pos.line, node.pos.column)
        span = self._span(node.pos)
        found = None
        for at in (span[0] if span else -1, start):
            found = found or (_LINE_END.match(self._text.text, at) if at >= 0 else None)
        self._put(char, Spot(found.start(), found.end(), look, link) if found else None)

    def _thing(self, node: d.Inline, look: frozenset[str], link: str) -> None:
        span = self._span(node.pos)
        self._wholes += 1
        self._put(OBJECT, Spot(*span, look, link, self._wholes) if span else None)


def _is_close(words: str, written: str) -> bool:
    """Say whether words may be what is written: some of the one is in the other."""
    if not written:
        return False
    if words == written or len(words) < 4:
        return True
    return SequenceMatcher(None, words, written, autojunk=False).quick_ratio() > 0.3


def leaves(document: d.Document) -> Iterator[tuple[d.Node, tuple[d.Node, ...]]]:
    """Yield everything that is a paragraph in Word, each with the nodes around it, the outermost first."""
    for block in document.blocks:
        yield from _leaves(block, ())


def _leaves(node: d.Node, around: tuple[d.Node, ...]) -> Iterator[tuple[d.Node, tuple[d.Node, ...]]]:
    inside = (*around, node)
    match node:
        case d.Para() | d.Header():
            yield node, around
            yield from _notes(node.content, inside)
        case d.CodeBlock():
            yield node, around
        case d.BulletList() | d.OrderedList():
            for item in node.items:
                for block in item.content:
                    yield from _leaves(block, (*inside, item))
        case d.DefinitionList():
            for entry in node.items:
                yield entry, inside
                yield from _notes(entry.term, inside)
                for meaning in entry.definitions:
                    for block in meaning.content:
                        yield from _leaves(block, (*inside, entry, meaning))
        case d.Table():
            yield node, around
            for row in (*node.head, *node.body, *node.foot):
                for cell in row.cells:
                    yield cell, (*inside, row)
                    for block in cell.content:
                        yield from _leaves(block, (*inside, row, cell))
        case d.Figure():
            yield node, around
            for block in node.content:
                yield from _leaves(block, inside)
        case d.BlockQuote() | d.Div():
            for block in node.content:
                yield from _leaves(block, inside)
        case _:
            return


def _notes(
    content: Iterable[d.Inline], around: tuple[d.Node, ...]
) -> Iterator[tuple[d.Node, tuple[d.Node, ...]]]:
    for node in content:
        if isinstance(node, d.Note):
            for block in node.content:
                yield from _leaves(block, (*around, node))
        elif isinstance(node, (d.Strong, d.Emph, d.Span, d.Link, d.Strikeout)):
            yield from _notes(node.content, around)


def of_leaf(node: d.Node, text: Text) -> Line:
    """Return how what is one paragraph in Word is written."""
    match node:
        case d.Para() | d.Header():
            return of_inlines(node.content, text)
        case d.CodeBlock():
            return of_code(node, text)
        case d.DefinitionItem():
            return of_inlines(node.term, text)
        case d.Table() | d.Figure():
            return of_inlines(node.caption, text)
        case d.Cell():
            first = next((block for block in node.content if isinstance(block, d.Para)), None)
            return of_inlines(first.content, text) if first else Line("", ())
        case _:
            return Line("", ())
