"""Links to other sources become links to what is made of them: the last step before a renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model.walk import AnyNode

_ELSEWHERE = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]|$")
_END = regex(r"[?#]|$")


def towards(document: d.Document, target: str, exported: Callable[[str, str], str]) -> d.Document:
    """Return `document` with its links to sources that are exported leading to their files for `target`."""

    def visit(node: d.Link) -> d.Node:
        if _ELSEWHERE.match(node.url):
            return node
        end = _END.search(node.url).start()  # type: ignore[union-attr]  # it matches everywhere
        place = exported(unquote(node.url[:end]), target)
        return replace(node, url=quote(place) + node.url[end:]) if place else node

    def linked(content: tuple[AnyNode, ...]) -> tuple[AnyNode, ...]:
        return walk.rewrite(content, visit, d.Link)

    meta = document.meta
    fields = tuple(replace(field, content=linked(field.content)) for field in meta.fields)
    meta = replace(meta, fields=fields, prd=linked(meta.prd))
    return replace(document, blocks=linked(document.blocks), meta=meta)
