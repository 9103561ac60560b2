"""A blank form as a schema: the sections, tables, labels and samples that specifications written from it
should have.

Nothing but the form itself says so. A section is required unless a comment or its heading calls it optional
(`forms.duties`), may occur several times where that is said or its heading counts (`User Story 1`), and may
have any name, or any behind its first words, where its heading is a placeholder or goes on with one. What
hangs on an optional section is optional too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.listing import language
from specexport.specification import placeholders
from specexport.specification.codenames import names_in
from specexport.specification.forms.duties import of_sections
from specexport.specification.placeholders import FORM
from specexport.specification.placeholders.delimited import Delimiter
from specexport.specification.view import View, bare, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.specification.pieces import Piece, SectionIndex

ANY = "*"
"""The key of a section that may have any name."""

_CHOICE = regex(r"[A-Z][\w ]*(?:/[A-Z][\w ]*)+")
_SAMPLE_LABEL = regex(r"\d+$")
_COUNTED = regex(r"(?P<before>[^\W\d_].*?)\s+(?:\d{1,3}|[NX#]|\[\w+\])(?=\W|$)")


class FormTable(Struct, frozen=True):
    """A table of the form: its columns as written."""

    columns: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns in the form by which they are compared."""
        return tuple(map(key, self.columns))


class FormSection(Struct, frozen=True):
    """What one section of the form asks for."""

    title: str
    path: tuple[str, ...]
    required: bool
    repeatable: bool
    guided: bool
    tables: tuple[FormTable, ...] = ()
    labels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Form(Struct, frozen=True):
    """A form: its sections by path in its order, the fields of its document information, and its sample
    texts.

    `texts` are all that it says itself, `listings` its code. `requests` are its words between delimiters,
    folded to lower case, and `asked` the delimiters that it asks with, by section and kind of piece. `loose`
    says that the order of its sections does not matter.
    """

    name: str
    kind: str
    fields: tuple[str, ...]
    sections: dict[tuple[str, ...], FormSection]
    items: frozenset[str]
    rows: frozenset[tuple[str, ...]]
    guidance: frozenset[str]
    choices: frozenset[str]
    code: tuple[frozenset[str], ...]
    texts: frozenset[str] = frozenset()
    listings: frozenset[str] = frozenset()
    requests: frozenset[str] = frozenset()
    asked: dict[tuple[tuple[str, ...], str], frozenset[Delimiter]] = {}
    loose: bool = False

    def place(self, path: tuple[str, ...]) -> tuple[str, ...] | None:
        """The path in the form of a specification's section at `path`, None if the form has none such."""
        found: tuple[str, ...] = ()
        for name in path:
            names = (name, *_wider(name), ANY)
            there = next((one for one in names if (*found, one) in self.sections), None)
            if there is None:
                return None
            found = (*found, there)
        return found if path else None

    def section(self, path: tuple[str, ...]) -> FormSection | None:
        """The section that a specification's section at `path` is, None if the form has none such."""
        place = self.place(path)
        return self.sections[place] if place else None

    def required(self) -> Iterator[FormSection]:
        """Yield the sections that may not be missing."""
        return (section for section in self.sections.values() if section.required)

    def waits(self, path: tuple[str, ...], kind: str) -> frozenset[Delimiter]:
        """The delimiters with which the form asks in pieces of that kind, in the section at `path`."""
        place = self.place(path) if path else ()
        return self.asked.get((place, kind), frozenset()) if place is not None else frozenset()


def _wider(name: str) -> Iterator[str]:
    """Yield the names of sections that stand for `name` and others that begin with its first words."""
    words = name.split()
    for count in range(len(words), 0, -1):
        yield f"{' '.join(words[:count])} {ANY}"


def named(wanted: str, keys: Iterable[str]) -> bool:
    """Say whether one of `keys` is called as the form's section with the key `wanted` is."""
    if not wanted.endswith(ANY):
        return wanted in keys
    before = wanted.removesuffix(ANY).strip()
    return any(one == before or one.startswith(f"{before} ") for one in keys)


def of(name: str, view: View) -> Form:
    """The form that `view`, a blank document, is."""
    pieces = [piece for piece in view.pieces if piece.kind not in ("title", "heading")]
    sections, places = _sections(view)
    found = [(piece, list(placeholders.marks(piece.content, piece.place, FORM))) for piece in view.pieces]
    asked: dict[tuple[tuple[str, ...], str], frozenset[Delimiter]] = {}
    for piece, marks in found:
        home = (() if piece.section is None else places[piece.section], piece.kind)
        used = {kind for mark in marks if (kind := _DELIMITERS.get(mark.kind))}
        asked[home] = asked.get(home, frozenset()) | used
    plain = not any(
        marks
        for piece, marks in found
        if piece.kind in ("para", "item", "cell") and piece.section is not None
    )
    return Form(
        name=name,
        kind=view.meta.kind,
        fields=tuple(field.name for field in view.meta.fields if key(field.name) != "template"),
        sections=sections,
        items=frozenset(_samples(pieces)),
        rows=frozenset(row for _, table in view.tables for row in _rows(table)),
        guidance=frozenset(
            piece.text for piece in pieces if is_guidance(piece) or (plain and _is_sentence(piece))
        ),
        choices=frozenset(text for piece in pieces if _offers(text := piece.value, piece)),
        code=tuple(filter(None, (names_in(block) for _, block in view.codes))),
        texts=frozenset(piece.text for piece, marks in found if piece.text and not marks),
        requests=frozenset(
            _words(mark.text) for _, marks in found for mark in marks if mark.kind in _DELIMITERS
        ),
        listings=frozenset(block.text.strip() for _, block in view.codes),
        asked=asked,
    )


