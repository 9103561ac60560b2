"""Tags of JSX: where one ends, what its attributes say, and where its element ends."""

from __future__ import annotations

import re

from msgspec import Struct

from specexport.core.patterns import regex

NAME = r"[A-Z][\w.]*"
_OPENING = regex(rf"<({NAME})(?=[\s/>])")
_ATTRIBUTE = regex(r"""([A-Za-z_][\w:-]*)(?:=(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`{}]*)["'`]\s*\}))?""")
# A tag of more characters is none.
_LONGEST = 5_000


class Tag(Struct, frozen=True):
    """An opening tag: its name, its attributes that are text, the offset behind it, and whether it is all."""

    name: str
    attributes: dict[str, str]
    end: int
    closed: bool


def opening(src: str, at: int) -> Tag | None:
    """Return the tag that begins at `at`, None where none does."""
    match = _OPENING.match(src, at)
    end = _end(src, match.end()) if match else None
    if match is None or end is None:
        return None
    inner = src[match.end() : end - 1]
    return Tag(match[1], dict(_attributes(inner)), end, inner.rstrip().endswith("/"))


def _end(src: str, at: int) -> int | None:
    """Return the offset behind the `>` of a tag: quotation marks and braces may hold others."""
    quote, depth = "", 0
    for index in range(at, min(len(src), at + _LONGEST)):
        char = src[index]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`" and (depth or src[index - 1] in "= {"):
            quote = char
        elif char in "{}":
            depth += 1 if char == "{" else -1
        elif char == ">" and depth <= 0:
            return index + 1
    return None


def _attributes(inner: str) -> list[tuple[str, str]]:
    return [(name, one or two or three) for name, one, two, three in _ATTRIBUTE.findall(_without_code(inner))]


def _without_code(inner: str) -> str:
    """Return attributes without expressions, but for those that are text."""
    return re.sub(r"=\{(?!\s*[\"'`][^\"'`{}]*[\"'`]\s*\})(?:[^{}]|\{[^{}]*\})*\}", "", inner)


def closing(src: str, tag: Tag) -> tuple[int, int] | None:
    """Return the offsets at which the end tag of an element begins and ends, None where there is none."""
    if src.find(f"</{tag.name}", tag.end) < 0:
        return None
    depth = 1
    for match in re.compile(rf"<(/?){re.escape(tag.name)}(?=[\s/>])").finditer(src, tag.end):
        start = match.start()
        if match[1]:
            depth -= 1
            if not depth:
                end = src.find(">", start) + 1
                return start, end
        elif not ((inner := opening(src, start)) and inner.closed):
            depth += 1
    return None
