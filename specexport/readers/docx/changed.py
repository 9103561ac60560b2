"""Tracked changes and comments: kept as spans, with who made them and when, and said in words.

What was inserted and deleted is a span of the class `inserted` or `deleted`; what was moved is both, with the
pair `moved`. An empty span of the class `inserted-paragraph` or `deleted-paragraph` ends a paragraph that was
inserted or deleted as such. A comment is a footnote in a span of the class `comment` at the end of what it is
about, for every format has footnotes; an empty span of the class `comment-start` with the same `comment`
stands where that begins. A comment that answers another names it in the pair `answers`, and one that is
settled has the pair `resolved`.
Who and when is also said in words, in spans of the class `byline`: renderers that have a place of their own
for it leave these out.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import (
    BYLINE,
    COMMENT,
    DELETED,
    DELETED_PARAGRAPH,
    FORMAT_CHANGED_PARAGRAPH,
    INSERTED,
    INSERTED_CELL,
    INSERTED_PARAGRAPH,
    INSERTED_ROW,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context
    from specexport.model.words import Words
    from specexport.readers.docx.story import Story

Pairs = tuple[tuple[str, str], ...]
_MARKS = frozenset({INSERTED_PARAGRAPH, DELETED_PARAGRAPH, FORMAT_CHANGED_PARAGRAPH})


def mark(inserted: bool, pairs: Pairs) -> d.Span:
    """Return what ends a paragraph that was inserted or deleted as such."""
    name = INSERTED_PARAGRAPH if inserted else DELETED_PARAGRAPH
    return d.Span(content=(), attr=d.Attr(classes=(name,), pairs=pairs))


def reformatted(pairs: Pairs) -> d.Span:
    """Return what ends a paragraph whose looks were changed."""
    return d.Span(content=(), attr=d.Attr(classes=(FORMAT_CHANGED_PARAGRAPH,), pairs=pairs))


def whole(blocks: tuple[d.Block, ...], inserted: bool, pairs: Pairs) -> tuple[d.Block, ...]:
    """Return the content of a cell whose row was inserted or deleted, as words that were."""
    name = INSERTED if inserted else DELETED

    def visit(node: d.Node) -> d.Node:
        if type(node) is not d.Para or not node.content:
            return node
        if all(
            type(part) is d.Span and part.attr.classes[:1] in ((INSERTED,), (DELETED,))
            for part in node.content
        ):
            return node
        span = d.Span(content=node.content, attr=d.Attr(classes=(name,), pairs=pairs))
        return replace(node, content=(span,))

    return walk.rewrite(blocks, visit, d.Para)


def cell(blocks: tuple[d.Block, ...], name: str, pairs: Pairs) -> tuple[d.Block, ...]:
    """Return all of a cell that was inserted or deleted with its row or column; `name` is that class.

    A change of which nobody is known is one of its words.
    """
    inserted = name in (INSERTED_ROW, INSERTED_CELL)
    if "author" not in dict(pairs):
        return whole(blocks, inserted, pairs)
    attr = d.Attr(classes=(INSERTED if inserted else DELETED, name), pairs=pairs)
    return (d.Div(content=blocks, attr=attr),)


def comment(content: tuple[d.Inline, ...], pairs: Pairs) -> d.Span:
    """Return what a comment says, as a footnote."""
    attr = d.Attr(classes=(COMMENT,), pairs=pairs)
    who = _signature(attr)
    label: tuple[d.Inline, ...] = (_byline(f"{who}: "),) if who else ()
    return d.Span(content=(d.Note(content=(d.Para(content=(*label, *content)),)),), attr=attr)


def told(blocks: tuple[d.Block, ...], story: Story, context: Context) -> tuple[d.Block, ...]:
    """Return blocks in which words say who made each change, and report how many there are."""
    reader = _Reader(context.style.words)
    if story.has_changes or story.cells_changed:
        kinds = (d.Span, d.Para, d.Strong, d.Emph, d.Link)
        blocks = walk.rewrite(blocks, reader.visit, *kinds)
    counts = (
        (reader.changes + story.cells_changed, "tracked change"),
        (len(story.comments.used), "comment"),
    )
    said = " and ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in counts if count)
    if said:
        hint = "accept or reject changes and remove comments in the source to have it without"
        context.inform("SX798", f"the source has {said}, which are shown", hint=hint)
    return blocks


class _Reader:
    def __init__(self, words: Words) -> None:
        self.changes = 0
        self._words = {INSERTED: words.inserted, DELETED: words.deleted}

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is d.Span and node.attr.classes[:1] in ((INSERTED,), (DELETED,)):
            self.changes += 1
        elif type(node) is d.Para and node.content and all(map(_is_mark, node.content)):
            return ()
        elif not isinstance(node, (d.Para, d.Strong, d.Emph, d.Link)):
            return node
        content = tuple(self._labelled(node.content))
        return node if len(content) == len(node.content) else replace(node, content=content)

    def _labelled(self, content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
        """Yield inlines with who made a change after it, unless the next one is of the same kind."""
        for node, after in zip_longest(content, content[1:]):
            assert node
            yield node
            change, following = _change(node), _change(after)
            if change and not (following and following.attr == change.attr):
                said = f" ({self._words[change.attr.classes[0]]}: {_signature(change.attr)})"
                yield _byline(said + (" " if following else ""))


def _change(node: d.Node | None) -> d.Span | None:
    """Return a node that is a change of which somebody is known."""
    if type(node) is d.Span and node.attr.classes[:1] in ((INSERTED,), (DELETED,)) and _signature(node.attr):
        return node
    return None


def _is_mark(node: d.Node) -> bool:
    return type(node) is d.Span and not _MARKS.isdisjoint(node.attr.classes[:1])


def _signature(attr: d.Attr) -> str:
    return ", ".join(filter(None, (attr.get("author"), attr.get("date").partition("T")[0])))


def _byline(text: str) -> d.Span:
    return d.Span(content=(d.Str(text=text),), attr=d.Attr(classes=(BYLINE,)))
