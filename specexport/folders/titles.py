"""What a document made of a folder is called, and its chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

# `Implementation Plan: Photo albums`: the kind of part, and what all of them are about.
_KIND = regex(r"(?P<kind>[^:\u2013\u2014]{2,60}?)(?:\s*[:\uff1a]\s+|\s+[\u2013\u2014-]\s+)(?=\S)")
_NUMBER = regex(r"(?:ADR|DR|Decision)?[-_ #]*(\d{1,8})(?:[.:)]|\s*[\u2013\u2014:-])?\s+(?=\S)", re.I)
_LEADING = regex(r"\d{2,}[-_. ]+")
_CAPITALS = frozenset({"api", "adr", "adrs", "sso", "mfa", "ui", "ux", "sql", "http", "rfc", "prd"})


def humane(name: str) -> str:
    """Return the name of a file or folder as a title: `001-photo-albums` is `Photo albums`."""
    words = (_LEADING.sub("", name, count=1) or name).replace("_", " ").replace("-", " ").split()
    words = [word.upper() if word.lower() in _CAPITALS else word for word in words]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def split(title: tuple[d.Inline, ...]) -> tuple[tuple[d.Inline, ...], str]:
    """Return a title that begins with a kind (`Tasks: Albums`) as that, and in words what it is about."""
    first = title[0] if title else None
    match = _KIND.match(first.text) if type(first) is d.Str else None
    if match is None or type(first) is not d.Str:
        return (), ""
    about = walk.plain((d.Str(text=first.text[match.end() :]), *title[1:]))
    return (d.Str(text=match["kind"], pos=first.pos),), about


def common(titles: Sequence[tuple[d.Inline, ...]]) -> str:
    """Return what most of several titles are about behind the kinds that they begin with, empty for nothing.

    Two have to agree, and none of those that begin with a kind may be about something else.
    """
    said = [about for kind, about in map(split, titles) if kind]
    folded = {about.casefold() for about in said}
    return said[0] if len(said) > 1 and len(folded) == 1 else ""


def numbered(title: tuple[d.Inline, ...], number: str) -> tuple[d.Inline, ...]:
    """Return the title of a decision with its number, as it has it itself or else as its file has."""
    first = title[0] if title else None
    if type(first) is not d.Str:
        return (d.Str(text=f"ADR {number}: "), *title)
    match = _NUMBER.match(first.text)
    rest = first.text[match.end() :] if match and int(match[1]) == int(number) else first.text
    return (d.Str(text=f"ADR {number}: {rest}", pos=first.pos), *title[1:])
