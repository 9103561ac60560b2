"""What is known of the body before it is read: what other places refer to, its words, its width."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.readers.docx import continued, counted
from specexport.readers.docx.names import W, number
from specexport.readers.docx.styles import primary

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.readers.docx.package import Package

# Where the cursor was last, and where paragraphs are in the source that a file was made from.
_NO_LABELS = regex(r"_GoBack\Z|_sx\d+\Z")
_USUAL_WIDTH = 9026  # twips of text on a page of A4


class Survey(Struct, frozen=True):
    """The names of bookmarks, the ids of comments that end somewhere, the words, and the width in twips.

    `lang` is the language that most of the words have, where they say so. `has_pages`: Word has said where
    pages began when it showed the file last.
    """

    bookmarks: frozenset[str]
    ended: frozenset[str]
    words: Counter[str]
    text_width: int = _USUAL_WIDTH
    lang: str = ""
    has_pages: bool = False


def of(package: Package) -> Survey:
    """Return what is known of the body of a file."""
    words: Counter[str] = Counter()
    bookmarks: set[str] = set()
    ended: set[str] = set()
    spoken: Counter[str] = Counter()
    has_pages = False
    width = _USUAL_WIDTH
    for piece in package.pieces():
        words.update(counted.of_part(piece))
        bookmarks.update(
            str(one.get(f"{W}name", ""))
            for one in piece.iter(f"{W}bookmarkStart")
            if not continued.is_mark(one)
        )
        ended.update(str(one.get(f"{W}id")) for one in piece.iter(f"{W}commentRangeEnd"))
        has_pages = has_pages or next(piece.iter(f"{W}lastRenderedPageBreak"), None) is not None
        for said in piece.iter(f"{W}lang"):
            spoken[primary(str(said.get(f"{W}val", "")))] += _length(said)
        if piece.tag == f"{W}sectPr":
            width = _text_width(piece)
    names = (name for name in bookmarks if not _NO_LABELS.match(name))
    lang = next((lang for lang, count in spoken.most_common(1) if count > _length_of(words) / 2), "")
    return Survey(frozenset(names), frozenset(ended), words, width, lang, has_pages)


def _length(said: _Element) -> int:
    """Return how many letters are in the run whose language is said."""
    above = said.getparent()
    run = above.getparent() if above is not None else None
    if run is None or run.tag != f"{W}r":
        return 0
    return sum(len((one.text or "").strip()) for one in run.iterchildren(f"{W}t"))


def _length_of(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _text_width(section: _Element) -> int:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return _USUAL_WIDTH
    width = number(size.get(f"{W}w")) - number(margins.get(f"{W}left")) - number(margins.get(f"{W}right"))
    return width if width > 0 else _USUAL_WIDTH
