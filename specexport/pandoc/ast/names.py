"""The names under which a syntax tree carries what pandoc has no place for.

A node that has attributes in pandoc's tree carries it in keys that begin with `sx-`. One that has none
stands alone in a wrapper: a Div or Span of the one class `sx`, with such keys and nothing else. Metadata
carries it in the map `sx`. Keys and classes of an author that look like these are escaped, so that none is
taken for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from specexport.model.classes import CARRIER
from specexport.model.document import NO_ATTR, Attr, Pos

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = [1, 23, 1]
"""The version of pandoc-types whose JSON this is: that of pandoc 3.0 and later."""

PREFIX = "sx-"
_ESCAPE = "sx-x-"

# What JSON decodes to. pandoc's tree has no types of its own here: its shape is checked where it is read.
Raw: TypeAlias = Any
Pairs: TypeAlias = "tuple[tuple[str, str], ...]"

NOTHING: Raw = ["", [], []]
"""An empty `Attr`."""


def attr(given: Attr, carried: Iterable[tuple[str, str]] = ()) -> Raw:
    """Return an `Attr` of the tree, with what it carries after the author's pairs."""
    if given is NO_ATTR and not carried:
        return NOTHING
    pairs = [[_ESCAPE + key if key.startswith(PREFIX) else key, value] for key, value in given.pairs]
    return [given.id, [_escaped(name) for name in given.classes], [*pairs, *map(list, carried)]]


def wrapper(carried: Pairs) -> Raw:
    """Return the `Attr` of a wrapper."""
    return ["", [CARRIER], [list(pair) for pair in carried]]


def is_wrapper(raw: Raw) -> bool:
    """Return whether an `Attr` of the tree is that of a wrapper."""
    identifier, classes, pairs = raw
    return not identifier and classes == [CARRIER] and all(str(key).startswith(PREFIX) for key, _ in pairs)


def taken(raw: Raw) -> tuple[Attr, dict[str, str]]:
    """Return the author's part of an `Attr` of the tree, and what it carries, by the keys without prefix."""
    identifier, classes, pairs = raw
    if not (identifier or classes or pairs):
        return NO_ATTR, {}
    own = tuple((_original(key), value) for key, value in pairs if not _is_carried(key))
    carried = {key[len(PREFIX) :]: value for key, value in pairs if _is_carried(key)}
    if not (identifier or classes or own):
        return NO_ATTR, carried
    return Attr(identifier, tuple(map(_original, classes)), own), carried


def place(pos: Pos) -> str:
    """Return a position in one string."""
    return f"{pos.line},{pos.end_line},{pos.column},{pos.end_column},{pos.path}"


def placed(text: str | None) -> Pos | None:
    """Return the position that `place` wrote, None for anything else."""
    *numbers, path = (text or "").split(",", 4)
    if len(numbers) != 4 or not all(number.isdecimal() and len(number) < 10 for number in numbers):
        return None
    line, end_line, column, end_column = map(int, numbers)
    return Pos(line, end_line, column, end_column, path)


def _is_carried(key: str) -> bool:
    return key.startswith(PREFIX) and not key.startswith(_ESCAPE)


def _escaped(name: str) -> str:
    return _ESCAPE + name if name == CARRIER or name.startswith(_ESCAPE) else name


def _original(name: str) -> str:
    return name.removeprefix(_ESCAPE)
