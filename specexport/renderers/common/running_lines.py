"""Running headers and footers: templates over the document's facts, with what is not known left out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a layout knows and the document does not.
LIVE = frozenset({"section", "page", "pages"})
_FIELD = regex(r"\{([\w-]+|field:[^{}]+)\}")
OWN = "field:"
"""What stands before the name of a field of the author's own."""
_SEPARATOR = regex(r"(\s+[·•|–—/]\s+)")


class Live(str):
    """The name of a field that the layout fills in: `section`, `page`, `pages`, or `logo` for the picture."""

    __slots__ = ()


def fill(template: str, values: Mapping[str, str]) -> list[str]:
    """Return the parts of `template` in order: plain text, and a `Live` for what the layout fills in.

    A stretch between separators (`·`, `|`, `–`, `/` with spaces around them) whose fields are all empty is
    left out with its separator, so that `{status} · {version}` of a document without a version is `Draft`. A
    field that nobody knows is empty.
    """
    kept: list[str] = []
    separator = ""
    for index, stretch in enumerate(_SEPARATOR.split(template)):
        if index % 2:
            separator = stretch
        elif parts := _stretch(stretch, values):
            kept += [separator, *parts] if kept else parts
    return _merged(kept)


def _stretch(stretch: str, values: Mapping[str, str]) -> list[str]:
    """Return the parts of one stretch, or nothing when it has fields and all are empty."""
    pieces = _FIELD.split(stretch)
    fields = [Live(name) if name in LIVE else _value(name, values) for name in pieces[1::2]]
    if fields and not any(fields):
        return []
    pairs = zip(pieces[::2], [*fields, ""], strict=True)
    return [part for part in chain.from_iterable(pairs) if part]


def _value(name: str, values: Mapping[str, str]) -> str:
    return values.get(name.casefold() if name.startswith(OWN) else name, "")


def _merged(parts: list[str]) -> list[str]:
    merged: list[str] = []
    for part in parts:
        plain = not isinstance(part, Live)
        if plain and merged and not isinstance(merged[-1], Live):
            merged[-1] += part
        elif part:
            merged.append(part)
    return merged
