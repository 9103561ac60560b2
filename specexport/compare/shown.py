"""Other ways to show a comparison: both versions side by side, what did not change folded, as plain text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.compare import settle
from specexport.compare.signatures import is_signed
from specexport.model import document as d
from specexport.model import listing, walk
from specexport.model.classes import CHANGE_SUMMARY, CHANGED, DELETED, DETAILS, INSERTED, SUMMARY, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST_FOLDED = 2
"""Fewer blocks that did not change stay as they are."""


def is_changed(block: d.Block) -> bool:
    """Whether anything in a block was inserted or deleted."""
    kinds: tuple[type[Any], ...] = (d.Span, d.Div, d.CodeBlock)
    return any(map(_changes, walk.find((block,), *kinds)))


def _changes(node: Any) -> bool:
    if isinstance(node, d.CodeBlock):
        return bool(listing.inserted(node) or listing.deleted(node))
    return is_signed(node.attr, INSERTED, DELETED)


def folded(document: d.Document) -> d.Document:
    """Return a comparison in which what did not change is folded away, all but headings."""
    return replace(document, blocks=tuple(_folded(document.blocks)))


def _folded(blocks: Iterable[d.Block]) -> Iterator[d.Block]:
    for kind, run in groupby(blocks, _kind):
        group = tuple(run)
        if kind != "same" or len(group) < _LEAST_FOLDED:
            yield from group
        else:
            yield _fold(group)


def _kind(block: d.Block) -> str:
    if isinstance(block, d.Header) or (isinstance(block, d.Div) and CHANGE_SUMMARY in block.attr.classes):
        return "kept"
    return "changed" if is_changed(block) else "same"


def _fold(blocks: tuple[d.Block, ...]) -> d.Div:
    words = len(walk.text(blocks).split())
    line = d.Para(content=(d.Str(text=f"Unchanged: {len(blocks)} blocks, {words} words"),))
    summary = d.Div(content=(line,), attr=d.Attr(classes=(SUMMARY,)))
    return d.Div(content=(summary, *blocks), attr=d.Attr(classes=(DETAILS,)))


def barred(document: d.Document) -> d.Document:
    """Return the new version in a comparison, with bars beside the blocks in which something changed."""
    blocks = tuple(_barred(document.blocks))
    known = {f"#{ident}" for ident in walk.idents(blocks)}

    def led(node: d.Link) -> d.Link | tuple[d.Inline, ...]:
        return node.content if node.url.startswith("#") and node.url not in known else node

    return replace(document, blocks=walk.rewrite(blocks, led, d.Link))


def _barred(blocks: Iterable[d.Block]) -> Iterator[d.Block]:
    for kind, run in groupby(blocks, _is_marked_block):
        group = tuple(run)
        if not kind:
            yield from group
        elif kept := settle.settled(group):
            yield d.Div(content=kept, attr=d.Attr(classes=(CHANGED,)))


def _is_marked_block(block: d.Block) -> bool:
    is_summary = isinstance(block, d.Div) and CHANGE_SUMMARY in block.attr.classes
    return not is_summary and is_changed(block)


def side_by_side(document: d.Document, old: str, new: str) -> d.Document:
    """Return a comparison as a table of both versions; `old` and `new` are what they are called."""
    blocks: list[d.Block] = []
    for kind, run in groupby(document.blocks, _kind):
        group = tuple(run)
        if kind == "changed":
            blocks.append(_table(group, old, new))
        else:
            blocks += _folded(group)
    return replace(document, blocks=tuple(blocks))


def _table(blocks: tuple[d.Block, ...], old: str, new: str) -> d.Div:
    rows = tuple(
        d.Row(cells=(_cell(_without(block, INSERTED)), _cell(_without(block, DELETED)))) for block in blocks
    )
    head = d.Row(cells=tuple(_cell((d.Para(content=(d.Str(text=name),)),)) for name in (old, new)))
    table = d.Table(columns=(d.Column(width=0.5),) * 2, head=(head,), body=rows)
    return d.Div(content=(table,), attr=d.Attr(classes=(VERSIONS,)))


def _cell(content: tuple[d.Block, ...]) -> d.Cell:
    return d.Cell(content=content)


def _without(block: d.Block, name: str) -> tuple[d.Block, ...]:
    """Return a block without what is only in the other version, its own changes marked."""

    def visit(node: Any) -> d.Node | tuple[()]:
        if isinstance(node, (d.Span, d.Div)) and is_signed(node.attr, name, f"{name}-paragraph"):
            return ()
        if isinstance(node, d.CodeBlock):
            return _lines(node, name)
        kept: d.Node = node
        return kept

    made = walk.rewrite((block,), visit, d.Span, d.Div, d.CodeBlock)
    return tuple(one for one in made if not (isinstance(one, (d.Para, d.Header)) and not one.content))


def _lines(node: d.CodeBlock, name: str) -> d.CodeBlock:
    """Return code without the lines of the other version; its own keep their marks."""
    gone = listing.inserted(node) if name == INSERTED else listing.deleted(node)
    marked = listing.deleted(node) if name == INSERTED else listing.inserted(node)
    if not gone and not marked:
        return node
    lines = [(number, line) for number, line in enumerate(node.text.split("\n"), 1) if number not in gone]
    own = ",".join(str(at) for at, (number, _) in enumerate(lines, 1) if number in marked)
    key = listing.DELETED_LINES if name == INSERTED else listing.INSERTED_LINES
    named = {listing.DELETED_LINES, listing.INSERTED_LINES}
    pairs = tuple(pair for pair in node.attr.pairs if pair[0] not in named)
    pairs = (*pairs, (key, own)) if own else pairs
    return replace(
        node, text="\n".join(line for _, line in lines), attr=replace(node.attr, pairs=pairs), tokens=()
    )


# Plain text


def lines(document: d.Document) -> Iterator[str]:
    """Yield the blocks in which something changed as text: `[-deleted-]`, `{+inserted+}`, as wdiff writes."""
    head = ""
    for block in document.blocks:
        if isinstance(block, d.Header):
            head = walk.plain(_kept(block.content)) or walk.plain(block.content)
        if not is_changed(block) or (isinstance(block, d.Div) and CHANGE_SUMMARY in block.attr.classes):
            continue
        if head:
            yield f"## {head}"
            head = ""
        yield from _told(block)
        yield ""


def _kept(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    return tuple(part for part in content if not (type(part) is d.Span and is_signed(part.attr, DELETED)))


def _told(block: d.Block) -> Iterator[str]:
    """Yield the lines of a block: paragraphs, rows and items with changes, each on one line."""
    waiting: list[d.Node] = [_marked(block)]
    while waiting:
        node = waiting.pop()
        match node:
            case d.Row():
                line = " | ".join(walk.plain(cell.content) for cell in node.cells)
                yield from (f"| {line} |",) if _is_marked(line) else ()
            case d.Para() | d.Header():
                yield from _line((node,))
            case d.CodeBlock():
                yield from _code(node)
            case d.DefinitionItem():
                yield from _line(node.term)
                waiting += reversed([*walk.children(node)])
            case d.Table() | d.Figure():
                yield from _line(node.caption)
                waiting += reversed([*walk.children(node)])
            case _:
                waiting += reversed([*walk.children(node)])


def _line(nodes: Iterable[d.Node]) -> Iterator[str]:
    line = walk.plain(nodes)
    yield from (line,) if _is_marked(line) else ()


def _is_marked(line: str) -> bool:
    return "[-" in line or "{+" in line or "{>" in line


def _code(node: d.CodeBlock) -> Iterator[str]:
    inserted, deleted = listing.inserted(node), listing.deleted(node)
    for number, line in enumerate(node.text.split("\n"), 1):
        if number in inserted or number in deleted:
            yield f"{'+' if number in inserted else '-'} {line}"


def _marked(block: d.Block) -> d.Block:
    """Return a block in which signs stand around what changed."""

    def signs(attr: d.Attr) -> tuple[str, str]:
        inserted = attr.classes[0] == INSERTED
        if attr.get("moved"):
            return ("{>moved here: ", "<}") if inserted else ("[-moved from here: ", "-]")
        return ("{+", "+}") if inserted else ("[-", "-]")

    def visit(node: Any) -> Any:
        if not is_signed(node.attr, INSERTED, DELETED) or not walk.plain((node,)):
            return node
        before, behind = signs(node.attr)
        if isinstance(node, d.Span):
            return replace(node, content=(d.Str(text=before), *node.content, d.Str(text=behind)))
        return replace(node, content=_framed(node, before, behind))

    (made,) = walk.rewrite((block,), visit, d.Span, d.Div)
    return made


def _framed(changed: d.Div, before: str, behind: str) -> tuple[d.Block, ...]:
    """Return blocks that were inserted or deleted as wholes with signs around all their texts."""

    def around(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
        return (d.Str(text=before), *content, d.Str(text=behind)) if walk.plain(content) else content

    def visit(node: Any) -> d.Node:
        if isinstance(node, d.CodeBlock):
            return listing.wholly(node, _LINES[changed.attr.classes[0]], changed.attr.pairs)
        name = _TEXT[type(node)]
        framed: d.Node = replace(node, **{name: around(getattr(node, name))})
        return framed

    return walk.rewrite(changed.content, visit, *_TEXT, d.CodeBlock)


_LINES = {INSERTED: listing.INSERTED_LINES, DELETED: listing.DELETED_LINES}
_TEXT: dict[type[Any], str] = {
    d.Para: "content",
    d.Header: "content",
    d.Table: "caption",
    d.Figure: "caption",
    d.DefinitionItem: "term",
}
"""Blocks that have a text of their own, and where."""
