"""A part takes its place in the whole: its positions, ids, links and pictures are those of the folder."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.folders.addresses import LABELLED, NAMED
from specexport.folders.inside import rooted
from specexport.folders.tree import folder
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CROSS_REFERENCE
from specexport.passes import references

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.folders.addresses import Addresses, Names

_TYPED = regex(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_HINT = "name a heading there as GitHub would"


def linked(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return what a field of front matter says with the links that are typed in it as in Markdown."""

    def visit(node: d.Str) -> d.Node | tuple[d.Node, ...]:
        out: list[d.Node] = []
        end = 0
        for match in _TYPED.finditer(node.text):
            if match.start() > end:
                out.append(replace(node, text=node.text[end : match.start()]))
            out.append(d.Link(content=(replace(node, text=match[1]),), url=match[2], pos=node.pos))
            end = match.end()
        return (*out, *((replace(node, text=node.text[end:]),) if node.text[end:] else ())) if end else node

    return walk.rewrite(content, visit, d.Str)


class Placing:
    """What becomes of the nodes of the part that `names` tells of; `openings` are paths without a heading."""

    def __init__(
        self, names: Names, addresses: Addresses, context: Context, openings: frozenset[str]
    ) -> None:
        self._names = names
        self._folder = folder(names.path)
        self._place = quote(self._folder)
        self._addresses = addresses
        self._context = context
        self._openings = openings
        self._renamed = {old: new for old, new in names.ids.items() if old != new and new != names.ident}

    def blocks(self, blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
        """Return blocks of the part as they stand in the whole."""
        quiet = {id(link) for header in walk.find(blocks, d.Header) for link in walk.find((header,), d.Link)}

        def visit(node: Any) -> d.Node | tuple[d.Node, ...]:
            return self._node(node, id(node) in quiet)

        return walk.rewrite(blocks, visit)

    def inlines(self, content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
        """Return text of the part that stands where there is no room for more than it says."""
        return walk.rewrite(content, lambda node: self._node(node, True))

    def is_way(self, content: tuple[d.Inline, ...]) -> bool:
        """Return whether text of the part is nothing but links to other parts."""
        links = [node for node in content if isinstance(node, d.Link)]
        said = walk.plain([node for node in content if not isinstance(node, d.Link)]).strip(" ,;")
        led = (self._addresses.part(link.url, self._names.path)[0] for link in links)
        return bool(links) and not said and all(part and part.path != self._names.path for part in led)

    def pos(self, pos: d.Pos | None) -> d.Pos | None:
        """Return a position with the file that it is in, relative to the folder."""
        if pos is None:
            return None
        path = posixpath.normpath(posixpath.join(self._folder, pos.path)) if pos.path else self._names.path
        return replace(pos, path=path)

    def _node(self, node: Any, quiet: bool) -> d.Node | tuple[d.Node, ...]:
        if node.pos is not None:
            node = replace(node, pos=self.pos(node.pos))
        match node:
            case d.Link():
                return self._link(self._named(node), quiet)
            case d.Image():
                image: d.Image = self._named(node)
                return replace(image, url=rooted(image.url, self._place))
            case d.Str() if "{#" in node.text or "@" in node.text:
                said = NAMED.sub(self._anew, node.text)
                return replace(node, text=references.NAME.sub(self._referred, said))
            case d.Math() if self._renamed:
                return replace(node, text=self._formula(node.text))
            case _:
                other: d.Node = self._named(node) if hasattr(node, "attr") else node
                return other

    def _named(self, node: Any) -> Any:
        new = self._renamed.get(node.attr.id)
        return replace(node, attr=replace(node.attr, id=new)) if new else node

    def _anew(self, match: re.Match[str]) -> str:
        return f"{match['before']}{self._renamed.get(match['name'], match['name'])}{match['after']}"

    def _referred(self, match: re.Match[str]) -> str:
        """Return a reference by name as one to what the part itself has of this name, if it has that.

        What a kind of things is called may be left out of the id, as `references.Labels.named` says.
        """
        kind, mark = match["kind"].lower(), match["mark"]
        for name in (f"{kind}{mark}{match['name']}", f"{kind}{'-' if mark == ':' else ':'}{match['name']}"):
            if new := self._names.find(name):
                return match[0] if new.lower() == name.lower() else f"@{match['kind']}{new[len(kind) :]}"
        new = self._names.find(match["name"]) if mark == ":" else None
        return f"@{match['kind']}:{new}" if new and new.lower() != match["name"].lower() else match[0]

    def _formula(self, text: str) -> str:
        def referred(match: re.Match[str]) -> str:
            return f"{match[1]}{self._renamed.get(match[2], match[2])}}}"

        return re.sub(r"(\\(?:eq)?ref\{)([^{}]+)\}", referred, LABELLED.sub(self._anew, text))

    def _link(self, link: d.Link, quiet: bool) -> d.Node | tuple[d.Node, ...]:
        part, fragment = self._addresses.part(link.url, self._names.path)
        if part is None:
            return replace(link, url=rooted(link.url, self._place))
        ident = part.find(fragment) if fragment else part.ident
        if link.url[0:1] == "#":
            return self._within(link, fragment, ident)
        if ident is None:
            message = f"nothing is called #{fragment} in {part.path}"
            self._context.warn("SX401", message, link.pos, _HINT)
        link = replace(link, url=f"#{ident or part.ident}")
        silent = quiet or not link.content or (part.path in self._openings and link.url == f"#{part.ident}")
        return link if silent else self._with_number(link)

    def _within(self, link: d.Link, fragment: str, ident: str | None) -> d.Node | tuple[d.Node, ...]:
        """Return a link within the part; one that only another part could answer leads nowhere."""
        if ident:
            return replace(link, url=f"#{ident}")
        if not self._addresses.is_elsewhere(fragment, self._names.path):
            return link
        self._context.warn("SX401", f"nothing is called #{fragment}", link.pos, _HINT)
        return link.content

    @staticmethod
    def _with_number(link: d.Link) -> tuple[d.Node, ...]:
        """Return a link to another part with the number of what it leads to, for readers of paper."""
        number = d.Link(content=(), url=link.url, attr=d.Attr(classes=(CROSS_REFERENCE,)), pos=link.pos)
        return link, d.Str(text=" ("), number, d.Str(text=")")