_DELIMITERS: dict[str, Delimiter] = {"brackets": "brackets", "braces": "braces", "angles": "angles"}


def _words(request: str) -> str:
    return " ".join(request.strip("[]{}<> ").split()).casefold()


def _is_sentence(piece: Piece) -> bool:
    return piece.kind == "para" and piece.section is not None and len(piece.text.split()) > 3


def is_guidance(piece: Piece) -> bool:
    """Say whether a piece is a paragraph that stands in emphasis from beginning to end."""
    return piece.kind == "para" and len(piece.content) == 1 and type(piece.content[0]) is d.Emph


def row_texts(row: d.Row) -> tuple[str, ...]:
    """The words of a row's cells."""
    return tuple(walk.plain(cell.content) for cell in row.cells)


def columns(table: d.Table) -> tuple[str, ...]:
    """The words of a table's header row."""
    return row_texts(table.head[0]) if table.head else ()


def answers(row: d.Row) -> tuple[str, ...]:
    """The words of a row's cells, nothing for those that wait to be filled in."""
    return tuple(
        "" if placeholders.is_unfilled(text) or _CHOICE.fullmatch(text) else text for text in row_texts(row)
    )


def _rows(table: d.Table) -> Iterator[tuple[str, ...]]:
    return (texts for texts in map(answers, table.body) if any(texts))


def _samples(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the list items that are examples: what they say is neither a request nor a label alone."""
    for piece in pieces:
        marks = placeholders.marks(piece.content, piece.place, FORM)
        if piece.kind == "item" and piece.value and not any(mark.kind != "number" for mark in marks):
            yield piece.text


def _offers(text: str, piece: Piece) -> bool:
    return piece.kind in ("cell", "item", "field") and bool(_CHOICE.fullmatch(text))


def _sections(view: View) -> tuple[dict[tuple[str, ...], FormSection], dict[int, tuple[str, ...]]]:
    """The sections of the form by path, and the path of every heading by its index."""
    found: dict[tuple[str, ...], FormSection] = {}
    places: dict[int, tuple[str, ...]] = {}
    duties = of_sections(view)
    optional: set[SectionIndex] = set()
    for index, section in enumerate(view.sections):
        if "optional" in duties[index] or section.parent in optional:
            optional.add(index)
        parent = () if section.parent is None else places[section.parent]
        path = (*parent, _name(view, index))
        places[index] = path
        required = index not in optional and path[-1] != ANY
        found.setdefault(path, _section(view, index, path, duties[index], required))
    return found, places


def _name(view: View, index: int) -> str:
    """The name of a section: its key, or as much of it as all sections have that it stands for."""
    title = bare(view.sections[index].title)
    if placeholders.is_unfilled(title):
        return ANY
    begins = re.split(r"[\[{<]", title, maxsplit=1)[0] if placeholders.waits(title) else ""
    if begins and not re.search(r"[^\W\d]", begins):
        return ANY
    if title.endswith(":") or begins.strip().endswith(":"):
        return f"{key(begins or title)} {ANY}"
    counted = _COUNTED.match(title)
    if counted and (placeholders.waits(title) or _has_siblings(view, index, counted["before"])):
        return f"{key(counted['before'])} {ANY}"
    if not begins:
        return view.sections[index].key
    return f"{key(begins)} {ANY}"


def _has_siblings(view: View, index: int, before: str) -> bool:
    sections = view.sections
    return any(
        number != index and section.parent == sections[index].parent
        for number, section in enumerate(sections)
        if (match := _COUNTED.match(section.title)) and match["before"] == before
    )


def _section(view: View, index: int, path: tuple[str, ...], marks: set[str], required: bool) -> FormSection:
    pieces = [piece for piece in view.pieces if piece.section == index]
    tables = [FormTable(columns(table)) for place, table in view.tables if place == index and table.head]
    labels = [piece.label for piece in pieces if piece.label and not _SAMPLE_LABEL.search(piece.label)]
    languages = [said for place, block in view.codes if place == index and (said := language(block.attr))]
    return FormSection(
        title=bare(view.sections[index].title),
        path=path,
        required=required,
        repeatable="repeatable" in marks or path[-1].endswith(ANY),
        guided=any(is_guidance(piece) for piece in pieces),
        tables=tuple(tables),
        labels=tuple(dict.fromkeys(labels)),
        languages=tuple(languages),
    )
