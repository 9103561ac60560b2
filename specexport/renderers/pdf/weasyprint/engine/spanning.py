"""Cells that go over the end of a page: at which rows they have to stand again.

The layout engine goes on with the rows, and leaves the place of a cell from the page before empty. Such a
table is not one that PDF/UA accepts (ISO 14289-1, 7.5), and nobody can tell which group its rows belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from specexport.model import document as d
from specexport.model.walk import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weasyprint import Document as Layout

_UNSEEN = "it was not looked whether cells of several rows go over the end of a page"


class _Placed(NamedTuple):
    """A row that shares cells: does it go on with one, and on which pages is it?"""

    goes_on: bool
    pages: list[int]


def has_groups(document: d.Document) -> bool:
    """Return whether a table has cells of several rows."""
    return any(cell.row_span > 1 for cell in find(document.blocks, d.Cell))


def cuts(lose: Callable[[str], None], layout: Layout, *, every: bool = False) -> frozenset[tuple[int, int]]:
    """Return the rows, each with the number of its table, at which cells of a `layout` have to be divided.

    With `every`, these are all rows of the groups that go over the end of a page. A layout whose boxes cannot
    be looked at has none, and `lose` is told.
    """
    try:
        return frozenset(_cuts(_rows(layout), every))
    except (AttributeError, LookupError, TypeError, ValueError):
        lose(_UNSEEN)
        return frozenset()


def _rows(layout: Layout) -> dict[tuple[int, int], _Placed]:
    """Return the rows that share cells by their table and number."""
    found: dict[tuple[int, int], _Placed] = {}
    for number, page in enumerate(layout.pages):
        pending: list[Any] = [page._page_box]
        while pending:
            box = pending.pop()
            name = box.element.get("data-row") if box.element_tag == "tr" else None
            if name and "Row" in type(box).__name__:
                table, row, goes_on = map(int, name.split("-"))
                placed = found.setdefault((table, row), _Placed(bool(goes_on), []))
                if number not in placed.pages:
                    placed.pages.append(number)
            pending += getattr(box, "children", ())
    return found


def _cuts(rows: dict[tuple[int, int], _Placed], every: bool) -> Iterator[tuple[int, int]]:
    group: list[tuple[int, int]] = []
    for at in sorted(rows):
        if not rows[at].goes_on:
            yield from _of_group(rows, group, every)
            group = []
        group.append(at)
    yield from _of_group(rows, group, every)


def _of_group(
    rows: dict[tuple[int, int], _Placed], group: list[tuple[int, int]], every: bool
) -> Iterator[tuple[int, int]]:
    """Yield the rows of a group that begin a page, and those beside one that goes over its end."""
    pages = {page for at in group for page in rows[at].pages}
    if len(pages) < 2:
        return
    before = rows[group[0]]
    for at in group[1:]:
        row = rows[at]
        if every or row.pages[0] > before.pages[-1] or len(row.pages) > 1 or len(before.pages) > 1:
            yield at
        before = row
