"""Tracked changes and comments of Word files: kept, with who made them and when, and shown.

pandoc tells them as spans (`--track-changes=all`). What was inserted and deleted stays a span; a comment
becomes a footnote in a span of the class `comment`, for every format has footnotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context
    from specexport.readers.pandoc.draft import Draft

_CHANGES = {"insertion": "inserted", "deletion": "deleted"}
_MARKS = frozenset({"comment-end", "paragraph-insertion", "paragraph-deletion"})


def run(draft: Draft, context: Context) -> Draft:
    """Return a draft with changes and comments as the model has them, and report how many there are."""
    reader = _Reader()
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
    def __init__(self) -> None:
        self.changes = self.comments = 0

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is not d.Span or not node.attr.classes:
            return node
        kind = node.attr.classes[0]
        if kind in _MARKS:
            return ()
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] in ("author", "date"))
        if kind in _CHANGES:
            self.changes += 1
            return replace(node, attr=d.Attr(classes=(_CHANGES[kind],), pairs=pairs))
        if kind == "comment-start":
            self.comments += 1
            return _comment(node, d.Attr(classes=("comment",), pairs=pairs))
        return node


def _comment(node: d.Span, attr: d.Attr) -> d.Span:
    who = ", ".join(filter(None, (attr.get("author"), attr.get("date").partition("T")[0])))
    label: tuple[d.Inline, ...] = (d.Strong(content=(d.Str(text=who),)), d.Str(text=": ")) if who else ()
    note = d.Note(content=(d.Para(content=(*label, *node.content)),))
    return d.Span(content=(note,), attr=attr)
