"""A document for pandoc's writers: what they have no word for is text, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.appendices import in_words, is_label
from specexport.model.classes import (
    ADMONITION,
    BYLINE,
    CAPTION,
    COMMENT,
    COMMENT_START,
    DELETED,
    DELETED_PARAGRAPH,
    INSERTED,
    INSERTED_PARAGRAPH,
    KINDS,
    SUMMARY,
    TITLE,
    UNDERLINE,
)
from specexport.pandoc.ast.writing import BOXES, tree

if TYPE_CHECKING:
    from specexport.model.words import Words

# Spans whose words are enough: what changes and comments are made of.
_SAID = frozenset({COMMENT, COMMENT_START, INSERTED_PARAGRAPH, DELETED_PARAGRAPH, BYLINE})


class Asked(msgspec.Struct, frozen=True):
    """What the text has to say, for the writer does not: numbers of headings, labels of captions."""

    heading_numbers: bool = True
    caption_labels: bool = True


ALL = Asked()


def plain(document: d.Document, words: Words, asked: Asked = ALL) -> bytes:
    """Return a document as the JSON of pandoc's syntax tree, with nothing that pandoc's writers do not know.

    Markup for one format is left out: who calls this reports it. An admonition is a Div of its kind that
    begins with one of the class `title`, which the writers of AsciiDoc, reStructuredText and DocBook know.
    """
    return msgspec.json.encode(tree(simple(document, words, asked), carry=False))


def simple(document: d.Document, words: Words, asked: Asked = ALL) -> d.Document:
    """Return the document that `plain` writes, as a model."""
    maker = _Simple(words, asked)
    blocks = walk.rewrite(document.blocks, maker.visit)
    meta = replace(document.meta, title=walk.rewrite(document.meta.title, maker.visit))
    return replace(document, meta=meta, blocks=blocks)


class _Simple:
    def __init__(self, words: Words, asked: Asked) -> None:
        self._words = words
        self._asked = asked

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.RawBlock() | d.RawInline():
                return ()
            case d.Header() if is_label(node.number) and self._asked.heading_numbers:
                return in_words(node)
            case d.Header() if node.number and self._asked.heading_numbers:
                return replace(node, content=(d.Str(text=f"{node.number} "), *node.content))
            case d.ListItem() if node.checked is not None:
                return replace(node, content=_with_box(node.content, node.checked))
            case d.CodeBlock() if node.attr.pairs:
                return self._code(node)
            case d.Table() if node.caption:
                return replace(node, caption=self._caption(self._words.table, node.number, node.caption))
            case d.Figure() if node.caption:
                return replace(node, caption=self._caption(self._words.figure, node.number, node.caption))
            case d.Span():
                return _span(node)
            case d.Div():
                return self._div(node)
            case _:
                return node

    def _caption(self, word: str, number: str, content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
        label = f"{word} {number}: " if number and self._asked.caption_labels else ""
        return (d.Str(text=label), *content) if label else content

    def _code(self, node: d.CodeBlock) -> d.Node | tuple[d.Node, ...]:
        """Return code with its caption as a paragraph below it."""
        words = node.attr.get("caption")
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] != "caption")
        code = replace(node, attr=replace(node.attr, pairs=pairs))
        if not words:
            return code
        label = f"{self._words.listing} {node.number}: " if node.number else ""
        caption = d.Para(content=(d.Emph(content=(d.Str(text=label + words),)),))
        return code, d.Div(content=(caption,), attr=d.Attr(classes=(CAPTION,)))

    def _div(self, node: d.Div) -> d.Node:
        classes = node.attr.classes
        kind = next((name for name in KINDS if name in classes), "")
        if ADMONITION in classes and kind:
            title = node.attr.get("title") or getattr(self._words, kind)
            pairs = tuple(pair for pair in node.attr.pairs if pair[0] != "title")
            attr = replace(node.attr, classes=(kind,), pairs=pairs)
            return replace(node, attr=attr, content=(_titled(title), *node.content))
        if SUMMARY in classes:
            return replace(node, content=tuple(map(_strong, node.content)))
        return node


def _titled(title: str) -> d.Div:
    para = d.Para(content=(d.Str(text=title),))
    return d.Div(content=(para,), attr=d.Attr(classes=(TITLE,)))


def _strong(block: d.Block) -> d.Block:
    return replace(block, content=(d.Strong(content=block.content),)) if type(block) is d.Para else block


def _span(node: d.Span) -> d.Node | tuple[d.Node, ...]:
    """Return inserted text underlined and deleted text struck out, which every writer shows."""
    if DELETED in node.attr.classes:
        return d.Strikeout(content=node.content)
    if INSERTED in node.attr.classes:
        return d.Span(content=node.content, attr=d.Attr(classes=(UNDERLINE,)))
    return node.content if not _SAID.isdisjoint(node.attr.classes) else node


def _with_box(content: tuple[d.Block, ...], checked: bool) -> tuple[d.Block, ...]:
    """Return the blocks of a task with the box that pandoc's readers and writers know tasks by."""
    box = d.Str(text=f"{BOXES[checked]} ")
    first = content[0] if content else None
    if type(first) is d.Para:
        return (replace(first, content=(box, *first.content)), *content[1:])
    return (d.Para(content=(box,)), *content)
