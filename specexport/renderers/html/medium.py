"""Where a page will be shown: the differences between a screen and paper, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from specexport.core.context import Context
from specexport.model.document import Document, Media
from specexport.model.style import Style
from specexport.renderers.html.markup import SCREEN, Breaks


class Medium(Struct, frozen=True):
    """What the writer of a page has to know of the place where it will be shown.

    `picture` gives the URL at which the bytes of a picture will be found, from its key and its media.
    `text_width` is the width of the text block in points where lines, tables and diagrams are fitted to it, 0
    where the reader's window decides; `wide_width` is that of a page turned on its side. `footnotes_below`
    sets footnotes at the foot of their page. `permalinks` gives every heading a link to itself.
    `page_references` marks references to headings and what has a number. `breaks` tells where
    lines may break. `signature_fields` makes links of places to sign, which become fields.
    `drawings_inside` makes diagrams elements of the page, with
    its fonts and theme. `formulas` gives the markup of a document's formulas, by TeX and whether displayed.
    `line_number` gives the URL of a drawing of a number beside code; without one the style sheet writes it.
    `unrolled` are the numbers of tables that are shown as records, counted from 0 without tables in cells.
    `divided` are rows that a page begins with and that cells from above go on in, which stand there again.
    Each is the number of its table, counted from 0 with all others, and its own, from 0.
    """

    picture: Callable[[str, Media], str]
    text_width: float = 0.0
    wide_width: float = 0.0
    footnotes_below: bool = False
    permalinks: bool = True
    page_references: bool = False
    breaks: Breaks = SCREEN
    signature_fields: bool = False
    drawings_inside: bool = False
    formulas: Callable[[Document, Context], Mapping[tuple[str, bool], str]] = lambda *_: {}
    line_number: Callable[[Style, str], str] = lambda *_: ""
    unrolled: frozenset[int] = frozenset()
    divided: frozenset[tuple[int, int]] = frozenset()

    @property
    def fitted(self) -> bool:
        """Whether what is wide is fitted to a text block of known width."""
        return self.text_width > 0
