"""The page of contents: whether there is one, and how tightly it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model.walk import plain
from specexport.renderers.common.letters import ems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model import document as d
    from specexport.model.style import Style

# Fewer sections are found without a page of contents.
_WORTH_LISTING = 3
_CONTENTS_HEADING = 3.6
# How much of the line, in rem, is not for the words of an entry, for each level.
_CONTENTS_NUMBERS = 3.8


class Tightness(Struct, frozen=True):
    """How contents may be set: the class, the height of a line and the space before a section, in rem.

    The sheet has the same numbers.
    """

    name: str
    line: float
    gap: float


_TIGHTNESS = (
    Tightness("", 1.63, 0.42),
    Tightness("tight", 1.12, 0.16),
    Tightness("tight tighter", 0.98, 0.1),
)


def is_plain(contents: Sequence[d.ContentsEntry], lists: bool) -> bool:
    """Whether a page of contents would be nearly empty."""
    return len(contents) < _WORTH_LISTING and not lists


def tightness(entries: Sequence[d.ContentsEntry], style: Style) -> Tightness:
    """Return how contents are set that fit on one page only if they are set more tightly.

    Those that need more pages in any case are set as others are.
    """
    room = style.page.text_height / style.base.size - _CONTENTS_HEADING
    width = style.page.text_width / style.base.size
    sections = sum(entry.level == 1 for entry in entries)
    lines = sum(_lines(entry, width) for entry in entries)
    return next((one for one in _TIGHTNESS if lines * one.line + sections * one.gap <= room), _TIGHTNESS[0])


def _lines(entry: d.ContentsEntry, width: float) -> int:
    """Return how many lines an entry takes where a line has room for `width` em, its number included."""
    return 1 + int(ems(plain(entry.content)) / (width - _CONTENTS_NUMBERS * entry.level))
