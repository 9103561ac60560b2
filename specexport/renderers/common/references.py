"""Which links are references: those whose words say what their target is called, as `Section 2.3` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import find, nodes, plain

if TYPE_CHECKING:
    from specexport.model.words import Words


def before_number(words: str, number: str) -> str | None:
    """Return what stands before the number of a heading in a reference to it, None if it is no reference."""
    lead = words.removesuffix(number)
    if not number or lead == words or (lead and lead[-1] not in " \u00a0§"):
        return None
    return lead


class References:
    """What headings, figures, tables and listings of a document are called, by their ids."""

    def __init__(self, document: d.Document, words: Words) -> None:
        self._headings: dict[str, d.Header] = {}
        self._labels: dict[str, str] = {}
        counted = {d.Figure: words.figure, d.Table: words.table, d.CodeBlock: words.listing}
        for node in nodes(document.blocks):
            if isinstance(node, d.Header):
                self._headings[node.attr.id] = node
            elif isinstance(node, (d.Figure, d.Table, d.CodeBlock)) and node.number:
                names = [node.attr.id, *(image.attr.id for image in find([node], d.Image))]
                self._labels |= dict.fromkeys(names, f"{counted[type(node)]} {node.number}")

    def names(self, link: d.Link) -> bool:
        """Return whether the words of `link` are what its target is called."""
        if not link.url.startswith("#") or any(not isinstance(child, d.Str) for child in link.content):
            return False
        ident, words = link.url[1:], plain(link.content)
        if heading := self._headings.get(ident):
            return words == plain(heading.content) or before_number(words, heading.number) is not None
        return bool(words) and words == self._labels.get(ident)
