"""Footnotes within text, `^[a note]`, as pandoc, Quarto and Obsidian have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Spot

_NOTE = regex(r"\^\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){1,2000})\]", re.DOTALL)


def _note(match: re.Match[str], spot: Spot) -> tuple[d.Note, ...]:
    pos = spot.pos(match)
    return (d.Note(content=(d.Para(content=spot.read(match, 1), pos=pos),), pos=pos),)


INLINE_NOTE = InlineRule("^", _NOTE, _note)
