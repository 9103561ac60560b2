"""What a document holds, found in one walk over it: names, numbered captions, formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

Counted = d.Figure | d.Table | d.CodeBlock
_COUNTED = (d.Figure, d.Table, d.CodeBlock)
# Most nodes are of these types, and have nothing to be found by.
_NAMELESS = frozenset((d.Str, d.SoftBreak, d.Para, d.Cell, d.Row, d.ListItem, d.Strong, d.Emph))


class Survey:
    """The ids of a document in reading order, what has numbered captions, and whether it has formulas.

    `equations` are the numbers of formulas by their ids, `comments` what was said of the text.
    """

    def __init__(self, document: d.Document) -> None:
        self.ids: list[str] = [document.meta.id] if document.meta.id else []
        self.counted: list[Counted] = []
        self.equations: dict[str, str] = {}
        self.comments: list[d.Span] = []
        self.formulas = any(type(node) is d.Math for node in walk.nodes(document.meta.title))
        for node in self._named(document):
            attr = getattr(node, "attr", None)
            if attr is not None and attr.id:
                self.ids.append(attr.id)
            if type(node) is d.Span and "comment" in node.attr.classes:
                self.comments.append(node)
            if isinstance(node, _COUNTED) and node.number:
                self.counted.append(node)
            if isinstance(node, d.Div) and node.attr.id and "equation" in node.attr.classes:
                self.equations[node.attr.id] = walk.plain(walk.find([node], d.Span))

    def _named(self, document: d.Document) -> Iterator[d.Node]:
        for node in walk.nodes(document.blocks):
            kind = type(node)
            if kind is d.Math:
                self.formulas = True
            elif kind not in _NAMELESS:
                yield node
