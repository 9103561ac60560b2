"""The title: which heading it is, and what kind of document it says it is."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CENTER
from specexport.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context

_KINDS = regex(
    r"((?:software |high[- ]level |low[- ]level |detailed |system )?"
    r"(?:technical|product|software|functional|business)? ?"
    r"(?:requirements?|design|specification|spec|architecture) ?(?:specification|document|doc|spec)?"
    r"|api specification|architecture decision record|test plan"
    r"|tech spec|prd|trd|rfc|proposal|explainer)\s*[:\u2014\u2013-]\s+",
    re.IGNORECASE,
)
# What a first section is called that is not the title.
_SECTIONS = frozenset(
    {"introduction", "overview", "abstract", "summary", "background", "motivation", "context"}
)


class Title(Struct, frozen=True):
    """The title, empty if no heading is one, the blocks without it, and the name by which links call it."""

    content: tuple[d.Inline, ...]
    blocks: tuple[d.Block, ...]
    id: str = ""


def take(blocks: tuple[d.Block, ...], meta: d.Meta) -> Title:
    """The title in `blocks`: the first heading, if it is alone in its rank or of the first.

    One below the first rank is none where the front matter says another.
    """
    headers = [block for block in blocks if type(block) is d.Header]
    if not headers or not _is_title(headers, meta):
        return Title((), blocks)
    first = headers[0]
    rest = tuple(block for block in blocks if block is not first)
    return Title(first.content, rest, first.attr.id)


def report(blocks: tuple[d.Block, ...], found: Title, meta: d.Meta, context: Context) -> None:
    """Say what was made of a title that is written twice, and of several headings of the first rank."""
    top = [block for block in blocks if type(block) is d.Header and block.level == 1]
    if len(top) > 1:
        what = "the first is the title, the others are" if found.content else "they are"
        message = f"there are {len(top)} headings of the first rank: {what} sections"
        context.inform("SX711", message, top[1].pos, "begin sections with ##")
    given = _given(meta)
    if found.content and given:
        if _folded(given) in _folded(walk.plain(found.content)):
            message, hint = "the title of the front matter is there again as a heading, it is shown once", ""
        else:
            message = f"the title of the front matter is not shown, the heading is the title: {given[:80]}"
            hint = "say it in the heading, or begin sections with ##"
        context.inform("SX715", message, found.content[0].pos, hint)


def split_kind(title: tuple[d.Inline, ...]) -> tuple[str, tuple[d.Inline, ...]]:
    """The kind that a title begins with (`Technical Specification: `), and the title proper."""
    first = title[0]
    if type(first) is not d.Str or not (match := _KINDS.match(first.text)):
        return "", title
    rest = first.text[match.end() :]
    content = (replace(first, text=rest), *title[1:]) if rest else title[1:]
    return (match[1].strip(), content) if content else ("", title)


def from_name(name: str) -> tuple[d.Inline, ...]:
    """A title made of a file's name."""
    words = PurePath(name).stem.replace("_", " ").replace("-", " ").strip()
    return (d.Str(text=words),) if words else ()


def without_centering(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with headings taken out of divisions that only centre them."""
    return tuple(part for block in blocks for part in _uncentered(block))


def _uncentered(block: d.Block) -> Iterator[d.Block]:
    if (
        type(block) is not d.Div
        or CENTER not in block.attr.classes
        or not any(type(child) is d.Header for child in block.content)
    ):
        yield block
    else:
        for child in block.content:
            yield child if type(child) is d.Header else replace(block, content=(child,))


def _is_title(headers: list[d.Header], meta: d.Meta) -> bool:
    first = headers[0]
    if not first.content:
        return False
    words, given = walk.plain(first.content), _given(meta)
    fits = not given or _alike(given, words)
    if sum(header.level <= first.level for header in headers) == 1:
        return first.level == 1 or (len(headers) > 1 and fits)
    return first.level == 1 and words.lower() not in _SECTIONS and fits


def _given(meta: d.Meta) -> str:
    """Return the title of the front matter, on one line."""
    content = next((field.content for field in meta.fields if field.name.lower() == "title"), ())
    return " ".join(walk.plain(content).split())


def _alike(one: str, other: str) -> bool:
    one, other = _folded(one), _folded(other)
    return one in other or other in one


def _folded(text: str) -> str:
    return slug(text) or text
