"""Numbers that the author typed into headings: `2.1 Scope`, `Section 3: Plan`.

They are numbers of headings only where the headings of the first rank are numbered in order. Otherwise a
number belongs to the words, as in `3 ways to fail`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import appendices
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER = re.compile(
    r"(?:(?:section|chapter)\s+)?(\d{1,3}(?:\.\d{1,3})*)(?:[.)]|\s*[:\u2014\u2013-](?=\s))?(?:\s+(?=\S)|\s*$)",
    re.I,
)
"""A number as it stands before the words of a heading, with what parts it from them."""


def first_numbered(blocks: Iterable[d.Block]) -> d.Header | None:
    """The first heading with a number, None where the author does not number headings."""
    headers = _headers(blocks)
    return next(filter(number, headers), None) if _are_numbered(headers) else None


def unnumbered(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Take the numbers off the headings of `blocks`, if the author numbers headings."""
    if first_numbered(blocks) is None:
        return blocks
    return tuple(_without_number(block) if type(block) is d.Header else block for block in blocks)


def without_title_number(meta: d.Meta, blocks: tuple[d.Block, ...]) -> d.Meta:
    """Take the number off the title, if the sections count on from it: `1. Title`, then `2. Scope`."""
    title = d.Header(level=1, content=meta.title)
    first = first_numbered(blocks)
    if first is None or not _follows(number(first), number(title)):
        return meta
    return replace(meta, title=_without_number(title).content)


def number(header: d.Header) -> str:
    """The number that a heading begins with, without what parts it from the words; empty for none."""
    first = header.content[0] if header.content else None
    match = NUMBER.match(first.text) if type(first) is d.Str else None
    return match[1] if match else ""


def _headers(blocks: Iterable[d.Block]) -> list[d.Header]:
    return [block for block in blocks if type(block) is d.Header]


def _follows(later: str, earlier: str) -> bool:
    return earlier.isdigit() and later.isdigit() and int(later) == int(earlier) + 1


def _are_numbered(headers: list[d.Header]) -> bool:
    """Say whether most headings of the first rank have a number, in rising order.

    Appendices are not asked: they have letters, if anything.
    """
    top = min((header.level for header in headers), default=0)
    peers = [header for header in headers if header.level == top and not appendices.says_so(header)]
    numbers = [int(found.split(".")[0]) for header in peers if (found := number(header))]
    return len(numbers) >= 2 and 2 * len(numbers) > len(peers) and numbers == sorted(numbers)


def _without_number(header: d.Header) -> d.Header:
    """A heading without its number. One that is nothing else keeps it: a heading needs words."""
    if not number(header) or type(first := header.content[0]) is not d.Str:
        return header
    rest = replace(first, text=NUMBER.sub("", first.text, count=1))
    content = (rest, *header.content[1:]) if rest.text else header.content[1:]
    return replace(header, content=content) if content else header
