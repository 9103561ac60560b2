"""Links: anchors lead to headings that exist, and no link leads anywhere unsafe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from specexport import document as d
from specexport import walk
from specexport.passes.anchors import slug
from specexport.passes.handmade import is_contents_anchor

if TYPE_CHECKING:
    from specexport.contracts import Context

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SHARE = re.compile(r"[/\\]{2}")
_CONTROL = re.compile("[\x00-\x20\x7f-\x9f\ufffd]|%(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff]|EF%BF%BD)")


def run(document: d.Document, context: Context) -> d.Document:
    """Resolve `#anchors` and turn links that lead nowhere, or to something unsafe, into their text."""
    ids = {name: name for node in walk.nodes(document.blocks) if (name := _id(node))}
    folded = {name.lower(): name for name in reversed(ids)}
    title = walk.text(document.meta.title)
    top = frozenset({slug(title), slug(f"{document.meta.kind}: {title}")})

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is not d.Link:
            return node
        if node.url.startswith("#"):
            return _anchor(node, ids, folded, top, context)
        if why := unsafe(node.url):
            context.warn("SX721", f"link to {_short(node.url)} is left out: {why}", node.pos)
            return node.content
        return node

    return replace(document, blocks=walk.rewrite(document.blocks, visit))


def unsafe(url: str) -> str:
    """Return why a document should not lead to `url`, or nothing when it may."""
    if _CONTROL.search(url):
        return "it holds control characters"
    if _SHARE.match(unquote(url)):
        return "it names a computer without saying how to reach it"
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return f"{scheme[1].lower()}: links are not safe"
    return ""


def _id(node: d.Node) -> str:
    attr: d.Attr = getattr(node, "attr", d.NO_ATTR)
    return attr.id


def _anchor(
    link: d.Link, ids: dict[str, str], folded: dict[str, str], top: frozenset[str], context: Context
) -> d.Node | tuple[d.Node, ...]:
    name = unquote(link.url[1:])
    target = ids.get(name) or folded.get(name.lower())
    if target:
        return link if link.url == f"#{target}" else replace(link, url=f"#{target}")
    if name.lower() not in top and not is_contents_anchor(name.lower()):
        context.warn("SX720", f"nothing is called #{name}", link.pos, "name a heading as GitHub would")
    return link.content


def _short(url: str) -> str:
    return repr(url if len(url) <= 60 else url[:57] + "…")
