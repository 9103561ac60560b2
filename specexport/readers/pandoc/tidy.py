"""A syntax tree from a file of somebody else's: made safe to read before anything looks at it.

Characters that no document may hold are replaced, attributes by which this program carries things of its own
are taken away, and the places in the source that pandoc knows of (`sourcepos`) become such attributes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.characters import clean
from specexport.model.classes import CARRIER
from specexport.model.document import Pos
from specexport.pandoc.ast.names import PREFIX, Raw, place

if TYPE_CHECKING:
    from re import Match

# Where lines may end within words, in files that programs made, this one too. In the scripts of Southeast
# Asia the same characters stand between words.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_BREAKS = regex(f"\u00ad|(?<![{_SPACELESS}])\u200b|\u200b(?![{_SPACELESS}])")
# The range of a node in djot's and CommonMark's readers: `file@3:1-4:0`.
_RANGE = regex(r"(?:[^@;]*@)?(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})(?:;.*)?", re.DOTALL)


def tidied(raw: Raw) -> Raw:
    """Return a syntax tree, or a part of one, as `specexport.pandoc.ast` may read it."""
    match raw:
        case str():
            return _BREAKS.sub("", clean(raw))
        case [str(), [*_], [*_]] if _is_attr(raw):
            return _attr(raw)
        case list():
            return [tidied(part) for part in raw]
        case dict():
            return {key: tidied(part) for key, part in raw.items()}
        case _:
            return raw


def _is_attr(raw: Raw) -> bool:
    pairs = raw[2]
    return all(isinstance(name, str) for name in raw[1]) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in pairs
    )


def _attr(raw: Raw) -> Raw:
    identifier, classes, pairs = (tidied(part) for part in raw[:1]), raw[1], raw[2]
    given = dict(map(tuple, pairs))
    kept = [
        [tidied(key), tidied(value)]
        for key, value in pairs
        if not key.startswith(PREFIX) and key not in ("data-pos", "wrapper")
    ]
    names = [tidied(name) for name in classes if name != CARRIER]
    if found := _RANGE.fullmatch(given.get("data-pos", "")):
        if "wrapper" in given:
            names = [CARRIER]
        kept.append([f"{PREFIX}pos", place(_pos(found))])
    return [*identifier, names, kept]


def _pos(found: Match[str]) -> Pos:
    line, column, end_line, end_column = map(int, found.groups())
    # A range that ends before the first column of a line ends with the line before.
    return Pos(line, end_line - (end_column == 0 and end_line > line), column, end_column)
