"""Links between the pages of a wiki or vault: `[[page]]` with a section and other words, embeds `![[page]]`.

Where a page is not beside the one that names it, the nearest file of that name is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.slugs import slug
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.readers.markdown.dialects.seam import Blocks, Spot
    from specexport.readers.markdown.includes import SourcePart

EMBED = "embed"
"""The class of a link that stands for what it leads to, until all of the text is read."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff")
_PAGES = (".md", ".markdown", ".mdown")
_LINK = regex(r"\[\[(?!\[)(?P<one>[^\[\]|\n]*)(?:\\?\|(?P<two>[^\[\]\n]*))?\]\]")
_EMBED = regex(r"!\[\[(?P<one>[^\[\]|\n]+)(?:\\?\|(?P<two>[^\[\]\n]*))?\]\]")
_SIZE = regex(r"[ \t]*(\d{1,5})(?:[xX](\d{1,5}))?[ \t]*")
_CONTENTS = frozenset({"_TOC_", "_TOSP_", "TOC", "toc"})


def _page_first(match: re.Match[str], spot: Spot) -> Sequence[d.Inline] | None:
    return _link(match["one"], match["two"], match, spot)


def _text_first(match: re.Match[str], spot: Spot) -> Sequence[d.Inline] | None:
    if match["two"] is None:
        return _link(match["one"], None, match, spot)
    return _link(match["two"], match["one"], match, spot)


def _link(target: str, words: str | None, match: re.Match[str], spot: Spot) -> Sequence[d.Inline] | None:
    """Return the link to what `target` names, or its words where there is no such page."""
    target = target.strip().removesuffix("\\")
    if not target or target in _CONTENTS:
        return None
    pos = spot.pos(match)
    text = d.Str(text=(words or "").strip() or shown(target), pos=pos)
    url = address(target, spot.part)
    if url is None:
        message = f"no page is called {target!r}, the link to it is its text"
        spot.part.context.warn("SX805", message, pos, "correct its name, or allow its folder with --root")
        return (text,)
    return (d.Link(content=(text,), url=url, pos=pos),)


def shown(target: str) -> str:
    """Return what a link to `target` says of itself: the page without its folder, and the section."""
    page, _, section = target.partition("#")
    return " > ".join(filter(None, (page.rpartition("/")[2], *section.removeprefix("^").split("#"))))


def address(target: str, part: SourcePart) -> str | None:
    """Return the URL of a page and section as links of a wiki name them, None where there is no such page."""
    page, mark, section = target.partition("#")
    anchor = fragment(section) if mark else ""
    if not page.strip():
        return anchor
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", page):
        return target
    found = file(page.strip(), part)
    return None if found is None else found + anchor


def fragment(section: str) -> str:
    """Return the end of a URL for a section as it is titled, or for a block with a name (`^name`)."""
    last = section.split("#")[-1].strip()
    return f"#{last[1:] if last.startswith('^') else slug(last)}"


def file(name: str, part: SourcePart) -> str | None:
    """Return the URL of the file or page called `name`, relative to the text that names it."""
    spelt = [name] if name.lower().endswith((*_PAGES, *_PICTURES)) else [f"{name}.md", name]
    spelt += [f"{name.replace(' ', '-')}.md"] if " " in name else []
    for path in spelt:
        for pattern in (path, f"**/{path}"):
            if (found := part.find(quote(pattern, safe="/*"))) is not None:
                return found
    return None


def _embed(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    """Return a picture, or a link that `embedded` replaces by the blocks that it leads to."""
    target, words = match["one"].strip().removesuffix("\\"), (match["two"] or "").strip()
    pos = spot.pos(match)
    if target.partition("#")[0].lower().endswith(_PICTURES):
        return (_picture(target.partition("#")[0], words, pos, spot.part),)
    text = d.Str(text=words or shown(target), pos=pos)
    return (d.Link(content=(text,), url=target, attr=d.Attr(classes=(EMBED,)), pos=pos),)


def _picture(target: str, words: str, pos: d.Pos, part: SourcePart) -> d.Image:
    """Return the picture called `target`; `words` are what it shows, its size, or both with a bar between."""
    parts = [one.strip() for one in words.split("|")] if words else []
    pairs: tuple[tuple[str, str], ...] = ()
    if parts and (size := _SIZE.fullmatch(parts[-1])):
        parts.pop()
        pairs = (("width", size[1]), *((("height", size[2]),) if size[2] else ()))
    alt = " ".join(parts)
    content = (d.Str(text=alt, pos=pos),) if alt else ()
    return d.Image(
        content=content, url=file(target, part) or quote(target), attr=d.Attr(pairs=pairs), pos=pos
    )


def embedded(blocks: Blocks, part: SourcePart) -> Blocks:
    """Return `blocks` with the notes that they embed, and links where a note stands within text."""

    def within(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is not d.Link or EMBED not in node.attr.classes:
            return node
        url = address(node.url, part)
        return node.content if url is None else replace(node, url=url, attr=d.NO_ATTR)

    def whole(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        return _blocks(only, part) if type(node) is d.Para and (only := _only_embed(node)) else node

    if not any(EMBED in link.attr.classes for link in walk.find(blocks, d.Link)):
        return blocks
    return walk.rewrite(walk.rewrite(blocks, whole, d.Para), within, d.Link)


def _only_embed(para: d.Para) -> d.Link | None:
    link = para.content[0] if len(para.content) == 1 else None
    return link if type(link) is d.Link and EMBED in link.attr.classes else None


def _blocks(link: d.Link, part: SourcePart) -> tuple[d.Node, ...]:
    """Return the blocks of the note, section or block that `link` embeds, or a paragraph with its words."""
    page, _, section = link.url.partition("#")
    pos = link.pos or d.Pos(1)
    url = file(page.strip(), part) if page.strip() else None
    if url is None or not url.lower().endswith(_PAGES):
        return (_unembedded(link, url, part),)
    found = part.include(unquote(url), pos)
    if found is None:
        return (_unembedded(link, url, part),)
    chosen = _section(found, section) if section else found
    if chosen is None:
        message = f"{page!r} has no section {section!r}, all of it is embedded"
        part.context.warn("SX805", message, pos, "correct the name of the section")
    return found if chosen is None else chosen


def _unembedded(link: d.Link, url: str | None, part: SourcePart) -> d.Para:
    if url is not None:
        words: tuple[d.Inline, ...] = (d.Link(content=link.content, url=url, pos=link.pos),)
    else:
        words = link.content
        message = f"nothing is called {link.url!r}, its name stands where it is embedded"
        part.context.warn("SX805", message, link.pos, "correct its name, or allow its folder with --root")
    return d.Para(content=words, pos=link.pos)


def _section(blocks: Blocks, name: str) -> Blocks | None:
    """Return the blocks of the section that is titled `name`, or the block that is called so."""
    wanted = fragment(name)[1:]
    for index, block in enumerate(blocks):
        if type(block) is d.Header and slug(walk.text(block.content)) == wanted:
            rest = blocks[index + 1 :]
            end = next(
                (
                    at
                    for at, other in enumerate(rest)
                    if type(other) is d.Header and other.level <= block.level
                ),
                len(rest),
            )
            return (block, *rest[:end])
        if wanted in walk.idents([block]) and name.lstrip().startswith("^"):
            return (block,)
    return None


PAGE_FIRST = (InlineRule("[", _LINK, _page_first), InlineRule("!", _EMBED, _embed))
TEXT_FIRST = (InlineRule("[", _LINK, _text_first), InlineRule("!", _EMBED, _embed))
