"""Identifiers of headings, as GitHub makes them, so that links written for GitHub lead where they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import EMOJI
from specexport.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.core.context import Context

_UNNAMED = "section"


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Give every header an `attr.id` that is its own; identifiers that the author chose stay."""
    slugger = Slugger(header.attr.id for header in walk.find(document.blocks, d.Header))

    def named(node: d.Header) -> d.Node:
        content = _without_names(node.content)
        if node.attr.id:
            return node if content is node.content else replace(node, content=content)
        attr = replace(node.attr, id=slugger.slug(_words(node)))
        return replace(node, content=content, attr=attr)

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
    """What the name of a heading is made of. An emoji that was typed by its name stands for that."""

    def said(node: d.Image | d.Span) -> d.Node | tuple[d.Node, ...]:
        name = node.attr.get(EMOJI)
        return () if type(node) is d.Image else d.Str(text=name) if name else node

    return walk.text(walk.rewrite(header.content, said, d.Image, d.Span))


def _without_names(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Emoji as they are seen, without the names by which they were typed."""
    if not any(node.attr.get(EMOJI) for node in walk.find(content, d.Span)):
        return content
    seen = walk.rewrite(content, lambda node: node.content if node.attr.get(EMOJI) else node, d.Span)
    return walk.merged(seen)


def relinked(blocks: tuple[d.Block, ...], names: Mapping[str, str]) -> tuple[d.Block, ...]:
    """Links to the anchors in `names` lead to their new names."""

    def visit(node: d.Node) -> d.Node:
        if type(node) is d.Link and node.url[:1] == "#" and node.url[1:] in names:
            return replace(node, url=f"#{names[node.url[1:]]}")
        return node

    return walk.rewrite(blocks, visit)
