"""A document seen as a specification: its sections, and every piece of text that an author fills in."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from specexport.core import registry
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import anchors, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.core.context import Context, Source

PieceKind: TypeAlias = Literal["title", "field", "heading", "para", "item", "cell", "head"]

_PLAIN_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.):]?\s+(?=\S)")
_NO_WORD = re.compile(r"[^\w{}\[\]]+")


def key(title: str) -> str:
    """Return the form of a heading, column or label by which such names are compared: no number, case or
    signs.
    """
    text = _PLAIN_NUMBER.sub("", title.strip()).lower().replace("&", " and ")
    return _NO_WORD.sub(" ", text).strip()


class Section(Struct, frozen=True):
    """A heading and what follows it: `blocks` up to the next heading, `path` the keys of all headings above
    and its own.

    `line` is the heading's, `end_line` the last before the next heading of its rank or above; `parent` is an
    index into the view's sections, -1 for one of the first rank.
    """

    title: str
    path: tuple[str, ...]
    header: d.Header
    blocks: tuple[d.Block, ...]
    line: int
    end_line: int
    parent: int

    @property
    def key(self) -> str:
        """The last of `path`."""
        return self.path[-1]


class Piece(Struct, frozen=True):
    """A stretch of text of its own: `section` is an index into the view's sections, -1 before the first.

    `label` is what stands before the colon in `Label: value`, empty where there is none.
    """

    kind: PieceKind
    content: tuple[d.Inline, ...]
    text: str
    section: int
    pos: d.Pos | None
    label: str = ""

    @property
    def value(self) -> str:
        """The text after the label."""
        return self.text[len(self.label) + 1 :].strip() if self.label else self.text


class View:
    """A document as a specification.

    `lines` are those of its source, `exists` says whether a relative path does. `left_over` are the lines on
    which something is the form's own, once that is known.
    """

    def __init__(
        self,
        name: str,
        lines: tuple[str, ...],
        raw: d.Document,
        document: d.Document,
        today: date = date.min,
        exists: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.name = name
        self.lines = lines
        self.raw = raw
        self.document = document
        self.today = today
        self.exists = exists
        self.left_over: frozenset[int] = frozenset()

    @property
    def meta(self) -> d.Meta:
        """The document information."""
        return self.document.meta

    @cached_property
    def template(self) -> d.MetaField | None:
        """The field of front matter that names the template, if there is one."""
        return next((field for field in self.raw.meta.fields if field.name.lower() == "template"), None)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections in reading order."""
        return tuple(_sections(self.document.blocks, len(self.lines)))

    @cached_property
    def section_at(self) -> dict[int, int]:
        """The index of the section whose heading stands on a line."""
        return {section.line: index for index, section in enumerate(self.sections)}

    @cached_property
    def preamble(self) -> tuple[d.Block, ...]:
        """What stands before the first section."""
        blocks = self.document.blocks
        first = next((i for i, block in enumerate(blocks) if type(block) is d.Header), len(blocks))
        return blocks[:first]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of text in reading order; code is none."""
        return tuple(_pieces(self))

    @cached_property
    def headers(self) -> tuple[d.Header, ...]:
        """All headings of the source, the title among them."""
        return tuple(block for block in self.raw.blocks if type(block) is d.Header)

    @cached_property
    def codes(self) -> tuple[tuple[int, d.CodeBlock], ...]:
        """Every block of code, with the index of its section."""
        return tuple((i, node) for i, blocks in self.by_section() for node in walk.find(blocks, d.CodeBlock))

    @cached_property
    def tables(self) -> tuple[tuple[int, d.Table], ...]:
        """Every table, with the index of its section."""
        return tuple((i, node) for i, blocks in self.by_section() for node in walk.find(blocks, d.Table))

    @cached_property
    def nodes(self) -> tuple[d.Node, ...]:
        """Every node of the source."""
        return tuple(walk.nodes(self.raw.blocks))

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """The lines that code takes."""
        blocks = [
            node.pos for node in self.nodes if type(node) is d.CodeBlock and node.pos and not node.pos.path
        ]
        return frozenset(line for pos in blocks for line in range(pos.line, pos.end_line + 1))

    def below(self, section: Section) -> Iterator[Section]:
        """Yield a section and those below it."""
        index = self.section_at[section.line]
        yield section
        for other in self.sections[index + 1 :]:
            if other.line > section.end_line:
                return
            yield other

    def source(self, pos: d.Pos | None) -> tuple[str, ...]:
        """Return the lines at `pos`, nothing if they are not known or belong to an included file."""
        if pos is None or pos.path or not 0 < pos.line <= len(self.lines):
            return ()
        return self.lines[pos.line - 1 : max(pos.end_line, pos.line)]

    def by_section(self) -> Iterator[tuple[int, tuple[d.Block, ...]]]:
        """Yield the blocks before the first section with the index -1, then those of each section with its
        own.
        """
        yield -1, self.preamble
        for index, section in enumerate(self.sections):
            yield index, section.blocks

    def section_path(self, index: int) -> tuple[str, ...]:
        """Return the path of the section with this index, nothing for what stands before the first."""
        return self.sections[index].path if index >= 0 else ()


def read(source: Source, context: Context, exists: Callable[[str], bool] = lambda _: True) -> View:
    """Return the view of `source`. Raises SpecExportError when it cannot be read."""
    reader = registry.named("readers", source.name) or "markdown"
    raw = registry.load("readers", reader)(source, context)
    raw = anchors.run(raw, context)
    document = metadata.run(raw, context)
    text = source.data.decode("utf-8", "replace").removeprefix("\ufeff") if reader == "markdown" else ""
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return View(source.name, lines, raw, document, context.today(), exists)


def _sections(blocks: tuple[d.Block, ...], last: int) -> Iterator[Section]:
    starts = [index for index, block in enumerate(blocks) if type(block) is d.Header]
    headers = [block for block in blocks if type(block) is d.Header]
    open_: list[tuple[int, int, str]] = []
    for number, header in enumerate(headers):
        while open_ and open_[-1][0] >= header.level:
            open_.pop()
        title = walk.plain(header.content)
        parent = open_[-1][1] if open_ else -1
        open_.append((header.level, number, key(title)))
        end = starts[number + 1] if number + 1 < len(starts) else len(blocks)
        yield Section(
            title=title,
            path=tuple(name for _, _, name in open_),
            header=header,
            blocks=blocks[starts[number] + 1 : end],
            line=_line(header),
            end_line=_end(headers, number, last),
            parent=parent,
        )


def _line(node: d.Node) -> int:
    return node.pos.line if node.pos else 0


def _end(headers: list[d.Header], number: int, last: int) -> int:
    level = headers[number].level
    after = (_line(header) - 1 for header in headers[number + 1 :] if header.level <= level)
    return next(after, last)


# Pieces

_LABEL = re.compile(r"([^\W\d_][^:.;!?\[\]{}]{0,58}):(?=\s|$)")


def _pieces(view: View) -> Iterator[Piece]:
    meta = view.meta
    if meta.title and not view.meta.title[0].pos:
        pass  # the file's name stands in for a title: there is nothing to fill in
    elif meta.title:
        yield _piece("title", meta.title, -1)
    for field in meta.fields:
        content = field.content
        yield Piece("field", content, walk.plain(content), -1, content[0].pos if content else field.pos)
    for index, blocks in view.by_section():
        if index >= 0:
            yield _piece("heading", view.sections[index].header.content, index)
        yield from _of_blocks(blocks, index, "para")


def _of_blocks(blocks: Iterable[d.Block], section: int, kind: PieceKind) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case d.Para():
                yield _piece(kind, block.content, section, block.pos)
            case d.BulletList() | d.OrderedList():
                for item in block.items:
                    yield from _of_blocks(item.content, section, "item")
            case d.Table():
                yield from _of_rows(block.head, section, "head")
                yield from _of_rows((*block.body, *block.foot), section, "cell")
            case d.DefinitionList():
                for entry in block.items:
                    for definition in entry.definitions:
                        yield from _of_blocks(definition.content, section, kind)
            case d.BlockQuote() | d.Div() | d.Figure():
                yield from _of_blocks(block.content, section, kind)
            case _:
                pass


def _of_rows(rows: Iterable[d.Row], section: int, kind: PieceKind) -> Iterator[Piece]:
    for row in rows:
        for cell in row.cells:
            yield from _of_blocks(cell.content, section, kind)


def _piece(kind: PieceKind, content: tuple[d.Inline, ...], section: int, pos: d.Pos | None = None) -> Piece:
    text = walk.plain(content)
    label = _LABEL.match(text) if kind in ("item", "para") else None
    place = (content[0].pos if content else None) or pos
    return Piece(kind, content, text, section, place, label[1] if label else "")
