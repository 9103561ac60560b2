"""What is known of the body before it is read: what other places refer to, its words, its width."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.readers.docx import conservation, continued
from specexport.readers.docx.names import W, number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.readers.docx.package import Package

# Where the cursor was last, and where paragraphs are in the source that a file was made from.
_NO_LABELS = regex(r"_GoBack\Z|_sx\d+\Z")
_USUAL_WIDTH = 9026  # twips of text on a page of A4


class Survey(Struct, frozen=True):
    """The names of bookmarks, the ids of comments that end somewhere, the words, and the width in twips."""

    bookmarks: frozenset[str]
    ended: frozenset[str]
    words: Counter[str]
    text_width: int = _USUAL_WIDTH


def of(package: Package) -> Survey:
    """Return what is known of the body of a file."""
    words: Counter[str] = Counter()
    bookmarks: set[str] = set()
    ended: set[str] = set()
    width = _USUAL_WIDTH
    for piece in package.pieces():
        words.update(conservation.of_part(piece))
        bookmarks.update(
            str(one.get(f"{W}name", ""))
            for one in piece.iter(f"{W}bookmarkStart")
            if not continued.is_mark(one)
        )
        ended.update(str(one.get(f"{W}id")) for one in piece.iter(f"{W}commentRangeEnd"))
        if piece.tag == f"{W}sectPr":
            width = _text_width(piece)
    return Survey(
        frozenset(name for name in bookmarks if not _NO_LABELS.match(name)), frozenset(ended), words, width
    )


def _text_width(section: _Element) -> int:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return _USUAL_WIDTH
    width = number(size.get(f"{W}w")) - number(margins.get(f"{W}left")) - number(margins.get(f"{W}right"))
    return width if width > 0 else _USUAL_WIDTH
