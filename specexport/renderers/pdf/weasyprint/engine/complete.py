"""Whether all letters of a page are on its paper, each once.

The layout engine loses rows and heads of tables that it cannot divide well. Every box names the element that
it was made from, so what is missing can be told exactly; looking costs less than a hundredth of a layout.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.renderers.pdf.weasyprint import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint import HTML
    from weasyprint import Document as Layout

# What line breaking puts in, takes out, or collapses.
_UNCOUNTED = re.compile("[\\s\u00ad\u200b\u2060\ufeff\u2010-]+")
# Letters that capitals have more of, such as ß, are no repetition.
_MORE, _FEW = 1.2, 8
# What stands on every page of a table, or is drawn.
_REPEATED = frozenset(("thead",))
_DRAWN = frozenset(("svg", "math", "script", "style"))
_UNSEEN = "it was not looked whether all of the text is on the pages"


class _Text(Struct, frozen=True):
    """The own text of an element, in which table outside cells, and whether it stands on several pages."""

    element: Any
    table: int | None
    text: str
    repeated: bool

    def differs(self, there: int) -> bool:
        """Whether `there` are not as many letters as the text has."""
        wanted = len(_UNCOUNTED.sub("", self.text))
        return there < wanted or (not self.repeated and there > wanted * _MORE + _FEW)


class MissingText(Struct, frozen=True):
    """Text that is not on paper as it should: in which table outside cells, if in one, and how it begins."""

    table: int | None
    text: str


def gaps(
    lose: Callable[[str], None], page: HTML, layout: Layout, sheets: Sequence[Any] = ()
) -> list[MissingText]:
    """Return what of the main part of `page` is missing in its `layout`, or there twice.

    `sheets` are the style sheets that it was laid out with, beside its own. A layout whose boxes cannot be
    looked at has no gaps, and `lose` is told.
    """
    try:
        return _gaps(page, layout, sheets)
    except (AttributeError, LookupError, TypeError, ValueError):
        lose(_UNSEEN)
        return []


def _gaps(page: HTML, layout: Layout, sheets: Sequence[Any]) -> list[MissingText]:
    main = page.etree_element.find(".//main")
    if main is None:
        return []
    there = _letters(layout)
    found = [text for text in _texts(main) if text.differs(there[text.element])]
    hidden = _hidden(page, main, layout, sheets) if found else set()
    return [MissingText(text.table, text.text.strip()) for text in found if text.element not in hidden]


def _texts(main: Element) -> Iterator[_Text]:
    """Yield the texts below `main`, outer ones first."""
    pending: list[tuple[Element, int | None, bool]] = [(main, None, False)]
    while pending:
        element, table, repeated = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _DRAWN:
            continue
        number = element.get("data-table")
        table = int(number) if number else table
        repeated = repeated or element.tag in _REPEATED
        text = (element.text or "") + "".join([child.tail or "" for child in element])
        if text and not text.isspace():
            yield _Text(element, table, text, repeated)
        pending += [(child, table, repeated) for child in reversed(element)]


def _letters(layout: Layout) -> Counter[Element]:
    """Return how many letters of every element there are on all pages."""
    found: Counter[Element] = Counter()
    pending: list[Any] = [page._page_box for page in layout.pages]
    while pending:
        box = pending.pop()
        text = getattr(box, "text", None)
        if text and box.element is not None:
            found[box.element] += len(_UNCOUNTED.sub("", text))
        pending += getattr(box, "children", ())
    return found


def _hidden(page: HTML, main: Element, layout: Layout, sheets: Sequence[Any]) -> set[Element]:
    """Return the elements that a style sheet does not show."""
    from weasyprint.css.counters import CounterStyle

    weasyprint = engine.load()
    options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": [*sheets]}
    context = weasyprint.Document._build_layout_context(page, layout.font_config, CounterStyle(), {}, options)
    hidden: set[Element] = set()
    for element in main.iter():
        style = context.style_for(element)
        if element in hidden or (style is not None and style["display"] == ("none",)):
            hidden.update((element, *element))
    return hidden
