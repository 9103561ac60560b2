"""How complete a specification is: the share of its places that are filled, by section and in all.

A place is a paragraph, an item, a cell below a table's head, a field or a block of code. A required section
that is missing or empty is one place that is not filled, and so is a document that has but a title. The whole
is the mean of the sections, so that a long table does not outweigh a missing plan.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.specification.forms import published
from specexport.specification.forms.form import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.forms.form import Form
    from specexport.specification.gaps import Gap
    from specexport.specification.pieces import Piece, SectionIndex
    from specexport.specification.view import View

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


_IN_INFORMATION: Literal["information"] = "information"
_Home: TypeAlias = "SectionIndex | Literal['information']"


class _Place(NamedTuple):
    """A place to be filled: the section, or the document information, that it is in, and whether it is."""

    home: _Home
    filled: bool


def of(view: View, form: Form | None, gaps: list[Gap]) -> Score:
    """The score of `view`, given what in it is not filled in."""
    known = _Published(view, gaps)
    found = [*_pieces(view, form, gaps, known), *_codes(view, form, gaps), *_empty_cells(view)]
    found += [_Place(gap.section, False) for gap in gaps if gap.code == "SX112" and gap.text == "list item"]
    found += _pictures(view, {place.home for place in found} | known.sections)
    if (form is None or form.loose) and (known.alone or _is_blank(view, gaps, found)):
        found = [place for place in found if not place.filled]
    places = Counter(place.home for place in found)
    filled = Counter(place.home for place in found if place.filled)
    if filled[_IN_INFORMATION] and filled.total() == filled[_IN_INFORMATION]:
        filled[_IN_INFORMATION] -= _named(view, gaps)  # a title alone is no beginning
    information = _information(view, form, filled[_IN_INFORMATION])
    parts = [information] if information else []
    parents = {section.parent for section in view.sections}
    for index, section in enumerate(view.sections):
        if places[index] or index not in parents:
            parts.append(Part(section.title, section.line, filled[index], max(places[index], 1)))
    if not view.sections and view.meta.title:
        parts.append(Part(walk.plain(view.meta.title), 1, filled[None], max(places[None], 1)))
    parts += [Part(title, 0, 0, 1) for title in _missing(view, form)]
    return Score(tuple(parts))


def _pieces(view: View, form: Form | None, gaps: list[Gap], known: _Published) -> Iterator[_Place]:
    """Yield a place for each piece of text: it is filled if it says something that is not the form's own.

    What the form says itself in every specification is no place, nor what a published form says.
    """
    own = form.texts if form else frozenset()
    unfilled = {gap.piece for gap in gaps}
    samples = {gap.pos.line for gap in gaps if gap.code == "SX106" and gap.pos}
    for index, piece in enumerate(view.pieces):
        if _is_place(piece) and (
            not _is_said(piece) or index in unfilled or not (piece.text in own or index in known.pieces)
        ):
            sampled = piece.kind == "cell" and piece.pos is not None and piece.pos.line in samples
            home: _Home = piece.section if _is_said(piece) else _IN_INFORMATION
            yield _Place(home, index not in unfilled and not sampled and bool(piece.text))


def _is_blank(view: View, gaps: list[Gap], found: list[_Place]) -> bool:
    """Say whether a document is a form that nobody has begun to fill in: what it says then is the form's own,
    of which nothing is known where the form is not, or only its sections.

    Its title waits, which authors write first, or calls it a template, and something in half of its sections
    waits, too.
    """
    titles = {index for index, piece in enumerate(view.pieces) if piece.kind == "title"}
    is_template = walk.plain(view.meta.title).casefold().endswith("template")
    if not is_template and titles.isdisjoint(gap.piece for gap in gaps):
        return False
    homes = {place.home for place in found} - {_IN_INFORMATION}
    return 2 * len({place.home for place in found if not place.filled} & homes) >= len(homes) > 0


class _Published:
    """What in a document a published form says: what is its own, and words of anybody's in the same sections.

    `alone` says that this is most of the document, and that nobody has said more than a word or two.
    """

    def __init__(self, view: View, gaps: list[Gap]) -> None:
        said = [index for index, piece in enumerate(view.pieces) if _is_place(piece) and _is_said(piece)]
        known = [index for index in said if published.has(view.pieces[index].text)]
        own = {index for index in known if published.is_own(view.pieces[index].text)}
        self.sections: set[_Home] = {view.pieces[index].section for index in own}
        self.pieces = own | {index for index in known if view.pieces[index].section in self.sections}
        answered = set(said) - self.pieces - {gap.piece for gap in gaps}
        self.alone = 2 * len(self.pieces) > len(said) and not any(
            published.is_own(view.pieces[index].text) for index in answered
        )


def _is_said(piece: Piece) -> bool:
    return piece.kind not in ("title", "field")


def _named(view: View, gaps: list[Gap]) -> int:
    """Return the number of titles, one or none, that are filled in."""
    unfilled = {gap.piece for gap in gaps}
    return sum(
        piece.kind == "title" and bool(piece.text) and index not in unfilled
        for index, piece in enumerate(view.pieces)
    )


def _codes(view: View, form: Form | None, gaps: list[Gap]) -> Iterator[_Place]:
    unfilled = {gap.pos.line for gap in gaps if gap.piece is None and gap.pos}
    own = form.listings if form else frozenset()
    for section, block in view.codes:
        if block.text.strip() in own and not (block.pos and block.pos.line in unfilled):
            continue
        yield _Place(section, not block.pos or block.pos.line not in unfilled)


def _empty_cells(view: View) -> Iterator[_Place]:
    """Yield a place for each empty cell of a row that is mostly empty: single ones have their reasons."""
    for section, table in view.tables:
        for row in table.body:
            empty = sum(not cell.content for cell in row.cells)
            if 2 * empty > len(row.cells):
                yield from [_Place(section, False)] * empty


def _pictures(view: View, told: set[_Home]) -> Iterator[_Place]:
    """Yield a place for each section beside those that are `told` of already, if it has a picture."""
    for section, blocks in view.by_section():
        if section not in told and any(type(node) is d.Image for node in walk.nodes(blocks)):
            yield _Place(section, True)


def _is_place(piece: Piece) -> bool:
    return piece.kind not in ("heading", "head") and bool(piece.value or piece.kind == "field")


def _information(view: View, form: Form | None, filled: int) -> Part | None:
    from specexport.model import information

    have = {information.target(field.name) or field.name.lower() for field in view.meta.fields}
    wanted = form.fields if form else ()
    missing = sum((information.target(name) or name.lower()) not in have for name in wanted)
    count = sum(piece.kind in ("title", "field") for piece in view.pieces) + missing
    return Part(INFORMATION, 1, filled, count) if count else None


def _missing(view: View, form: Form | None) -> Iterator[str]:
    present = {section.key for section in view.sections}
    parents = {path[:-1] for path in form.sections} if form else set()
    for wanted in form.required() if form else ():
        if not named(wanted.path[-1], present) and wanted.path not in parents:
            yield wanted.title
