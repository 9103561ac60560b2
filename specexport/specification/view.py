"""A document seen as a specification: its sections, and what stands in each of them."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import unheard
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import anchors, equations, figures, fragments, headings, metadata, references
from specexport.specification import pieces
from specexport.specification.pieces import SectionIndex
from specexport.specification.placeholders import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.core.context import Context, Source
    from specexport.specification.pieces import Piece

_PLAIN_NUMBER = regex(r"^\d{1,3}(?:\.\d{1,3})*[.):]?\s+(?=\S)")
# What a form puts behind a heading: `*(mandatory)*`, `*(include if the feature has data)*`, `(optional)`.
_DUTY = regex(
    r"\s*[*_]*[(\[](?P<duty>mandatory|required|optional|include if\b[^)\]]*|if (?:applicable|needed|any)"
    r"|as needed|only if\b[^)\]]*|where applicable|recommended)[)\]][*_]*\s*$",
    re.I,
)
_NO_WORD = regex(r"[^\w{}\[\]]+")


def key(title: str) -> str:
    """The form in which headings, columns and labels are compared: without number, capitals and signs, and
    without what a form says of them, such as `(mandatory)`.
    """
    text = _PLAIN_NUMBER.sub("", bare(title)).lower().replace("&", " and ")
    return _NO_WORD.sub(" ", text).strip()


def bare(title: str) -> str:
    """A heading without the mark by which a form says whether it must be there."""
    return _DUTY.sub("", title).strip()


def duty(title: str) -> str:
    """What a heading says of itself: `mandatory`, `optional`, or nothing."""
    match = _DUTY.search(title)
    if match is None:
        return ""
    return "mandatory" if match["duty"].lower() in ("mandatory", "required") else "optional"


class Section(Struct, frozen=True):
    """A heading and what follows it: `blocks` up to the next heading, `path` the keys of all headings above
    and its own.

    `line` is the heading's, `end_line` the last before the next heading of its rank or above, both from 1;
    `parent` is the section that it is part of, None for one of the first rank.
    """

    title: str
    path: tuple[str, ...]
    header: d.Header
    blocks: tuple[d.Block, ...]
    line: int
    end_line: int
    parent: SectionIndex

    @property
    def key(self) -> str:
        """The last of `path`."""
        return self.path[-1]


class View:
    """A document as a specification.

    `lines` are those of its source, `exists` says whether a relative path does, `names` what the Markdown
    file at one has anchors for, None where that is not known; `find_labels` finds what things are called.
    `left_over` are the lines on
    which something is the form's own, `uses` the placeholders that it uses, once that is known.
    """

    def __init__(
        self,
        name: str,
        lines: tuple[str, ...],
        raw: d.Document,
        document: d.Document,
        today: date = date.min,
        exists: Callable[[str], bool] = lambda _: True,
        names: Callable[[str], frozenset[str] | None] = lambda _: None,
    ) -> None:
        self.name = name
        self.lines = lines
        self.raw = raw
        self.document = document
        self.today = today
        self.exists = exists
        self.names = names
        self.find_labels: Callable[[], references.Labels] | None = None
        self.left_over: frozenset[int] = frozenset()
        self.uses = UNKNOWN

    @property
    def meta(self) -> d.Meta:
        """The document information."""
        return self.document.meta

    @cached_property
    def labels(self) -> references.Labels | None:
        """What headings, figures, tables and formulas will be called, where that is asked for."""
        return self.find_labels() if self.find_labels else None

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
        """Every piece of text in reading order: the title, the fields, then section by section."""
        return tuple(pieces.of(self))

    @cached_property
    def headers(self) -> tuple[d.Header, ...]:
        """All headings of the source, the title among them."""
        return tuple(block for block in self.raw.blocks if type(block) is d.Header)

    @cached_property
    def codes(self) -> tuple[tuple[SectionIndex, d.CodeBlock], ...]:
        """Every block of code in reading order, with its section."""
        return tuple((i, node) for i, blocks in self.by_section() for node in walk.find(blocks, d.CodeBlock))

    @cached_property
    def tables(self) -> tuple[tuple[SectionIndex, d.Table], ...]:
        """Every table in reading order, with its section."""
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
        """The lines of the source at `pos`, none if they are not known or belong to an included file."""
        if pos is None or pos.path or not 0 < pos.line <= len(self.lines):
            return ()
        return self.lines[pos.line - 1 : max(pos.end_line, pos.line)]

    def by_section(self) -> Iterator[tuple[SectionIndex, tuple[d.Block, ...]]]:
        """Yield what stands before the first section, then the blocks of each section."""
        yield None, self.preamble
        for index, section in enumerate(self.sections):
            yield index, section.blocks

    def blocks_of(self, section: SectionIndex) -> tuple[d.Block, ...]:
        """The blocks of a section up to the next heading."""
        return self.preamble if section is None else self.sections[section].blocks

    def path_of(self, section: SectionIndex) -> tuple[str, ...]:
        """The path of a section, empty before the first."""
        return () if section is None else self.sections[section].path


def read(
    source: Source,
    context: Context,
    exists: Callable[[str], bool] = lambda _: True,
    read_beside: Callable[[str], bytes | None] = lambda _: None,
) -> View:
    """Read `source` as a specification. Raises SpecExportError when it cannot be read."""
    reader = registry.named("readers", source.name) or "markdown"
    raw = registry.load("readers", reader)(source, context)
    raw = anchors.run(raw, context)
    document = metadata.run(raw, context)

    def names(path: str) -> frozenset[str] | None:
        data = read_beside(path)
        return None if data is None else fragments.names_in(data, path, context)

    lines = lines_of(source) or ("",)

    def labels() -> references.Labels:
        quiet, numbered = replace(context, report=unheard), document
        for step in (headings, equations, figures):
            numbered = step.run(numbered, quiet)
        return references.Labels(numbered, context)

    view = View(source.name, lines, raw, document, context.today(), exists, names)
    view.find_labels = labels
    return view


def of(document: d.Document, context: Context) -> View:
    """A document of the pipeline as a specification: its information is in `meta` already."""
    lines = lines_of(context.source, context.options.reader) if context.source.data else ()
    return View(context.source_name, lines, document, document, context.today())


def lines_of(source: Source, reader: str | None = None) -> tuple[str, ...]:
    """The lines of a source in Markdown, none of another."""
    if (reader or registry.named("readers", source.name) or "markdown") != "markdown":
        return ()
    text = source.data.decode("utf-8", "replace").removeprefix("\ufeff")
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _sections(blocks: tuple[d.Block, ...], last: int) -> Iterator[Section]:
    starts = [index for index, block in enumerate(blocks) if type(block) is d.Header]
    headers = [block for block in blocks if type(block) is d.Header]
    open_: list[tuple[int, int, str]] = []
    for number, header in enumerate(headers):
        while open_ and open_[-1][0] >= header.level:
            open_.pop()
        title = walk.plain(header.content)
        parent = open_[-1][1] if open_ else None
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
