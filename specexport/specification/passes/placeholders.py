"""What is not filled in is seen to be: what `check` finds becomes a chip, or is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PLACEHOLDER
from specexport.specification import placeholders
from specexport.specification import view as views
from specexport.specification.forms import choose
from specexport.specification.gaps import gaps
from specexport.specification.passes import unresolved
from specexport.specification.placeholders import delimited, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.context import Context
    from specexport.specification.gaps import Gap
    from specexport.specification.placeholders.runs import Stretch
    from specexport.specification.view import View

_CHIP = d.Attr(classes=(PLACEHOLDER,))
# What a placeholder may stand in, or leave empty.
_HELD = (d.Para, d.Header, d.CodeBlock, d.ListItem, d.BulletList, d.OrderedList, d.Row)
# What delimits a request, by the code of what finds it; the rest is said as it is written.
_DELIMITED = {"SX101": "{} ", "SX102": "[]", "SX111": "[]", "SX114": "<>"}


def run(document: d.Document, context: Context) -> d.Document:
    """Mark what is not filled in with the class `placeholder`, leave it out, or keep it."""
    if context.options.unfilled == "keep":
        return document
    view = views.of(document, context)
    found = gaps(view, choose.of_context(view, context).form)
    if not found:
        return document
    _tell(len(found), context)
    marker = _Marker(view, found, context.options.unfilled == "hide")
    blocks = walk.rewrite(document.blocks, marker.visit, *_HELD)
    if any(gap.text.startswith("<<[") for gap in found):
        blocks = unresolved.gathered(blocks, marker.hide)
    meta = marker.meta(document.meta)
    if blocks is document.blocks and meta is document.meta:
        return document
    return replace(document, blocks=blocks, meta=meta)


def _tell(count: int, context: Context) -> None:
    """Say once that a specification which goes out is unfinished."""
    name = "FILE" if context.source_name == "-" else context.source_name
    places, them = ("1 place is", "it") if count == 1 else (f"{count} places are", "them")
    message = f"the specification is not finished: {places} still to be filled in"
    context.inform("SX071", message, hint=f"specexport check {name} lists {them}")


class _Marker:
    """Puts chips in place of what was `found`, or nothing.

    Content is known again by its identity: `_stretches` are those of each, `_whole` the nodes that are found
    as a whole, `_before` the items and rows that nothing has been taken from.
    """

    def __init__(self, view: View, found: Sequence[Gap], hide: bool) -> None:
        self.hide = hide
        self._stretches: dict[int, list[Stretch]] = {}
        self._whole = {id(gap.node) for gap in found if gap.node is not None}
        held = (one for one in walk.nodes(view.document.blocks) if isinstance(one, d.ListItem | d.Row))
        self._before = {id(one) for one in held} if hide else set()
        for gap in found:
            if gap.piece is not None:
                content = view.pieces[gap.piece].content
                start, end = gap.stretch or (0, len(runs.run(content).text))
                self._stretches.setdefault(id(content), []).append((start, end, gap.code))

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        """What takes the place of a block or a part of one."""
        match node:
            case d.Para() | d.Header():
                content = self.inlines(node.content)
                if content is node.content:
                    return node
                said = walk.plain(content) or any(isinstance(one, d.Image) for one in walk.nodes(content))
                return replace(node, content=content) if said else ()
            case d.CodeBlock() if id(node) in self._whole and placeholders.in_code(node.text):
                chip = _span((d.Str(text=node.text.strip()[1:-1], pos=node.pos),))
                return () if self.hide else d.Para(content=(chip,), pos=node.pos)
            case d.ListItem() | d.Row() if self.hide and self._says_nothing(node):
                return ()
            case d.BulletList() | d.OrderedList() if not node.items:
                return ()
            case _:
                return node

    def _says_nothing(self, node: d.ListItem | d.Row) -> bool:
        """Say whether an item or a row was found empty, or is since something was taken from it."""
        if id(node) in self._before:
            return id(node) in self._whole
        if isinstance(node, d.Row):
            return not any(cell.content for cell in node.cells)
        text = walk.plain(node.content)
        return not text or (len(node.content) == 1 and text.endswith(":"))

    def inlines(self, content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
        """Return `content` with its placeholders replaced; the same object when there are none."""
        stretches = self._stretches.get(id(content))
        if not stretches:
            return content
        return _flat(runs.cut(content, sorted(stretches), self._chip))

    def _chip(self, nodes: tuple[d.Inline, ...], code: str) -> tuple[d.Inline, ...]:
        """The chip for the nodes of one stretch, nothing where it is left out."""
        if code == "SX111" and (sign := delimited.BEGINS.fullmatch(walk.text(nodes))):
            words = d.Str(text=sign.group().strip("<[]> "), pos=nodes[0].pos)
            return (d.Span(content=(words,), attr=unresolved.SIGN, pos=nodes[0].pos),)
        if self.hide:
            return ()
        if code == "SX110":
            nodes = tuple(
                one for node in nodes for one in (node.content if isinstance(node, d.Link) else (node,))
            )
        signs = _DELIMITED.get(code, "")
        return (_span(_without(nodes, signs) if signs else nodes),)

    def meta(self, meta: d.Meta) -> d.Meta:
        """The document information with its placeholders replaced: typed fields never hold one."""
        title = self.inlines(meta.title)
        if not walk.plain(title):  # a document is called something, if only what it is
            title = (d.Str(text=meta.kind),) if meta.kind else meta.title
        fields = tuple(self._field(field) for field in meta.fields)
        taken = [
            walk.plain(old.content) for old, new in zip(meta.fields, fields, strict=True) if old is not new
        ]
        said = {name: getattr(meta, name) for name in ("authors", "reviewers", "approvers")}
        people = {name: tuple(one for one in names if not _waits(one, taken)) for name, names in said.items()}
        texts = ("created", "updated", "version", "status")
        plain = {name: "" for name in texts if _waits(getattr(meta, name), taken)}
        if title is meta.title and fields == meta.fields and people == said and not plain:
            return meta
        return replace(
            meta, title=title, fields=tuple(field for field in fields if field.content), **people, **plain
        )

    def _field(self, field: d.MetaField) -> d.MetaField:
        content = self.inlines(field.content)
        return field if content is field.content else replace(field, content=content)


def _waits(text: str, taken: Sequence[str]) -> bool:
    """Say whether what a typed field says comes from one of the fields that something was taken from."""
    return any(text and text in field for field in taken) and placeholders.waits(text)


def _flat(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return `content` with no chip in a chip, and none around those that the reader has marked."""

    def visit(span: d.Span) -> d.Node | tuple[d.Node, ...]:
        chips = [one for one in span.content if isinstance(one, d.Span) and PLACEHOLDER in one.attr.classes]
        return span.content if PLACEHOLDER in span.attr.classes and len(chips) == len(span.content) else span

    return walk.rewrite(content, visit, d.Span)


def _span(content: tuple[d.Inline, ...]) -> d.Span:
    return d.Span(content=content, attr=_CHIP, pos=content[0].pos if content else None)


def _without(nodes: tuple[Any, ...], signs: str) -> tuple[d.Inline, ...]:
    """Return the nodes of a stretch without the signs at its beginning and its end."""
    if len(nodes) == 1 and not isinstance(nodes[0], d.Str):
        inner = getattr(nodes[0], "content", ())
        return (replace(nodes[0], content=_without(inner, signs)),) if inner else nodes
    out = list(nodes)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if isinstance(node := out[at], d.Str):
            out[at] = replace(node, text=strip(node.text, signs))
    return tuple(out)
