"""Tracked changes and comments of Word files: kept, with who made them and when, and shown.

pandoc tells them as spans (`--track-changes=all`). What was inserted and deleted stays a span, of the class
`inserted` or `deleted`, and an empty span of the class `inserted-paragraph` or `deleted-paragraph` ends a
paragraph that was. A comment becomes a footnote in a span of the class `comment` at the end of what it is
about, for every format has footnotes; an empty span of the class `comment-start` with the same `comment`
stands where that begins. Who and when is also said in words, in spans of the class `byline`: renderers that
have a place of their own for it leave these out.
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
    COMMENT_START,
    DELETED,
    DELETED_PARAGRAPH,
    INSERTED,
    INSERTED_PARAGRAPH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context
    from specexport.model.words import Words
    from specexport.readers.pandoc.draft import Draft

CLASSES = frozenset(
    {
        *(INSERTED, DELETED, INSERTED_PARAGRAPH, DELETED_PARAGRAPH),
        *(COMMENT, COMMENT_START, BYLINE),
    }
)
"""The classes of the spans that this makes."""

_CHANGES = {"insertion": INSERTED, "deletion": DELETED}
_MARKS = {"paragraph-insertion": INSERTED_PARAGRAPH, "paragraph-deletion": DELETED_PARAGRAPH}
_EMPTY = frozenset(_MARKS.values())


def run(draft: Draft, context: Context) -> Draft:
    """Return a draft with changes and comments as the model has them, and report how many there are."""
    reader = _Reader(draft.blocks, context.style.words)
    blocks = walk.rewrite(draft.blocks, reader.visit)
    if reader.changes or reader.comments:
        told = " and ".join(
            f"{count} {name}{'s' * (count > 1)}"
            for count, name in ((reader.changes, "tracked change"), (reader.comments, "comment"))
            if count
        )
        hint = "accept or reject changes and remove comments in the source to have it without"
        context.inform("SX798", f"the source has {told}, which are shown", hint=hint)
    return replace(draft, blocks=blocks)


class _Reader:
    def __init__(self, blocks: tuple[d.Block, ...], words: Words) -> None:
        self.changes = self.comments = 0
        self._words = {INSERTED: words.inserted, DELETED: words.deleted}
        spans = [node for node in walk.find(blocks, d.Span) if node.attr.classes]
        self._starts = {_comment_of(node): node for node in spans if _is(node, COMMENT_START)}
        self._ended = {_comment_of(node) for node in spans if _is(node, "comment-end")}

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is d.Span and node.attr.classes:
            return self._span(node)
        if type(node) is d.Para and node.content and all(map(_is_mark, node.content)):
            return ()
        if isinstance(node, (d.Para, d.Strong, d.Emph, d.Link)):
            content = tuple(self._labelled(node.content))
            return node if len(content) == len(node.content) else replace(node, content=content)
        return node

    def _span(self, node: d.Span) -> d.Span | tuple[()]:
        kind = node.attr.classes[0]
        if kind in _CHANGES:
            self.changes += 1
            attr = d.Attr(classes=(_CHANGES[kind],), pairs=_who(node))
            return replace(node, content=tuple(self._labelled(node.content)), attr=attr)
        if kind in _MARKS:
            return replace(node, attr=d.Attr(classes=(_MARKS[kind],), pairs=_who(node)))
        if kind == COMMENT_START:
            self.comments += 1
            name = _comment_of(node)
            pairs = (("comment", name),)
            start = d.Span(content=(), attr=d.Attr(classes=(COMMENT_START,), pairs=pairs))
            return start if name in self._ended else _comment(node)
        if kind == "comment-end":
            begun = self._starts.get(_comment_of(node))
            return _comment(begun) if begun else ()
        return node

    def _labelled(self, content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
        """Yield inlines with who made a change after it, unless the next one is of the same kind."""
        for node, after in zip_longest(content, content[1:]):
            assert node
            yield node
            change, following = _change(node), _change(after)
            if change and not (following and following.attr == change.attr):
                said = f" ({self._words[change.attr.classes[0]]}: {_signature(change)})"
                yield _byline(said + (" " if following else ""))


def _is(node: d.Span, kind: str) -> bool:
    return node.attr.classes[0] == kind


def _change(node: d.Node | None) -> d.Span | None:
    """Return a node that is a change of which somebody is known."""
    if type(node) is d.Span and node.attr.classes[:1] in ((INSERTED,), (DELETED,)) and _who(node):
        return node
    return None


def _is_mark(node: d.Node) -> bool:
    return type(node) is d.Span and not _EMPTY.isdisjoint(node.attr.classes[:1])


def _comment_of(node: d.Span) -> str:
    return node.attr.get("id") or node.attr.id


def _who(node: d.Span) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in node.attr.pairs if pair[0] in ("author", "date"))


def _signature(node: d.Span) -> str:
    return ", ".join(filter(None, (node.attr.get("author"), node.attr.get("date").partition("T")[0])))


def _byline(text: str) -> d.Span:
    return d.Span(content=(d.Str(text=text),), attr=d.Attr(classes=(BYLINE,)))


def _comment(node: d.Span) -> d.Span:
    """Return what a comment says, as a footnote."""
    who = _signature(node)
    label: tuple[d.Inline, ...] = (_byline(f"{who}: "),) if who else ()
    note = d.Note(content=(d.Para(content=(*label, *node.content)),))
    pairs = (*_who(node), ("comment", _comment_of(node)))
    return d.Span(content=(note,), attr=d.Attr(classes=(COMMENT,), pairs=pairs))
