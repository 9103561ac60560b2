"""A document as a writer shows it best: what is known of it first, and blocks that the writer knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import (
    BOX_DIAGRAM,
    CAPTION,
    CENTER,
    KBD,
    KINDS,
    MARK,
    NUMBER_LINES,
    PLACEHOLDER,
    SMALL_CAPS,
    TITLE,
    UNDERLINE,
    UNNUMBERED,
)
from specexport.pandoc.ast.plain import Asked, simple
from specexport.passes.anchors import Slugger, relinked
from specexport.renderers.common import columns
from specexport.renderers.common.cover_facts import facts
from specexport.renderers.common.grid import headed
from specexport.renderers.common.page_breaks import inner, is_page_break
from specexport.renderers.pandoc import restructured, slides

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from specexport.renderers.pandoc.formats import Format
    from specexport.style import Style

# Spans that pandoc's tree has nodes for.
_NODES = ({UNDERLINE}, {SMALL_CAPS})
# Page breaks in the markup of the writers that set pages, with pandoc's name for it.
_PAGE_BREAKS = {
    "latex": ("latex", r"\newpage"),
    "markdown": ("latex", r"\newpage"),
    "typst": ("typst", "#pagebreak(weak: true)"),
    "context": ("context", r"\page"),
    "rtf": ("rtf", r"{\pard\plain\fs2\page\par}"),
    "odt": ("opendocument", '<text:p text:style-name="Page_20_Break"/>'),
    "docx": ("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'),
    "asciidoc": ("asciidoc", "<<<"),
    "org": ("org", r"#+LATEX: \newpage"),
    "ms": ("ms", ".bp"),
    "gfm": ("html", "<!-- pagebreak -->"),
    "commonmark": ("html", "<!-- pagebreak -->"),
}
# Classes by the names of the styles that the reference document has for them.
_BLOCK_STYLES = {CAPTION: "FigureCaption", TITLE: "Admonition Title", CENTER: "Centered"}
_INLINE_STYLES = {KBD: "Keyboard", MARK: "Marked", PLACEHOLDER: "Placeholder"}
_NUMBERED_LEVELS = 6
_BREAKS = (d.SoftBreak, d.LineBreak)
_SIZES = ("width", "height")
# What passes and readers say of code, and is no language.
_MADE = frozenset({BOX_DIAGRAM, NUMBER_LINES})

# The white space at both sides of a cell, in points. Writers set tables in one size.
_PADDING, _STEPS = 12.0, (1.0,)


def shaped(document: d.Document, form: Format, style: Style) -> d.Document:
    """Return the document that goes to the writer of `form`."""
    depth = numbering(document) if form.numbered else 0
    document = replace(document, meta=_meta(document.meta, style))
    if depth:
        document = replace(document, blocks=walk.rewrite(document.blocks, _unnumbered))
    asked = Asked(heading_numbers=not depth, caption_labels=not form.labelled)
    document = replace(document, blocks=tuple(inner(document.blocks)))
    plain = simple(_with_information(document, form, style), style.words, asked)
    ready = replace(plain, blocks=walk.rewrite(plain.blocks, _Visitor(form, style).visit))
    if form.slides:
        return slides.split(ready, style.words.continued)
    if form.flat:
        return replace(ready, blocks=restructured.flattened(ready.blocks))
    return replace(ready, blocks=_renamed(ready.blocks)) if form.slugs else ready


def _renamed(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with links to the names that headings get from their words, numbers included."""
    slugger = Slugger()
    names = {
        header.attr.id: slugger.slug(walk.text(header.content)) for header in walk.find(blocks, d.Header)
    }
    return relinked(blocks, names)


def numbering(document: d.Document) -> int:
    """Return down to which level all headings are numbered as a writer numbers them, 0 if they are not so."""
    counts = [0] * (_NUMBERED_LEVELS + 1)
    headers = list(walk.find(document.blocks, d.Header))
    depth = max((header.level for header in headers if header.number), default=0)
    for header in headers:
        if header.level > depth:
            continue
        counts[header.level] += 1
        counts[header.level + 1 :] = [0] * (_NUMBERED_LEVELS - header.level)
        if header.number != ".".join(map(str, counts[1 : header.level + 1])):
            return 0
    return depth


def _unnumbered(node: d.Node) -> d.Node:
    """Return a heading that has no number as one that a numbering writer leaves alone."""
    if type(node) is not d.Header or node.number:
        return node
    return replace(node, attr=replace(node.attr, classes=(*node.attr.classes, UNNUMBERED)))


