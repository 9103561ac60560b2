"""What is still open in the parts of a document: what is marked as to be filled in, and questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.folders.tables import table, text
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CROSS_REFERENCE, PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.words import FolderWords

_OPEN = regex(
    r"(?:open|unresolved|outstanding)\s+(?:questions?|issues?|points?|decisions?|topics?)\b|offene\s+\w+"
    r"|questions?\s+ouvertes|preguntas\s+abiertas",
    re.I,
)


class OpenPoint(Struct, frozen=True):
    """Something open, in words, the id of the heading that it stands below, and where it is written."""

    said: str
    ident: str
    pos: d.Pos | None


def found(blocks: tuple[d.Block, ...]) -> tuple[OpenPoint, ...]:
    """Return what is open in `blocks`, each once below a heading, in reading order."""
    points: dict[tuple[str, str], OpenPoint] = {}
    ident, depth = "", 0
    for block in blocks:
        if type(block) is d.Header:
            ident = block.attr.id
            asks = _OPEN.search(walk.plain(block.content)) is not None
            depth = block.level if asks else (0 if block.level <= depth else depth)
        asked = _questions(block) if depth and type(block) is not d.Header else ()
        for said, pos in (*_marked(block), *asked):
            points.setdefault((said, ident), OpenPoint(said, ident, pos))
    return tuple(points.values())


def of_document(document: d.Document) -> tuple[OpenPoint, ...]:
    """Return what is open in the document of a folder, without the chapter that lists it."""
    made = {one.attr.id for one in document.blocks if type(one) is d.Header and one.pos is None}
    return tuple(one for one in found(document.blocks) if one.ident not in made)


def _marked(block: d.Block) -> Iterator[tuple[str, d.Pos | None]]:
    """Yield what is marked as to be filled in and says what it asks for."""
    for span in walk.find((block,), d.Span):
        if PLACEHOLDER in span.attr.classes and " " in (said := walk.plain((span,))):
            yield said, span.pos or block.pos


def _questions(block: d.Block) -> Iterator[tuple[str, d.Pos | None]]:
    """Yield the items, rows and questions of a block below a heading of open questions."""
    match block:
        case d.BulletList() | d.OrderedList():
            for item in block.items:
                if not item.checked and (said := walk.plain(item.content)):
                    yield said, item.pos or block.pos
        case d.Table():
            for row in block.body:
                cells = [said for cell in row.cells if (said := walk.plain(cell.content))]
                if cells:
                    yield max(cells[:2], key=len), row.pos or block.pos
        case d.Para():
            if (said := walk.plain(block.content)).endswith("?"):
                yield said, block.pos
        case _:
            return


def chapter(points: tuple[OpenPoint, ...], ident: str, words: FolderWords) -> tuple[d.Block, ...]:
    """Return the chapter that lists `points`, nothing where there are none."""
    rows = (((text(one.said, one.pos), _reference(one)), one.pos) for one in points)
    listed = table((words.open_point, words.where), rows)
    if listed is None:
        return ()
    heading = d.Header(level=1, content=(d.Str(text=words.open_points),), attr=d.Attr(ident))
    return heading, listed


def _reference(point: OpenPoint) -> tuple[d.Inline, ...]:
    if not point.ident:
        return ()
    return (
        d.Link(content=(), url=f"#{point.ident}", attr=d.Attr(classes=(CROSS_REFERENCE,)), pos=point.pos),
    )
