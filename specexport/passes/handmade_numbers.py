"""Numbers that the author typed into headings: `2.1 Scope`, `Section 3: Plan`, `II. Design`, `第2章 设计`.

They are numbers of headings only where the headings of the first rank are numbered in order. Otherwise a
number belongs to the words, as in `3 ways to fail`. Below the first rank letters, Roman numerals and those of
Chinese are numbers where they count the sections of their section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import appendices, walk
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CALLED = (
    r"(?:(?i:section|chapter|part|kapitel|abschnitt|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdział|глава|раздел"
    r"|secci[óo]n|se[çc][ãa]o|sezione)\s+|§\s*)"
)
# What parts a number from the words, which it needs: a heading that is but a number keeps it.
_PARTED = r"(?:[.)\uff0e\u3001\uff1a]|\s*[:\u2014\u2013-](?=\s))"
_SPACE = r"(?:\s+|(?<=[\uff0e\u3001\uff1a\uff09\u3000]))(?=\S)"
_HAN = "一二三四五六七八九十百〇零两兩"
_CHAPTER = "[章节節条條部篇編编回장절조부편]"
# How headings are numbered. `1` and `1.2` need nothing behind them but a space.
_KINDS: dict[str, re.Pattern[str]] = {
    "decimal": re.compile(rf"{_CALLED}?(\d{{1,3}}(?:\.\d{{1,3}})*){_PARTED}?{_SPACE}", re.I),
    "bracket": re.compile(r"[(\uff08](\d{1,2})[)\uff09]\s*(?=\S)"),
    "chapter": re.compile(
        rf"[第제]\s*(\d{{1,3}}|[{_HAN}]{{1,5}})\s*{_CHAPTER}(?:{_PARTED}\s*|\s+|(?=[^\W\d_]))(?=\S)"
    ),
    "han": re.compile(rf"([{_HAN}]{{1,5}})[\u3001\uff0e.\uff1a:]\s*(?=\S)"),
    "bracket han": re.compile(rf"[(\uff08]([{_HAN}]{{1,5}})[)\uff09]\s*(?=\S)"),
    "roman": re.compile(rf"{_CALLED}?([IVXL]{{1,7}}){_PARTED}{_SPACE}|{_CALLED}([IVXL]{{1,7}}){_SPACE}"),
    "letter": re.compile(rf"([A-Z]){_PARTED}{_SPACE}"),
    "small letter": re.compile(rf"[(\uff08]?([a-z])[)\uff09]{_SPACE}"),
}
# What one of them begins with: most headings and texts do not.
_MAY_BE = regex(
    rf"\d|[(\uff08]|[第제{_HAN}]|{_CALLED}|[IVXL]{{1,7}}{_PARTED}|[A-Z]{_PARTED}|[a-z][)\uff09]", re.I
)
_ROMAN = regex(r"(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50}
_FORMATTED = (d.Strong, d.Emph, d.Span)


def first_numbered(blocks: Iterable[d.Block]) -> d.Header | None:
    """The first heading with a number, None where the author does not number headings."""
    return next((header for header, _ in _numbered(blocks)), None)


def unnumbered(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Take the numbers off the headings of `blocks`, if the author numbers headings."""
    lengths = {id(header): length for header, length in _numbered(blocks)}
    if not lengths:
        return blocks
    return tuple(
        _without(block, length)
        if type(block) is d.Header and (length := lengths.get(id(block), 0))
        else block
        for block in blocks
    )


def without_title_number(meta: d.Meta, blocks: tuple[d.Block, ...]) -> d.Meta:
    """Take the number off the title, if the sections count on from it: `1. Title`, then `2. Scope`."""
    title = d.Header(level=1, content=meta.title)
    first = first_numbered(blocks)
    own, following = _read(title), _read(first) if first else {}
    for kind, (path, length) in own.items():
        if len(path) == 1 and following.get(kind, ((), 0))[0] == (path[0] + 1,):
            return replace(meta, title=_without(title, length).content)
    return meta


