"""Phases: a table of phases and how long they take gets a small drawing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DIAGRAM, TIMELINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context
    from specexport.graphics.diagrams.draw import Drawing
    from specexport.graphics.diagrams.timeline import Bar

_MOST = 30
# Days, of which a working week has five.
_DAYS = {
    "hour": 1 / 8,
    "day": 1.0,
    "week": 5.0,
    "sprint": 10.0,
    "month": 21.0,
    "quarter": 63.0,
    "year": 250.0,
}
# Columns that say of phases that they need not follow each other.
_ORDERED_OTHERWISE = ("start", "begin", "from", "end", "until", "parallel", "depend", "after")


def run(document: d.Document, context: Context) -> d.Document:
    """Put a drawing below every table of phases that all have a duration, where the style shows it."""
    if not context.style.meanings.timeline:
        return document
    media: dict[str, d.Media] = {}
    said: set[str] = set()

    def is_old(block: d.Para | d.Figure) -> bool:
        """Say whether a block is but the picture of a timeline, from a document that was exported."""
        if isinstance(block, d.Figure):
            return not block.content
        only = block.content[0] if len(block.content) == 1 else None
        return isinstance(only, d.Image) and only.url not in media and walk.plain(only.content) in said

    def visit(table: d.Table) -> d.Node | tuple[d.Node, ...]:
        phases = list(_phases(table)) if _may_have_phases(table) else []
        if not 2 <= len(phases) == len(table.body) <= _MOST:
            return table
        from specexport.graphics.diagrams.timeline import draw

        drawing = draw(phases, context)
        media[drawing.key] = drawing.media
        said.add(drawing.description)
        return table, _figure(drawing, table.pos)

    blocks = walk.rewrite(document.blocks, visit, d.Table)
    if not media:
        return document
    kept = walk.rewrite(blocks, lambda node: () if is_old(node) else node, d.Para, d.Figure)
    return replace(document, blocks=kept, media={**document.media, **media})


def _figure(drawing: Drawing, pos: d.Pos | None) -> d.Figure:
    image = d.Image(content=(d.Str(text=drawing.description, pos=pos),), url=drawing.key, pos=pos)
    content = (d.Para(content=(image,), pos=pos),)
    return d.Figure(content=content, attr=d.Attr(classes=(DIAGRAM, TIMELINE)), pos=pos)


def _may_have_phases(table: d.Table) -> bool:
    """Say whether the heads leave it open that these are phases, before more is asked."""
    heads = walk.plain(table.head).lower()
    return bool(table.body) and any(word in heads for word in ("phase", "milestone", "stage", "step"))


def _phases(table: d.Table) -> Iterator[Bar]:
    """Yield the rows that are a phase with a duration; they follow each other, for nothing else is said."""
    from specexport.graphics.diagrams.timeline import Bar
    from specexport.specification.data.quantities import duration
    from specexport.specification.records import meanings

    names = meanings(table, "phase", "duration")
    heads = walk.plain(table.head).lower()
    if not {"phase", "duration"} <= set(names) or any(word in heads for word in _ORDERED_OTHERWISE):
        return
    for row in table.body:
        cells = dict(zip(names, (walk.plain(cell.content) for cell in row.cells), strict=False))
        found = duration(cells.get("duration", ""))
        if not cells.get("phase") or not found.value or "parallel" in found.text.lower():
            return
        yield Bar(cells["phase"], found.text, _days(float(found.value), found.unit))


def _days(value: float, unit: str) -> float:
    """Return working days; days that are not said to be working ones are, as most are in specifications."""
    return value * _DAYS.get(unit.split()[-1].removesuffix("s"), 1.0)
