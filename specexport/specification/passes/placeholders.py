"""What is not filled in is seen to be: placeholders become chips, or are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PLACEHOLDER
from specexport.specification.placeholders import (
    has_no_address,
    in_code,
    is_unfilled,
    is_whole,
    spans,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context


# Kinds of documents that are written from forms: in them any words in square brackets wait for an answer.
KINDS = frozenset(
    {
        *("technical specification", "api specification", "architecture decision record"),
        *("product requirements document", "test plan"),
    }
)
_CHIP = d.Attr(classes=(PLACEHOLDER,))
# What a placeholder may stand in, or leave empty.
_HELD = (d.Para, d.Header, d.CodeBlock, d.ListItem, d.BulletList, d.OrderedList, d.Row)


def run(document: d.Document, context: Context) -> d.Document:
    """Mark what is not filled in with the class `placeholder`, leave it out, or keep it."""
    if context.options.unfilled == "keep":
        return document
    marker = _Marker(document.meta.kind.lower() in KINDS, hide=context.options.unfilled == "hide")
    blocks = walk.rewrite(document.blocks, marker.visit, *_HELD)
    meta = marker.meta(document.meta)
    if blocks is document.blocks and meta is document.meta:
        return document
    return replace(document, blocks=blocks, meta=meta)


class _Marker:
    """Puts chips in place of placeholders, or nothing. `strict` is that of `spec.placeholders.marks`."""

    def __init__(self, strict: bool, hide: bool) -> None:
        self._strict = strict
        self._hide = hide

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        """What takes the place of a block or a part of one."""
        match node:
            case d.Para():
                return self._para(node)
            case d.Header():
                content = self.inlines(node.content)
                return node if content is node.content else replace(node, content=content)
            case d.CodeBlock() if in_code(node.text):
                return (
                    ()
                    if self._hide
                    else d.Para(content=(_chip(node.text.strip()[1:-1], node.pos),), pos=node.pos)
                )
            case d.ListItem() if self._hide and _says_nothing(node.content):
                return ()
            case d.BulletList() | d.OrderedList() if not node.items:
                return ()
            case d.Row() if self._hide and node.cells and not any(cell.content for cell in node.cells):
                return ()
            case _:
                return node

    def inlines(self, content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
        """Return `content` with its placeholders replaced; the same object when there are none."""
        whole = walk.plain(content)
        if is_whole(whole):
            return () if self._hide else (d.Span(content=content, attr=_CHIP, pos=content[0].pos),)
        value = whole.partition(": ")[2] or whole
        words = (d.Str,) if "[" in whole or "{{" in whole else ()
        return walk.rewrite(content, self._inline(value), d.Link, d.Span, *words)

    def meta(self, meta: d.Meta) -> d.Meta:
        """The document information with its placeholders replaced: typed fields never hold one."""
        title = self.inlines(meta.title)
        if not walk.plain(title):  # a document is called something, if only what it is
            title = (d.Str(text=meta.kind),) if meta.kind else meta.title
        fields = tuple(self._field(field) for field in meta.fields)
        said = {name: getattr(meta, name) for name in ("authors", "reviewers", "approvers")}
        people = {name: tuple(one for one in names if not self._waits(one)) for name, names in said.items()}
        dates = {name: "" for name in ("created", "updated", "version") if self._waits(getattr(meta, name))}
        if title is meta.title and fields == meta.fields and people == said and not dates:
            return meta
        return replace(
            meta, title=title, fields=tuple(field for field in fields if field.content), **people, **dates
        )

    def _field(self, field: d.MetaField) -> d.MetaField:
        return replace(field, content=self.inlines(field.content))

    def _waits(self, text: str) -> bool:
        return bool(text) and is_unfilled(text, strict=True)

    def _para(self, para: d.Para) -> d.Node | tuple[d.Node, ...]:
        content = self.inlines(para.content)
        if content is para.content:
            return para
        return replace(para, content=content) if walk.plain(content) else ()

    def _inline(self, value: str) -> Callable[[d.Node], d.Node | tuple[d.Node, ...]]:
        def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
            if type(node) is d.Link and has_no_address(node.url):
                return () if self._hide else d.Span(content=node.content, attr=_CHIP, pos=node.pos)
            if type(node) is d.Span and node.attr == _CHIP:  # what the reader has marked already
                return node if node.content and type(node.content[0]) is d.Str else node.content
            return self._text(node, value) if type(node) is d.Str else node

        return visit

    def _text(self, node: d.Str, value: str) -> d.Node | tuple[d.Node, ...]:
        found = spans(node.text, value, self._strict)
        if not found or _has_escapes(node):
            return node
        parts: list[d.Node] = []
        done = 0
        for kind, start, end in found:
            parts.append(d.Str(text=node.text[done:start], pos=within(node, done, start)))
            if not self._hide:
                words = node.text[start:end].strip("{} " if kind == "braces" else "[]")
                parts.append(_chip(words, within(node, start, end)))
            done = end
        parts.append(d.Str(text=node.text[done:], pos=within(node, done, len(node.text))))
        return tuple(part for part in parts if type(part) is not d.Str or part.text)


def _chip(words: str, pos: d.Pos | None) -> d.Span:
    return d.Span(content=(d.Str(text=words, pos=pos),), attr=_CHIP, pos=pos)


def _has_escapes(node: d.Str) -> bool:
    """Say whether the source has more characters than the text: brackets that are escaped are meant."""
    pos = node.pos
    known = pos is not None and pos.column and pos.end_column and pos.end_line == pos.line
    return bool(known and pos and pos.end_column - pos.column + 1 != len(node.text))


def _says_nothing(content: tuple[d.Block, ...]) -> bool:
    """Say whether an item is empty, or a label without what it announces."""
    text = walk.plain(content)
    return not text or (len(content) == 1 and text.endswith(":"))
