"""What changed in a block of code: its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from specexport.compare import sequences
from specexport.model import document as d
from specexport.model.classes import BOX_DIAGRAM, NUMBER_LINES
from specexport.model.listing import DELETED_LINES, INSERTED_LINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.compare.signatures import Signature
    from specexport.compare.words import State

_LEAST_KEPT = 1 / 3
_BY_LINE = frozenset({"highlight", "startFrom", INSERTED_LINES, DELETED_LINES})
"""Pairs about certain lines, which are others when lines of both versions stand together."""


class Line(NamedTuple):
    """A line of code in its colours, and what became of it."""

    state: State
    tokens: tuple[d.Token, ...]


def merged(old: d.CodeBlock, new: d.CodeBlock, sign: Signature) -> d.CodeBlock | None:
    """Return two versions of code as one with the lines of both, None where they have little in common."""
    if not _can_be_merged(old, new):
        return None
    lines = list(_lines(old, new))
    kept = sum(line.state == "kept" for line in lines)
    if 2 * kept < _LEAST_KEPT * (len(lines) + kept):
        return None
    tokens = tuple(_joined(line.tokens for line in lines))
    places = ((DELETED_LINES, _listed(lines, "deleted")), (INSERTED_LINES, _listed(lines, "inserted")))
    pairs = (*new.attr.pairs, *(pair for pair in places if pair[1]), *sign(new.pos, True))
    attr = replace(new.attr, pairs=pairs)
    text = "".join(token.text for token in tokens)
    coloured = bool(old.tokens or new.tokens)
    return replace(new, text=text, attr=attr, tokens=tokens if coloured else ())


def _can_be_merged(old: d.CodeBlock, new: d.CodeBlock) -> bool:
    """Whether lines of both may stand in one block: no drawing, and nothing is said by number of line."""
    named = {name for name, _ in new.attr.pairs}
    return (
        (old.attr.classes, old.attr.pairs) == (new.attr.classes, new.attr.pairs)
        and not named & _BY_LINE
        and not {BOX_DIAGRAM, NUMBER_LINES} & {*new.attr.classes}
    )


def _lines(old: d.CodeBlock, new: d.CodeBlock) -> Iterator[Line]:
    here, there = old.text.split("\n"), new.text.split("\n")
    before, after = _coloured(old), _coloured(new)
    at = other = 0
    for match in (*sequences.matches(here, there), sequences.Match(len(here), len(there))):
        yield from (Line("deleted", tokens) for tokens in before[at : match.old])
        yield from (Line("inserted", tokens) for tokens in after[other : match.new])
        if match.new < len(there):
            yield Line("kept", after[match.new])
        at, other = match.old + 1, match.new + 1


def _coloured(node: d.CodeBlock) -> list[tuple[d.Token, ...]]:
    """Return the tokens of each line, without its end."""
    lines: list[list[d.Token]] = [[]]
    for token in node.tokens or (d.Token("", node.text),):
        first, *more = token.text.split("\n")
        lines[-1].append(d.Token(token.kind, first))
        lines += [[d.Token(token.kind, part)] for part in more]
    return [tuple(token for token in line if token.text) for line in lines]


def _joined(lines: Iterable[tuple[d.Token, ...]]) -> Iterator[d.Token]:
    for number, line in enumerate(lines):
        if number:
            yield d.Token("", "\n")
        yield from line


def _listed(lines: Sequence[Line], state: str) -> str:
    """Return the numbers, from 1, of the lines that are in a state."""
    return spelled(number for number, line in enumerate(lines, 1) if line.state == state)


def spelled(numbers: Iterable[int]) -> str:
    """Return increasing numbers as `2,4-6`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)
