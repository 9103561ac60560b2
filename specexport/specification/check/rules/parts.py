"""SX2: tables and labels, compared with the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk
from specexport.specification.check.rules.base import Case, Family, Finding
from specexport.specification.check.rules.structure import ADR
from specexport.specification.forms.form import FormTable, columns
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.pieces import SectionIndex
    from specexport.specification.view import Section, View

FAMILY = Family()
rule = FAMILY.rule


@rule(
    "SX207",
    "missing-table",
    summary="A table that the template has is missing.",
    why="What stands in a table can be compared and collected; prose in its place cannot.",
    template="adr",
    bad=ADR.replace("| Redis | No lock | A minute may be lost |", "").replace(
        "| Option | Advantages | Disadvantages |\n        |--------|------------|---------------|",
        "Only Redis.",
    ),
    good=ADR,
)
def missing_table(case: Case) -> Iterator[Finding]:
    """Find tables of the form that have nothing like them in their section."""
    for section, table in _wanted_tables(case):
        if _best(case.view, section, table) is None:
            names = ", ".join(table.columns)
            yield Finding(section.header.pos, f"the table with the columns {names} is missing", "add it")


@rule(
    "SX208",
    "missing-column",
    summary="A table lacks a column of the template's.",
    why="Each row leaves a question open that the form asks.",
    template="adr",
    bad=ADR.replace(" | Disadvantages", "")
    .replace("|---------------|", "|")
    .replace(" | A minute may be lost", ""),
    good=ADR,
)
def missing_column(case: Case) -> Iterator[Finding]:
    """Find columns of the form that the table nearest to it does not have."""
    for section, table in _wanted_tables(case):
        if (found := _best(case.view, section, table)) is None:
            continue
        have = set(map(key, columns(found)))
        missing = [name for name in table.columns if key(name) not in have]
        if missing:
            names = ", ".join(missing)
            yield Finding(
                found.pos, f"the table lacks the column{'s' * (len(missing) > 1)} {names}", "add it"
            )


@rule(
    "SX209",
    "empty-cell",
    summary="A cell is empty that the template asks to be filled.",
    why="Readers cannot tell whether there is nothing or nobody knows.",
    template="adr",
    bad=ADR.replace("A minute may be lost", " "),
    good=ADR,
)
def empty_cell(case: Case) -> Iterator[Finding]:
    """Find empty cells in the form's columns of the form's tables."""
    for section, table in _wanted_tables(case):
        if (found := _best(case.view, section, table)) is None:
            continue
        heads = columns(found)
        for row in found.body:
            for name, cell in zip(heads, row.cells, strict=False):
                if key(name) in table.keys and not cell.content:
                    pos = cell.pos if cell.pos and cell.pos.column else row.pos
                    yield Finding(pos, f"the cell under {name!r} is empty", "fill it, or write - for nothing")


@rule(
    "SX210",
    "missing-label",
    summary="A labelled line that the template has is missing.",
    why="The form asks a question there, and nobody has answered it.",
    template="adr",
    bad=ADR.replace("- Becomes harder: exact sums\n        ", ""),
    good=ADR,
)
def missing_label(case: Case) -> Iterator[Finding]:
    """Find labels of the form that no line of their section begins with, once it begins with one of them."""
    if not case.form:
        return
    labels: dict[SectionIndex, set[str]] = {}
    for piece in case.view.pieces:
        if piece.label:
            labels.setdefault(piece.section, set()).add(key(piece.label))
    for index, section in enumerate(case.view.sections):
        wanted = case.form.section(section.path)
        have = labels.get(index, set())
        if not wanted or not have.intersection(map(key, wanted.labels)):
            continue
        for label in wanted.labels:
            if key(label) not in have:
                yield Finding(
                    section.header.pos, f"{label!r} is missing in {section.title!r}", f"add a line {label}: …"
                )


@rule(
    "SX211",
    "half-written-table",
    summary="Lines look like a table and are none.",
    why="They are printed as one paragraph full of bars.",
    bad="""
        # Visit Counter

        ## Phases

        | Phase | Duration |
        | Build | 12 days |
        """,
    good="""
        # Visit Counter

        ## Phases

        | Phase | Duration |
        |-------|----------|
        | Build | 12 days |
        """,
)
def half_written_table(case: Case) -> Iterator[Finding]:
    """Find paragraphs whose lines all begin and end with a bar."""
    for node in case.view.nodes:
        if type(node) is not d.Para or not _starts_with_bar(node):
            continue
        own = [line.strip() for line in case.view.source(node.pos)]
        if len(own) > 1 and all(line.startswith("|") and line.endswith("|") for line in own):
            hint = "put a line like |---|---| below the first, with as many columns"
            yield Finding(
                node.pos, "these lines look like a table, but the line below its head is missing", hint
            )


def _starts_with_bar(para: d.Para) -> bool:
    first = para.content[0] if para.content else None
    return type(first) is d.Str and first.text.startswith("|")


def _wanted_tables(case: Case) -> Iterator[tuple[Section, FormTable]]:
    for section in case.view.sections:
        wanted = case.form.section(section.path) if case.form else None
        for table in wanted.tables if wanted else ():
            yield section, table


def _best(view: View, section: Section, wanted: FormTable) -> d.Table | None:
    """The table of `section`, or of what is below it, with the most of the wanted columns, half of
    them at least.
    """
    best, most = None, (len(wanted.columns) - 1) // 2
    for part in view.below(section):
        for table in walk.find(part.blocks, d.Table):
            count = len(set(map(key, columns(table))) & set(wanted.keys))
            if count > most:
                best, most = table, count
    return best