def _meta(meta: d.Meta, style: Style) -> d.Meta:
    return replace(meta, lang=meta.lang or style.lang, title=_one_line(meta.title))


def _one_line(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return content without breaks: not every format can have them in headings."""
    return walk.rewrite(content, lambda node: d.Str(text=" ") if isinstance(node, _BREAKS) else node)


def _with_information(document: d.Document, form: Format, style: Style) -> d.Document:
    """Return `document` with a table of what its cover says, and with its title as a heading if need be."""
    meta = document.meta
    shown = {"authors", "updated" if meta.updated else "created"} if form.title == "metadata" else set()
    shown |= set(form.says)
    rows = [
        d.Row(cells=(_cell((d.Strong(content=(d.Str(text=fact.label),)),)), _cell(fact.content)))
        for fact in facts(meta, style.cover.fields, style.words)
        if fact.key not in shown
    ]
    table = (d.Table(columns=(d.Column(), d.Column()), body=tuple(rows), row_heads=1),) if rows else ()
    if form.title == "metadata":
        subtitle = " · ".join(filter(None, (meta.kind, meta.subtitle)))
        said = () if form.subtitled or not subtitle else (_emphasised((d.Str(text=subtitle),)),)
        blocks = (*said, *table, *document.blocks)
        return replace(document, meta=replace(meta, subtitle=subtitle), blocks=blocks)
    kind = (_emphasised((d.Str(text=meta.kind),)),) if meta.kind else ()
    blocks = (*_title(meta), *kind, *table, *map(_lowered, document.blocks))
    return replace(document, meta=d.Meta(lang=meta.lang), blocks=blocks)


def _title(meta: d.Meta) -> Iterator[d.Block]:
    if meta.title:
        yield d.Header(level=1, content=meta.title, attr=d.Attr(id=meta.id))
    if meta.subtitle:
        yield d.Para(content=(d.Str(text=meta.subtitle),))


def _lowered(block: d.Block) -> d.Block:
    """Return a heading as one of the next rank, since the title takes the first."""
    return replace(block, level=min(block.level + 1, 6)) if type(block) is d.Header else block


def _emphasised(content: tuple[d.Inline, ...]) -> d.Para:
    return d.Para(content=(d.Emph(content=content),))


def _cell(content: tuple[d.Inline, ...]) -> d.Cell:
    return d.Cell(content=(d.Para(content=content),))


class _Visitor:
    """Gives blocks and spans the form that a writer knows."""

    def __init__(self, form: Format, style: Style) -> None:
        self._form = form
        self._style = style
        self._labels: dict[str, str] = {kind: getattr(style.words, kind) for kind in KINDS}
        self._keeps = form.style in ("epub", "html")
        self._styled = form.style == "odt"

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Div():
                return self._div(node)
            case d.Note() if not self._form.deep_notes:
                return replace(node, content=_one_paragraph(node.content))
            case d.Figure() if node.caption and not self._form.captioned:
                return (*node.content, _emphasised(node.caption))
            case d.Table() if node.caption and not self._form.captioned:
                return _emphasised(node.caption), replace(node, caption=())
            case d.Span() if not self._keeps:
                return self._span(node)
            case d.Image():
                return replace(node, attr=_with_pairs(node.attr, _SIZES))
            case d.Header():
                attr = _with_pairs(node.attr, ())
                return replace(node, content=_one_line(node.content), attr=attr)
            case d.CodeBlock() if node.attr.classes and not self._keeps:
                classes = [name for name in node.attr.classes if name not in _MADE][:1]
                return replace(node, attr=d.Attr(node.attr.id, tuple(classes)))
            case d.Table() if self._form.pages:
                return _sized(replace(headed(node), attr=d.Attr(node.attr.id)), self._style)
            case d.Code() | d.Link() | d.Table() | d.Figure() if not self._keeps:
                return replace(node, attr=d.Attr(node.attr.id))
            case d.Span():
                return replace(node, attr=_with_pairs(node.attr, ("title",)))
            case d.CodeBlock() | d.Code() | d.Link() | d.Table() | d.Figure():
                return replace(node, attr=_with_pairs(node.attr, ()))
            case _:
                return node

    def _div(self, node: d.Div) -> d.Node | tuple[d.Node, ...]:
        if is_page_break(node) and not self._keeps:
            return _page_breaks(self._form.writer)
        kind = next((name for name in node.attr.classes[:1] if name in KINDS), "")
        if kind:
            return self._admonition(node, kind)
        if self._keeps or TITLE in node.attr.classes:
            return replace(node, attr=_with_pairs(node.attr, ()))
        if self._styled and (name := _named(node.attr, _BLOCK_STYLES)):
            return replace(node, attr=_with_style(node.attr, name))
        return replace(node, attr=d.Attr(node.attr.id)) if node.attr.id else node.content

    def _admonition(self, node: d.Div, kind: str) -> d.Node:
        title, rest = node.content[0], node.content[1:]
        words = walk.plain([title])
        if self._styled:
            inner = d.Div(
                content=_paragraphs(title), attr=_with_style(d.NO_ATTR, f"{kind.capitalize()} Title")
            )
            return replace(node, content=(inner, *rest), attr=_with_style(node.attr, kind.capitalize()))
        if self._form.admonitions == "titled":
            return replace(node, attr=_with_pairs(node.attr, ()))
        strong = d.Para(content=(d.Strong(content=(d.Str(text=words),)),))
        if self._form.admonitions == "named":
            own = () if words == self._labels[kind] else (strong,)
            return replace(node, content=(title, *own, *rest), attr=d.Attr(node.attr.id, (kind,)))
        if not words.lower().startswith(self._labels[kind].lower()):
            strong = d.Para(content=(d.Strong(content=(d.Str(text=f"{self._labels[kind]}: {words}"),)),))
        return d.BlockQuote(content=(strong, *rest))

    def _span(self, node: d.Span) -> d.Node | tuple[d.Node, ...]:
        if self._styled and (name := _named(node.attr, _INLINE_STYLES)):
            return replace(node, attr=_with_style(node.attr, name))
        if set(node.attr.classes) in _NODES:
            return replace(node, attr=d.Attr(classes=node.attr.classes))
        return replace(node, attr=d.Attr(node.attr.id)) if node.attr.id else node.content


def _page_breaks(writer: str) -> tuple[d.Node, ...]:
    """Return what ends a page in the files of a writer of pandoc's, nothing where no page ends."""
    found = _PAGE_BREAKS.get(re.split("[+-]", writer)[0])
    return (d.RawBlock(format=found[0], text=found[1]),) if found else ()


def _one_paragraph(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks as one paragraph: their words one after the other, code as code."""
    if len(blocks) == 1 and type(blocks[0]) is d.Para:
        return blocks
    content: list[d.Inline] = []
    for block in blocks:
        content += [d.Str(text=" ")] if content else []
        if type(block) is d.Para:
            content += block.content
        elif type(block) is d.CodeBlock:
            content.append(d.Code(text=" ".join(block.text.split())))
        else:
            content.append(d.Str(text=walk.plain([block])))
    return (d.Para(content=tuple(content)),)


def _named(attr: d.Attr, styles: dict[str, str]) -> str:
    return next((styles[name] for name in attr.classes if name in styles), "")


def _with_style(attr: d.Attr, name: str) -> d.Attr:
    return d.Attr(attr.id, (), (("custom-style", name),))


def _with_pairs(attr: d.Attr, known: Collection[str]) -> d.Attr:
    """Return attributes with those pairs only that are `known`: others need be no names in any format."""
    return d.Attr(attr.id, attr.classes, tuple(pair for pair in attr.pairs if pair[0] in known))


def _paragraphs(block: d.Block) -> tuple[d.Block, ...]:
    return block.content if isinstance(block, d.Div) else (block,)


# Widths of table columns, for writers that lay out pages


def _sized(node: d.Table, style: Style) -> d.Table:
    """Return a table with a share of the text for each of its columns, where none has one."""
    if any(column.width for column in node.columns) or not node.columns:
        return node
    kind = columns.TableType(style.table.size, _STEPS, _PADDING / style.table.size)
    demands = _demands(node, style.inline_code.scale)
    room = style.page.text_width
    fit = columns.fit(demands, kind, room)
    natural = [(demand.natural + kind.padding) * kind.size / room for demand in demands]
    shares = fit.shares or natural
    sizes = (
        replace(column, width=round(share, 4)) for column, share in zip(node.columns, shares, strict=True)
    )
    return replace(node, columns=tuple(sizes))


def _demands(node: d.Table, scale: float) -> list[columns.Demand]:
    demands = [columns.Demand() for _ in node.columns]
    groups: tuple[tuple[Sequence[d.Row], bool], ...] = (
        (node.head, True),
        (node.body, False),
        (node.foot, True),
    )
    for rows, heavy in groups:
        for row in rows:
            if len(row.cells) == len(demands):  # cells that span say nothing of one column
                for demand, cell in zip(demands, row.cells, strict=True):
                    columns.add_cell(demand, cell, heavy, scale, lambda _: 0.0)
    return demands
