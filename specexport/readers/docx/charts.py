"""The values of charts as tables (ECMA-376 part 1, 21.2), from what the file keeps of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.readers.common.characters import readable
from specexport.readers.docx.names import CHART, A

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

_MOST_SERIES, _MOST_POINTS = 40, 400
_CATEGORIES, _VALUES = ("cat", "xVal"), ("val", "yVal")
_POINT_LIMIT = 1_000_000  # numbers of points beyond all that is drawn


class Values(Struct, frozen=True):
    """The values of a chart with a row for each category, and how many are `left_out`, being too many."""

    table: d.Table
    left_out: int


def values(root: _Element) -> Values | None:
    """Return the values of a chart, None where the file keeps none."""
    every = list(root.iter(f"{CHART}ser"))
    points = [_points(one, _VALUES) for one in every]
    if not any(points):
        return None
    series, columns = every[:_MOST_SERIES], points[:_MOST_SERIES]
    names = {key: text for one in reversed(series) for key, text in _points(one, _CATEGORIES).items()}
    places = sorted({*names, *chain.from_iterable(columns)})[:_MOST_POINTS]
    head = ["", *(_name(one) for one in series)]
    rows = [[names.get(at, str(at + 1)), *(column.get(at, "") for column in columns)] for at in places]
    shown = sum(at in column for column in columns for at in places)
    table = d.Table(
        columns=tuple(d.Column() for _ in head),
        head=(_row(head),),
        body=tuple(map(_row, rows)),
        caption=_title(root),
    )
    return Values(table, sum(map(len, points)) - shown)


def _row(texts: Sequence[str]) -> d.Row:
    return d.Row(cells=tuple(d.Cell(content=_para(text)) for text in texts))


def _para(text: str) -> tuple[d.Block, ...]:
    return (d.Para(content=(d.Str(text=text),)),) if text else ()


def _points(series: _Element, kinds: tuple[str, str]) -> dict[int, str]:
    """Return the texts of the first of such data by the places of their points."""
    data = next((one for kind in kinds if (one := series.find(CHART + kind)) is not None), None)
    found: dict[int, str] = {}
    for point in data.iter(f"{CHART}pt") if data is not None else ():
        place, text = str(point.get("idx", "")), _words(point.findtext(f"{CHART}v"))
        if place.isdecimal() and len(place) < 8 and text:
            found.setdefault(min(int(place), _POINT_LIMIT), text)
    return found


def _name(series: _Element) -> str:
    named = series.find(f"{CHART}tx")
    values = (one.text for one in named.iter(f"{CHART}v")) if named is not None else ()
    return next(filter(None, map(_words, values)), "")


def _title(root: _Element) -> tuple[d.Inline, ...]:
    title = root.find(f"{CHART}chart/{CHART}title")
    text = _words("".join(map(str, title.itertext(f"{A}t")))) if title is not None else ""
    return (d.Str(text=text),) if text else ()


def _words(text: str | None) -> str:
    return " ".join(readable(text or "").split())