def without_number(text: str) -> str:
    """What a heading's text says behind a number, if one stands before it."""
    for pattern in _KINDS.values() if _MAY_BE.match(text) else ():
        if match := pattern.match(text):
            return text[match.end() :]
    return text


def _numbered(blocks: Iterable[d.Block]) -> Iterator[tuple[d.Header, int]]:
    """Yield the headings with a number, and how many characters it and what parts it from the words take."""
    headers = [block for block in blocks if type(block) is d.Header]
    read = {id(header): _read(header) for header in headers}
    top = min((header.level for header in headers), default=0)
    peers = [header for header in headers if header.level == top and not appendices.says_so(header)]
    kind = next((kind for kind in _KINDS if _counts([read[id(one)].get(kind) for one in peers], kind)), "")
    if not kind:
        return
    counted: dict[tuple[int, str], int] = {}
    for header in headers:
        found = read[id(header)]
        counted = {key: count for key, count in counted.items() if key[0] <= header.level}
        if header.level == top:
            found = {kind: found[kind]} if kind in found else {}
        for own, (path, length) in found.items():
            count = counted.get((header.level, own), 0)
            if own in ("decimal", kind) or path == (count + 1,):
                counted[header.level, own] = count + 1
                yield header, length
                break


def _counts(found: list[tuple[tuple[int, ...], int] | None], kind: str) -> bool:
    """Say whether most headings of the first rank have a number of a kind, in rising order."""
    numbers = [one[0][0] for one in found if one]
    if len(numbers) < 2 or 2 * len(numbers) <= len(found):
        return False
    if kind == "decimal":
        return numbers == sorted(numbers)
    return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _read(header: d.Header) -> dict[str, tuple[tuple[int, ...], int]]:
    """Return what number a heading begins with, for each kind that it may be of, and its length."""
    leaf = header.content[0] if header.content else None
    while isinstance(leaf, _FORMATTED) and leaf.content:
        leaf = leaf.content[0]
    if type(leaf) is not d.Str:
        return {}
    text = walk.text(header.content)
    found = {}
    for kind, pattern in _KINDS.items() if _MAY_BE.match(text) else ():
        match = pattern.match(text)
        if match and (path := _path(match[match.lastindex or 1], kind)):
            found[kind] = (path, match.end())
    return found


def _path(number: str, kind: str) -> tuple[int, ...]:
    """Return the figures of a number, none if it is no number after all."""
    if number[0].isdecimal():
        return tuple(map(int, number.split(".")))
    if number[0] in _HAN:
        value = _han(number)
    elif kind == "roman":
        value = _roman(number)
    else:
        value = ord(number.lower()) - ord("a") + 1
    return (value,) if value else ()


def _roman(number: str) -> int:
    if not _ROMAN.fullmatch(number):
        return 0
    figures = [_FIGURES[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))


def _han(number: str) -> int:
    """Return the value of a number below a hundred in Chinese, 0 for others."""
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
    tens, ten, ones = number.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "百" in number:
        return 0
    return (digits[tens] if tens else 1) * 10 * bool(ten) + (digits[ones] if ones else 0)


def _without(header: d.Header, length: int) -> d.Header:
    """A heading without its first characters."""
    content, _ = _cut(header.content, length)
    return replace(header, content=content) if content else header


def _cut(content: tuple[Any, ...], length: int) -> tuple[tuple[Any, ...], int]:
    """Return inlines without the first `length` characters, and how many of these are left to leave out."""
    for index, node in enumerate(content):
        if not length:
            return content[index:], 0
        if type(node) is d.Str:
            rest = node.text[length:]
            length = max(length - len(node.text), 0)
            kept: tuple[Any, ...] = (replace(node, text=rest),) if rest else ()
        else:
            inside, length = _cut(getattr(node, "content", ()), length)
            kept = (replace(node, content=inside),) if inside else ()
        if kept:
            return (*kept, *content[index + 1 :]), 0
    return (), length
