"""What is not filled in within one piece of text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PLACEHOLDER
from specexport.specification.placeholders import delimited, runs, words
from specexport.specification.placeholders.usage import FORM, UNKNOWN, Uses
from specexport.specification.placeholders.words import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NO_ADDRESS = regex(r"(?:url|link|path|href|todo|tbd|address|https?://)?$", re.I)
_GUIDE = regex(
    r"(?:describe|explain|list|provide|summari[sz]e|state|say|write|add|insert|fill in|define|identify"
    r"|outline|specify|give|name|replace) "
    r"(?:the|an?|any|all|each|every|how|what|why|whom?|which|when|where|whether|your|here|in|briefly|one|this)"
    r"\b",
    re.I,
)
_PROMPT = regex(
    r"(?:what is the |the )(?:issue|change|problem|decision)\b[^.?]*"
    r"\b(?:motivating|proposing|agreed to)\b[^.?]*[.?]?"
    r"|what becomes (?:easier|more difficult)\b[^.?]*[.?]?",
    re.I,
)
# Nothing is open within a text that has none of these.
_SIGNS = regex(r"\[|\{|<|\?|TB|TODO|FIXME|TKTK|to be |t\.b\.|T\.B\.|\(tb|orem ipsum")
# The kinds of pieces that a form may guide its author in.
_GUIDED = frozenset({"para", "item", "cell"})
# The nodes that may be open themselves, and those that may hold one.
_ASKING = frozenset({d.Link, d.Span, d.Code, *walk.CHILD_FIELDS})


class Place(Struct, frozen=True):
    """Where a text stands: the kind of its piece, what it is of (a label, a field, a column)."""

    kind: str = ""
    name: str = ""
    label: str = ""


NOWHERE = Place()
_SHORT = 40  # letters


class Mark(Struct, frozen=True):
    """Something that is not filled in: how it is written, where, and which stretch of the run it is.

    `escapes` says that its source is longer than its text: some of its signs are escaped, or entities.
    """

    kind: Kind
    text: str
    pos: d.Pos | None
    start: int = 0
    end: int = 0
    escapes: bool = False


def marks(content: tuple[d.Inline, ...], place: Place = NOWHERE, uses: Uses = UNKNOWN) -> Iterator[Mark]:
    """Yield what is not filled in within one piece of text, in order and apart."""
    text = runs.text(content)
    written = _of_text(text, place, uses) if len(text) > _SHORT else _of_short(text, place, uses)
    asking = [one for one in content if type(one) in _ASKING]
    nodes = [*_of_nodes(asking, place)] if asking else []
    found = [*written]
    if place.kind in _GUIDED and _guides(content, text, place):
        found.append(("guide", 0, len(text)))
    if not (found or nodes):
        return
    run, done = runs.run(content), 0
    found = [*((kind, *extent) for node, kind in nodes if (extent := _extent(node, run))), *found]
    for kind, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
        if start >= done:
            text = run.text[start:end].replace(runs.OBJECT, "…").strip()
            yield Mark(kind, text, run.pos(start, end), start, end, run.escapes(start))
            done = end


@lru_cache(4096)
def _of_short(text: str, place: Place, uses: Uses) -> tuple[tuple[Kind, int, int], ...]:
    """Return what is open in a short text: cells and references say the same over and over."""
    return tuple(_of_text(text, place, uses))


def _of_text(text: str, place: Place, uses: Uses) -> Iterator[tuple[Kind, int, int]]:
    at = _value_at(text, place)
    value = text[at:]
    bare = value.strip()
    start = at + value.find(bare) if bare else at
    if kind := words.whole(bare, place.name or place.label, place.kind, uses.form, uses.choices):
        yield kind, start, start + len(bare)
        return
    if not _SIGNS.search(text):
        return
    alone = delimited.is_alone(bare)
    if alone and place.kind in ("title", "field"):  # nobody is called so, and nothing has such a value
        uses = replace(uses, strict=FORM.strict)
    found = list(_moved(delimited.requests(value, alone or place.kind == "title", uses), at))
    if label := text[:at]:
        found = [*delimited.requests(label, delimited.is_alone(label[:-1].strip()), uses), *found]
    yield from found
    taken = [(start, end) for _, start, end in found]
    if place.kind not in ("heading", "head"):
        for kind, start, end in words.within(text):
            if not any(begin < end and start < stop for begin, stop in taken):
                yield kind, start, end


def _moved(found: Iterable[tuple[Kind, int, int]], by: int) -> Iterator[tuple[Kind, int, int]]:
    return ((kind, start + by, end + by) for kind, start, end in found)


def _value_at(text: str, place: Place) -> int:
    """Where the value begins, behind the label."""
    return text.find(":") + 1 if place.label and ":" in text else 0


def _of_nodes(content: Iterable[d.Inline], place: Place) -> Iterator[tuple[d.Node, Kind]]:
    """Yield links that lead nowhere, what a reader has known as a placeholder, and fields that are one in
    code.
    """
    for node in walk.nodes(content):
        kind: Kind | None = None
        if type(node) is d.Link and has_no_address(node.url):
            kind = "address"
        elif type(node) is d.Span and PLACEHOLDER in node.attr.classes:
            kind = "braces" if walk.text(node.content).startswith("{{") else "brackets"
        elif type(node) is d.Code and place.kind == "field" and delimited.is_alone(node.text):
            kind = next(one for one in delimited.DELIMITERS if any(delimited.delimited(node.text, one)))
        if kind:
            yield node, kind


def _extent(node: d.Node, run: runs.Run) -> tuple[int, int] | None:
    inside = {id(one) for one in walk.nodes([node])}
    leaves = [leaf for leaf in run.leaves if id(leaf.node) in inside and leaf.text.strip()]
    return (leaves[0].start, leaves[-1].end) if leaves else None


def _guides(content: tuple[d.Inline, ...], text: str, place: Place) -> bool:
    """Say whether a text stands in emphasis from beginning to end and tells the author what to write, or is
    the question that decisions are begun with.
    """
    whole = len(content) == 1 and type(content[0]) is d.Emph
    prompt = place.kind == "para" and text[:4].lower() in ("the ", "what")
    return bool((whole and _GUIDE.match(text)) or (prompt and _PROMPT.fullmatch(text)))


def has_no_address(url: str) -> bool:
    """Say whether a link leads to nothing but the word that stands for an address."""
    return bool(_NO_ADDRESS.match(url))


def is_unfilled(text: str, uses: Uses = FORM, name: str = "") -> bool:
    """Say whether a text consists of something to be filled in and nothing else."""
    text = text.strip()
    found = [(start, end) for _, start, end in _of_text(text, Place(name=name), uses)]
    return any(start == 0 and end == len(text) for start, end in found)


def waits(text: str, uses: Uses = FORM) -> bool:
    """Say whether anything in a text is not filled in."""
    return any(True for _ in _of_text(text.strip(), Place(), uses))
