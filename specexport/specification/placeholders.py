"""What a form asks an author to fill in, and how it looks while nobody has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["braces", "brackets", "amount", "choice", "number", "address"]

_BRACES = re.compile(r"(?<![$\\{])\{\{\s*[A-Za-z_][\w .\-]{0,60}\}\}(?!\})")
_BRACKETS = re.compile(r"(?<![\w\]!\\)])\[(?P<words>[^\[\]{}|]{1,160})\](?![\[(\w])")
# What stands in brackets in finished texts: citations, numbers, elisions, states of tasks, intervals.
_CITED = re.compile(
    r"(?:[\d\s,.;:–-]+|[xX ]|\.{2,3}|…|sic|[#@^!$&].*|[A-Z][A-Za-z]*[-_.]?\d[\w.\-]*|[A-Z]+ \d[\w.\-]*"
    r"|RFC\b.*|[A-Z]{2,}[A-Z0-9-]*)$"
)
_ASKING = re.compile(
    r"(?:your|insert|e\.\s?g\.|eg,|fill in|enter|specify|describe|placeholder|replace|link to"
    r"|add (?:a|the|your)|name of|list of|brief|short description|description of|todo|tbd)(?:\b|(?<=\.))",
    re.I,
)
_WHOLE = re.compile(
    r"(?:link|links|name|your name|author|authors|date|url|title|team|description|description here|version"
    r"|company|tbd|todo|n|number|value|details|yyyy-mm-dd|dd/mm/yyyy|mm/dd/yyyy)$",
    re.I,
)
_AMOUNT = re.compile(
    r"(?:X{1,3}|N|\?{1,3}|_{1,5})\s*(?:(?:business|working|person)[- ])?"
    r"(?:days?|weeks?|months?|hours?|minutes?|seconds?|sprints?|years?|ms|s|%|GB|MB|TB|rps|users?)$"
)
_SCALE = frozenset(
    {"critical", "high", "medium", "med", "moderate", "low", "none", "minor", "major", "severe"}
)
_NUMBERED = re.compile(r"(?:item|point|bullet|entry|element) \d{1,2}\.?$", re.I)
_NO_ADDRESS = re.compile(r"(?:url|link|path|href|todo|tbd|address|https?://)?$", re.I)
_HAS_LETTER = re.compile(r"[^\W\d_]")


class Mark(Struct, frozen=True):
    """Something that is not filled in: how it is written, and where."""

    kind: Kind
    text: str
    pos: d.Pos | None


def marks(
    content: tuple[d.Inline, ...], value: str, strict: bool, choices: frozenset[str] = frozenset()
) -> Iterator[Mark]:
    """Yield what is not filled in within one piece of text.

    `value` is the piece's text without its label. `strict` means that the text was written from a form, so
    that any words in square brackets are taken for the form's; otherwise they must ask for something.
    `choices` are those that the form leaves to the author.
    """
    whole = value.strip()
    if is_whole(whole, choices):
        yield Mark(_whole_kind(whole), whole, _pos_of(content, whole))
        return
    for node in walk.nodes(content):
        match node:
            case d.Str():
                for kind, start, end in spans(node.text, whole, strict):
                    yield Mark(kind, node.text[start:end], within(node, start, end))
            case d.Link() if has_no_address(node.url):
                yield Mark("address", walk.plain(node.content), node.pos)
            case _:
                pass


def spans(text: str, whole: str, strict: bool) -> list[tuple[Kind, int, int]]:
    """The kind, start and end of what is not filled in within `text`, a run of the piece that reads
    `whole`.
    """
    found: list[tuple[Kind, int, int]] = []
    if "{{" in text:
        found += [("braces", match.start(), match.end()) for match in _BRACES.finditer(text)]
    if "[" in text:
        found += [
            ("brackets", match.start(), match.end())
            for match in _BRACKETS.finditer(text)
            if asks(match["words"], match.group() == whole, strict)
        ]
    return sorted(found, key=lambda span: span[1])


def asks(words: str, alone: bool, strict: bool) -> bool:
    """Say whether `words` in square brackets ask for something; `alone` means that nothing else stands
    there.
    """
    words = words.strip()
    if (_CITED.match(words) and not _WHOLE.match(words)) or not _HAS_LETTER.search(words):
        return False
    return strict or bool(_ASKING.match(words)) or (alone and bool(_WHOLE.match(words)))


def in_code(text: str) -> bool:
    """Say whether a block of code is nothing but one request in square brackets."""
    text = text.strip()
    return (
        text.startswith("[")
        and bool(_BRACKETS.fullmatch(text))
        and asks(text[1:-1], True, True)
        and " " in text
    )


def has_no_address(url: str) -> bool:
    """Say whether a link leads to nothing but the word that stands for an address."""
    return bool(_NO_ADDRESS.match(url))


def is_choice(text: str) -> bool:
    """Say whether `text` reads like a choice that is left to the author: `High/Med/Low`."""
    parts = [part.strip().lower() for part in text.split("/")]
    return len(parts) > 2 and all(part in _SCALE for part in parts)


def is_unfilled(text: str, strict: bool = True) -> bool:
    """Say whether a text consists of something to be filled in and nothing else."""
    text = text.strip()
    return is_whole(text) or any(end - start == len(text) for _, start, end in spans(text, text, strict))


def is_whole(text: str, choices: frozenset[str] = frozenset()) -> bool:
    """Say whether a text is an amount without its number, a sample item, or a choice, and nothing else."""
    return bool(_AMOUNT.match(text) or _NUMBERED.match(text)) or text in choices or is_choice(text)


def _whole_kind(text: str) -> Kind:
    return "amount" if _AMOUNT.match(text) else "number" if _NUMBERED.match(text) else "choice"


def within(node: d.Str, start: int, end: int) -> d.Pos | None:
    """The place of a stretch of a run of text."""
    pos = node.pos
    if pos is None or not pos.column:
        return pos
    return replace(pos, column=pos.column + start, end_column=pos.column + end - 1, end_line=pos.line)


def _pos_of(content: tuple[d.Inline, ...], text: str) -> d.Pos | None:
    for node in walk.find(content, d.Str):
        start = node.text.find(text)
        if start >= 0:
            return within(node, start, start + len(text))
    return content[0].pos if content else None
