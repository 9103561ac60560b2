"""Appendices: which sections are some, their letters, and how a label such as `Appendix A` is said in words.

An appendix is a heading of the class `appendix`, whose `number` is its label; the sections in it are numbered
from the letter of that label. One without a number keeps the words that its author typed.
"""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import APPENDIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALPHABETIC = (
    *("appendix", "appendice", "annexe", "annex", "anhang", "anlage", "anexo", "apéndice", "apêndice"),
    *("allegato", "bijlage", "załącznik", "dodatek", "příloha", "приложение", "додаток", "ek"),
    *("ملحق", "נספח"),
)
_IDEOGRAPHIC = ("付録", "附録", "別紙", "부록", "附录", "附錄")
# What the section is called that holds appendices and nothing else.
_GROUPS = frozenset(
    {
        *("appendices", "appendixes", "annexes", "anhänge", "anlagen", "anexos", "apéndices", "apêndices"),
        *("appendici", "allegati", "bijlagen", "załączniki", "dodatki", "přílohy", "dodatky", "приложения"),
        *("додатки", "ekler", "ملاحق", "נספחים", *_ALPHABETIC, *_IDEOGRAPHIC),
    }
)
# The word, then a letter or number and what parts it from the title, or only what parts the two.
_TYPED = re.compile(
    rf"((?i:{'|'.join(_ALPHABETIC)})(?!\w)|{'|'.join(_IDEOGRAPHIC)})"
    r"(?:\s*(\d{1,2}|[IVX]{2,4}|[^\W\d_])(?:\s*[:.)：．、]\s*|\s+(?:[\u2013\u2014-]\s+)?|$)"
    r"|\s*[:：]\s*|\s*[\u2013\u2014-]\s+)"
)
_MOST = len(ascii_uppercase)


class _Typed(Struct, frozen=True):
    """What the heading of an appendix says: its word, its letter if it has one, and the title after it."""

    word: str
    letter: str
    title: tuple[d.Inline, ...]


def is_label(number: str) -> bool:
    """Return whether the `number` of a heading is the label of an appendix."""
    return number[-2:-1] == " " and number[-1].isalpha()


def is_appendix(header: d.Header) -> bool:
    """Return whether a heading, after `lettered`, is that of an appendix; the class alone makes none."""
    return APPENDIX in header.attr.classes and (is_label(header.number) or says_so(header))


def says_so(header: d.Header) -> bool:
    """Return whether the words of a heading are those of an appendix."""
    return _read(replace(header, attr=d.NO_ATTR), "") is not None


def lettered(blocks: tuple[d.Block, ...], word: str) -> tuple[d.Block, ...]:
    """Return `blocks` with the class `appendix` on every appendix, and with labels where letters are made.

    Appendices are sections of the first rank, and those in a section that is called `Appendices`, whose title
    says so or which have the class; `word` begins the labels of these. Letters that were typed are
    replaced by the same ones. Where they are others, or stand without a title, no appendix has a label.
    """
    found = dict(_found(blocks, word))
    if not found:
        return blocks
    made = _follows(list(found.values()))
    letters = iter(ascii_uppercase)
    out = list(blocks)
    letter = ""
    for at, block in enumerate(blocks):
        if type(block) is not d.Header:
            continue
        if typed := found.get(at):
            letter = next(letters) if made else ""
            out[at] = _labelled(block, typed, letter)
        elif letter:
            out[at] = _without_number(block, letter)
    return tuple(out)


def in_words(header: d.Header) -> d.Header:
    """Return an appendix as a heading that says itself what it is; others as they are."""
    if not is_label(header.number) and not says_so(header):
        return header
    classes = tuple(name for name in header.attr.classes if name != APPENDIX)
    header = replace(header, attr=replace(header.attr, classes=classes))
    if not is_label(header.number):
        return header
    label = d.Str(text=f"{header.number}: ")
    first, rest = header.content[:1], header.content[1:]
    if first and type(first[0]) is d.Str:
        content = (replace(first[0], text=label.text + first[0].text), *rest)
    else:
        content = (label, *header.content)
    return replace(header, number="", content=content)


def _found(blocks: Sequence[d.Block], word: str) -> Iterator[tuple[int, _Typed]]:
    """Yield the places of appendices, and what their headings say."""
    headers = [(at, block) for at, block in enumerate(blocks) if type(block) is d.Header]
    top = min((header.level for _, header in headers), default=0)
    group = 0
    for at, header in headers:
        if header.level == top:
            group = 0
        typed = _read(header, word)
        if typed and header.level in (top, group):
            yield at, typed
        elif header.level == top and walk.plain(header.content).strip(" :").lower() in _GROUPS:
            group = _next_level(headers, at)


def _next_level(headers: Sequence[tuple[int, d.Header]], place: int) -> int:
    return next((header.level for at, header in headers if at > place), 0)


def _read(header: d.Header, word: str) -> _Typed | None:
    """Return what a heading says as an appendix, None if it is not one by its words or class."""
    content = header.content
    first = content[0] if content else None
    match = _TYPED.match(first.text) if type(first) is d.Str else None
    if match and type(first) is d.Str and not (match[2] or "").islower():
        rest = first.text[match.end() :]
        title = (replace(first, text=rest), *content[1:]) if rest else content[1:]
        return _Typed(match[1], match[2] or "", title)
    if APPENDIX not in header.attr.classes:
        return None
    # The label that it was given before, when a document is numbered again.
    before, _, letter = header.number.rpartition(" ")
    return _Typed(before or word, letter, content)


def _follows(found: Sequence[_Typed]) -> bool:
    """Return whether all have titles, and none a letter but the one that it would be given."""
    pairs = zip(found, ascii_uppercase, strict=False)
    return len(found) <= _MOST and all(one.title and one.letter in ("", letter) for one, letter in pairs)


def _labelled(header: d.Header, typed: _Typed, letter: str) -> d.Header:
    classes = (*(name for name in header.attr.classes if name != APPENDIX), APPENDIX)
    attr = replace(header.attr, classes=classes)
    if not letter:
        return replace(header, attr=attr, number="")
    return replace(header, attr=attr, number=f"{typed.word} {letter}", content=typed.title)


def _without_number(header: d.Header, letter: str) -> d.Header:
    """Return a heading in an appendix without the number that its author typed, such as `A.1`."""
    first = header.content[0] if header.content else None
    if type(first) is not d.Str:
        return header
    rest = re.sub(rf"^{letter}(?:\.\d{{1,3}})+[.:)]?\s+(?=\S)", "", first.text)
    return replace(header, content=(replace(first, text=rest), *header.content[1:]))
