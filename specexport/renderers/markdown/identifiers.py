"""Identifiers of headings: those that a reader makes of the words again need not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.passes.anchors import Slugger
from specexport.renderers.markdown import information

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def without_slugs(document: d.Document) -> d.Document:
    """Return `document` with identifiers only on those headings that would get another one."""
    headers = list(walk.find(document.blocks, d.Header))
    chosen: set[int] = set()
    while True:  # a chosen identifier may take a name from another heading, which then has to be chosen too
        found = set(_chosen(document, headers, chosen))
        if found <= chosen:
            break
        chosen |= found

    def visit(node: d.Node) -> d.Node:
        if type(node) is not d.Header or node.attr.id in kept:
            return node
        return replace(node, attr=replace(node.attr, id=""))

    kept = {headers[index].attr.id for index in chosen}
    return replace(document, blocks=walk.rewrite(document.blocks, visit))


def _chosen(document: d.Document, headers: list[d.Header], chosen: Iterable[int]) -> Iterator[int]:
    """Yield the headings, by number, whose identifier is not what is made of their words."""
    chosen = set(chosen)
    slugger = Slugger(headers[index].attr.id for index in sorted(chosen))
    meta = document.meta
    if words := information.title_words(meta):
        slugger.slug(walk.text(words))
    if information.is_table(meta):
        slugger.slug(information.HEADING)
    for index, header in enumerate(headers):
        if index not in chosen and header.attr.id and header.attr.id != slugger.slug(_words(header)):
            yield index


def _words(header: d.Header) -> str:
    content = walk.rewrite(header.content, lambda node: () if type(node) is d.Image else node)
    return walk.text(content)
