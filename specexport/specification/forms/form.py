"""A blank form as a schema: the sections, tables, labels and samples that specifications written from it
should have.

Nothing but the form itself says so. A section is required unless `<!-- optional -->` follows its heading, may
occur several times with `<!-- repeatable -->`, and may have any name when its heading is a placeholder. What
hangs on an optional section is optional too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.model.listing import language
from specexport.specification import placeholders
from specexport.specification.codenames import names_in
from specexport.specification.view import View, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.specification.pieces import Piece, SectionIndex

ANY = "*"
"""The key of a section that may have any name."""

_MARK = re.compile(r"<!--\s*(optional|repeatable)(?:\s*[,;]\s*(optional|repeatable))?\s*-->", re.I)
_CHOICE = re.compile(r"[A-Z][\w ]*(?:/[A-Z][\w ]*)+")
_SAMPLE_LABEL = re.compile(r"\d+$")


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

    def section(self, path: tuple[str, ...]) -> FormSection | None:
        """The section that a specification's section at `path` is, None if the form has none such."""
        return self.sections.get(path) or self.sections.get((*path[:-1], ANY))

    def required(self) -> Iterator[FormSection]:
        """Yield the sections that may not be missing."""
        return (section for section in self.sections.values() if section.required)


def of(name: str, view: View) -> Form:
    """The form that `view`, a blank document, is."""
    pieces = [piece for piece in view.pieces if piece.kind not in ("title", "heading")]
    return Form(
        name=name,
        kind=view.meta.kind,
        fields=tuple(field.name for field in view.meta.fields if key(field.name) != "template"),
        sections=_sections(view),
        items=frozenset(_samples(pieces)),
        rows=frozenset(row for _, table in view.tables for row in _rows(table)),
        guidance=frozenset(piece.text for piece in pieces if is_guidance(piece)),
        choices=frozenset(text for piece in pieces if _offers(text := piece.value, piece)),
        code=tuple(filter(None, (names_in(block) for _, block in view.codes))),
    )


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
        if (
            piece.kind == "item"
            and piece.value
            and not any(placeholders.marks(piece.content, piece.value, True))
        ):
            yield piece.text


def _offers(text: str, piece: Piece) -> bool:
    return piece.kind in ("cell", "item", "field") and bool(_CHOICE.fullmatch(text))


def _sections(view: View) -> dict[tuple[str, ...], FormSection]:
    found: dict[tuple[str, ...], FormSection] = {}
    optional: set[SectionIndex] = set()
    free: dict[tuple[str, ...], tuple[str, ...]] = {}
    for index, section in enumerate(view.sections):
        marks = _marks(view, index)
        if "optional" in marks or section.parent in optional:
            optional.add(index)
        parent = view.path_of(section.parent)
        parent = free.get(parent, parent)
        unnamed = placeholders.is_unfilled(section.title)
        path = (*parent, ANY if unnamed else section.key)
        free[section.path] = path
        found.setdefault(
            path, _section(view, index, path, marks, required=index not in optional and not unnamed)
        )
    return found


def _section(view: View, index: int, path: tuple[str, ...], marks: set[str], required: bool) -> FormSection:
    pieces = [piece for piece in view.pieces if piece.section == index]
    tables = [FormTable(columns(table)) for place, table in view.tables if place == index and table.head]
    labels = [piece.label for piece in pieces if piece.label and not _SAMPLE_LABEL.search(piece.label)]
    languages = [said for place, block in view.codes if place == index and (said := language(block.attr))]
    return FormSection(
        title=view.sections[index].title,
        path=path,
        required=required,
        repeatable="repeatable" in marks or path[-1] == ANY,
        guided=any(is_guidance(piece) for piece in pieces),
        tables=tuple(tables),
        labels=tuple(dict.fromkeys(labels)),
        languages=tuple(languages),
    )


def _marks(view: View, index: int) -> set[str]:
    """What comments between a heading and the next one say of its section."""
    sections = view.sections
    first = sections[index].line
    last = sections[index + 1].line - 1 if index + 1 < len(sections) else len(view.lines)
    text = "\n".join(view.lines[first - 1 : last])
    return {word.lower() for match in _MARK.finditer(text) for word in match.groups() if word}
