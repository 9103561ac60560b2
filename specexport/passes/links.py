"""Links: anchors lead to headings that exist, and no link leads anywhere unsafe."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from specexport.core.diagnostics import SpecExportError
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CROSS_REFERENCE
from specexport.model.slugs import slug
from specexport.passes import fragments, references
from specexport.passes.handmade_signs import is_contents_anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context
    from specexport.model.walk import AnyNode

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_LOOKING = 2_000_000  # characters compared in all, of names that lead nowhere with those that lead somewhere
# What servers and programs support at least (RFC 9110, 4.1); a PDF repeats it on every line of a link.
_LONGEST = 8_000  # characters
_SHORTER, _OTHERS = "shorten it", "use https, http, mailto, tel, ftp or a relative path"
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SHARE = regex(r"[/\\]{2}")
_CONTROL = regex("[\x00-\x20\x7f-\x9f\ufffd]|%(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff]|EF%BF%BD)")


def run(document: d.Document, context: Context) -> d.Document:
    """Resolve `#anchors` and `/paths`, and turn links that lead nowhere safe into their text.

    A link to a file stays relative to the source, whatever is made of that file; one to a file that is not
    there is reported.
    """
    labels = cache(lambda: references.Labels(document, context))
    if references.has_names(document.blocks, context):
        document = replace(document, blocks=references.linked(document.blocks, labels(), context))
    targets = _Targets(document, context, labels)

    def visit(node: d.Link) -> d.Node | tuple[d.Node, ...]:
        if why := unsafe(node.url):
            message = f"link to {_short(node.url)} is left out: {why}"
            context.warn("SX721", message, node.pos, _SHORTER if len(node.url) > _LONGEST else _OTHERS)
            return node.content
        own, mark, fragment = node.url.partition("#")
        if mark and (not own or targets.is_self(own)):
            return targets.anchor(node, fragment)
        return node if not own or _SCHEME.match(own) else _to_file(node, context)

    def linked(content: tuple[AnyNode, ...]) -> tuple[AnyNode, ...]:
        return walk.rewrite(content, visit, d.Link)

    return replace(document, blocks=linked(document.blocks), meta=_meta(document.meta, linked))


def _meta(meta: d.Meta, linked: Callable[[tuple[d.Inline, ...]], tuple[d.Inline, ...]]) -> d.Meta:
    """Return `meta` with what `linked` makes of its parts, each looked at once."""
    made = {id(field.content): linked(field.content) for field in meta.fields}
    fields = tuple(replace(field, content=made[id(field.content)]) for field in meta.fields)
    prd = made[id(meta.prd)] if id(meta.prd) in made else linked(meta.prd)
    return replace(meta, fields=fields, prd=prd, title=linked(meta.title))


class _Targets:
    """What can be linked to within the document: by identifier, whatever its letter case, and by title."""

    def __init__(
        self, document: d.Document, context: Context, labels: Callable[[], references.Labels]
    ) -> None:
        self._context = context
        self._labels = labels
        self._looked = 0
        self._name = PurePath(context.source_name).name
        top = document.meta.id
        names = (top, *walk.idents(document.blocks))
        self._ids = {name: name for name in names if name}
        self._folded = {name.lower(): name for name in reversed(self._ids)}
        title = walk.text(document.meta.title)
        for name in (slug(title), slug(f"{document.meta.kind}: {title}")):
            self._folded.setdefault(name, top)

    def is_self(self, url: str) -> bool:
        """Say whether a path is that of the document."""
        return unquote(url).removeprefix("./") == self._name

    def anchor(self, link: d.Link, fragment: str) -> d.Node | tuple[d.Node, ...]:
        """Return `link` leading to what `fragment` calls, or its text if there is no such thing."""
        name = unquote(fragment)
        target = self._ids.get(name, self._folded.get(name.lower()))
        if target:
            return self._said(link if link.url == f"#{target}" else replace(link, url=f"#{target}"))
        if target is None and not is_contents_anchor(name.lower()):
            self._context.warn("SX401", f"nothing is called #{name}", link.pos, self._nearest(name.lower()))
        return link.content

    def _said(self, link: d.Link) -> d.Link:
        """Return a link with the number of its target where it says none; one that says another is told."""
        if not link.content or CROSS_REFERENCE in link.attr.classes:
            label = self._labels().of(link.url[1:])
            words = (d.Str(text=label.words, pos=link.pos),) if label else link.content
            words = words or (d.Str(text=link.url[1:], pos=link.pos),)
            return replace(link, content=words, attr=replace(link.attr, classes=()))
        only = link.content[0]
        if len(link.content) == 1 and type(only) is d.Str and references.is_typed(only.text):
            label = self._labels().of(link.url[1:])
            if label and self._labels().differs(label, only.text):
                message = f"the reference says {only.text}, and what it leads to is {label.words}"
                self._context.warn(
                    "SX408", message, link.pos, f"write [](#{link.url[1:]}), which counts itself"
                )
        return link

    def _nearest(self, name: str) -> str:
        """The remedy for a name that nothing has: the one most like it, while looking is cheap."""
        from difflib import get_close_matches

        self._looked += len(name) * len(self._folded)
        near = get_close_matches(name, self._folded, 1, 0.7) if self._looked < _LOOKING else []
        return f"did you mean #{self._folded[near[0]]}?" if near else "name a heading as GitHub would"


def _to_file(link: d.Link, context: Context) -> d.Link:
    """Return `link` relative to the source; report it when it leads to no file."""
    url = context.resources.find(link.url) if link.url[0] != "?" else link.url
    if url is None:
        context.warn("SX402", f"there is no file {_short(link.url)}", link.pos, "correct the path")
        return link
    _look_for_heading(link, context)
    return link if url == link.url else replace(link, url=url)


def _look_for_heading(link: d.Link, context: Context) -> None:
    """Report a link to a heading that the other file does not have."""
    path, fragment = fragments.asked(link.url)
    if not path:
        return
    try:
        data = context.resources.read(path)
    except SpecExportError:  # it lies where nothing is read
        return
    names = fragments.names_in(data, PurePath(unquote(path)).name, context)
    if names is not None and not fragments.has(names, fragment) and not is_contents_anchor(fragment.lower()):
        message = f"nothing is called #{fragment} in {_short(unquote(path))}"
        context.warn("SX401", message, link.pos, "name a heading there as GitHub would")


def unsafe(url: str) -> str:
    """Why a document should not lead to `url`, or nothing when it may."""
    if len(url) > _LONGEST:
        return f"it has more than {_LONGEST:,} characters"
    if _CONTROL.search(url):
        return "it holds control characters"
    if _SHARE.match(unquote(url)):
        return "it names a computer without saying how to reach it"
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return f"{scheme[1].lower()}: links are not safe"
    return ""


def _short(url: str) -> str:
    return repr(url if len(url) <= 60 else url[:57] + "…")
