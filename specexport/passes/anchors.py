"""Identifiers of headings, as GitHub makes them, so that links written for GitHub lead where they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.core.context import Context

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


def _words(header: d.Header) -> str:
    return walk.text(walk.rewrite(header.content, lambda _: (), d.Image))


def relinked(blocks: tuple[d.Block, ...], names: Mapping[str, str]) -> tuple[d.Block, ...]:
    """Links to the anchors in `names` lead to their new names."""

    def visit(node: d.Node) -> d.Node:
        if type(node) is d.Link and node.url[:1] == "#" and node.url[1:] in names:
            return replace(node, url=f"#{names[node.url[1:]]}")
        return node

    return walk.rewrite(blocks, visit)
