"""How complete a specification is: the share of its places that are filled, by section and in all.

A place is a paragraph, an item, a cell below a table's head, a field or a block of code. A required section
that is missing or empty is one place that is not filled. The whole is the mean of the sections, so that a
long table does not outweigh a missing plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.forms.form import Form
    from specexport.specification.gaps import Gap
    from specexport.specification.view import Piece, View

INFORMATION = "Document Information"


class Part(Struct, frozen=True):
    """One section: how many of its places there are, how many are filled; `line` is 0 where it is missing."""

    title: str
    line: int
    filled: int
    places: int

    @property
    def share(self) -> float:
        """The share that is filled, from 0 to 1."""
        return self.filled / self.places


class Score(Struct, frozen=True):
    """How complete a specification is, section by section; sections that only hold others are not among
    them.
    """

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """The mean of the sections' shares, from 0 to 1."""
        return sum(part.share for part in self.parts) / len(self.parts) if self.parts else 1.0

    @property
    def percent(self) -> int:
        """The total in percent; 100 only when nothing is missing."""
        return (
            100
            if all(part.filled == part.places for part in self.parts)
            else min(99, round(self.total * 100))
        )


def of(view: View, form: Form | None, gaps: list[Gap]) -> Score:
    """Return the score of `view`, given what in it is not filled in."""
    places, filled = _count(view, gaps)
    parts = [part for part in [_information(view, form, filled)] if part]
    parents = {section.parent for section in view.sections}
    for index, section in enumerate(view.sections):
        if places.get(index) or index not in parents:
            count = places.get(index, 0)
            parts.append(Part(section.title, section.line, filled.get(index, 0), max(count, 1)))
    parts += [Part(title, 0, 0, 1) for title in _missing(view, form)]
    return Score(tuple(parts))


def _count(view: View, gaps: list[Gap]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the number of places and of filled places by index of section; -2 stands for the document
    information.
    """
    open_ = {gap.piece for gap in gaps if gap.piece >= 0}
    rows = {gap.pos.line for gap in gaps if gap.code == "SX106" and gap.pos}
    codes = {gap.pos.line for gap in gaps if gap.piece < 0 and gap.pos}
    places: dict[int, int] = {}
    filled: dict[int, int] = {}

    def add(section: int, good: bool) -> None:
        places[section] = places.get(section, 0) + 1
        filled[section] = filled.get(section, 0) + good

    for index, piece in enumerate(view.pieces):
        if _is_place(piece):
            sampled = piece.kind == "cell" and piece.pos is not None and piece.pos.line in rows
            home = -2 if piece.kind in ("title", "field") else piece.section
            add(home, index not in open_ and not sampled and bool(piece.text))
    for section, block in view.codes:
        add(section, not block.pos or block.pos.line not in codes)
    for section, table in view.tables:
        for row in table.body:
            for _ in range(sum(not cell.content for cell in row.cells) if _is_sparse(row) else 0):
                add(section, False)
    for section, blocks in view.by_section():
        if section not in places and any(type(node) is d.Image for node in walk.nodes(blocks)):
            add(section, True)
    return places, filled


def _is_place(piece: Piece) -> bool:
    return piece.kind not in ("heading", "head") and bool(piece.value or piece.kind == "field")


def _is_sparse(row: d.Row) -> bool:
    """Say whether a row is mostly empty: single empty cells have their reasons."""
    return 2 * sum(not cell.content for cell in row.cells) > len(row.cells)


def _information(view: View, form: Form | None, filled: dict[int, int]) -> Part | None:
    from specexport.passes.metadata import fields

    have = {fields.target(field.name) or field.name.lower() for field in view.meta.fields}
    wanted = form.fields if form else ()
    missing = sum((fields.target(name) or name.lower()) not in have for name in wanted)
    count = sum(piece.kind in ("title", "field") for piece in view.pieces) + missing
    return Part(INFORMATION, 1, filled.get(-2, 0), count) if count else None


def _missing(view: View, form: Form | None) -> Iterator[str]:
    present = {section.key for section in view.sections}
    parents = {path[:-1] for path in form.sections} if form else set()
    for wanted in form.required() if form else ():
        if wanted.path[-1] not in present and wanted.path not in parents:
            yield wanted.title
