"""Identifiers of headings, as GitHub makes them, so that links written for GitHub lead where they should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.core.context import Context

_ASCII_DROPPED = re.compile(r"[^a-z0-9_\- ]")
# Letters, marks, decimal and letter numbers, connecting punctuation: what Ruby calls \p{Word}.
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
_UNNAMED = "section"


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Give every header an `attr.id` that is its own; identifiers that the author chose stay."""
    slugger = Slugger(header.attr.id for header in walk.find(document.blocks, d.Header))

    def named(node: d.Header) -> d.Node:
        if node.attr.id:
            return node
        return replace(node, attr=replace(node.attr, id=slugger.slug(_words(node))))

    return replace(document, blocks=walk.rewrite(document.blocks, named, d.Header))


class Slugger:
    """Makes identifiers that are unique among themselves and among those `taken`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._seen = dict.fromkeys(filter(None, taken), 0)

    def slug(self, text: str) -> str:
        """The identifier of a heading that reads `text`; `-1`, `-2` tell namesakes apart."""
        base = result = slug(text) or _UNNAMED
        while result in self._seen:
            self._seen[base] += 1
            result = f"{base}-{self._seen[base]}"
        self._seen[result] = 0
        return result


def slug(text: str) -> str:
    """What GitHub makes of a heading: lower case, hyphens for spaces, no punctuation."""
    lower = text.lower()
    if lower.isascii():
        return _ASCII_DROPPED.sub("", lower).replace(" ", "-")
    kept = "".join(char for char in lower if char in "- " or category(char) in _WORD_CATEGORIES)
    return kept.replace(" ", "-")


def _words(header: d.Header) -> str:
    return walk.text(walk.rewrite(header.content, lambda _: (), d.Image))


def relinked(blocks: tuple[d.Block, ...], names: Mapping[str, str]) -> tuple[d.Block, ...]:
    """Links to the anchors in `names` lead to their new names."""

    def visit(node: d.Node) -> d.Node:
        if type(node) is d.Link and node.url[:1] == "#" and node.url[1:] in names:
            return replace(node, url=f"#{names[node.url[1:]]}")
        return node

    return walk.rewrite(blocks, visit)
