"""SX2: sections, compared with the form."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.specification.check.rules.base import Case, Family, Finding
from specexport.specification.forms.form import ANY, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.forms.form import FormSection
    from specexport.specification.pieces import SectionIndex
    from specexport.specification.view import Section, View

FAMILY = Family()
rule = FAMILY.rule

_COMPARED = 1000  # names at most that another is looked for among
_OPTIONAL = regex(r"[(\[]\s*optional", re.I)
ADR = """
        # Architecture Decision Record: Count Visits in Redis

        | Field | Details |
        |-------|---------|
        | **Status** | Accepted |
        | **Author** | Web team |
        | **Created** | 2026-03-02 |

        ## Context
        Pages are counted in the database, which takes a lock for each visit.

        ## Decision
        We will count in Redis and write sums every minute.

        ## Options Considered
        | Option | Advantages | Disadvantages |
        |--------|------------|---------------|
        | Redis | No lock | A minute may be lost |

        ## Consequences
        - Becomes easier: more visits
        - Becomes harder: exact sums
        - To be watched: memory, by the web team
        """


@rule(
    "SX200",
    "no-template",
    summary="The specification fits no template.",
    why="Without a template nothing can be said about missing sections, tables or fields.",
    severity="info",
    bad="""
        # Visit Counter

        ## What it does

        It counts visits.
        """,
    good=ADR,
)
def no_template(case: Case) -> Iterator[Finding]:
    """Say that no form fits well enough."""
    if not case.form and not case.match.problem and case.view.sections:
        message = (
            f"no template fits, the best by {case.match.score:.0%} of its sections: structure is not checked"
        )
        yield Finding(None, message, "name one with `template:` in front matter, or --template")


@rule(
    "SX201",
    "unknown-template",
    summary="The template that is named is not there, or is no template.",
    why="The specification says that it was written from a form, and cannot be compared with it.",
    severity="error",
    bad="""
        ---
        template: no-such-form
        ---
        # Visit Counter

        ## What it does

        It counts visits.
        """,
    good="---\n        template: adr\n        ---" + ADR,
)
def unknown_template(case: Case) -> Iterator[Finding]:
    """Report the form that could not be had."""
    if case.match.problem:
        yield Finding(case.match.pos, case.match.problem, "correct the name, or define it under [templates]")


@rule(
    "SX202",
    "missing-section",
    summary="A section that the template requires is missing.",
    why="What the section would say has not been thought about, or readers cannot tell that it has.",
    template="adr",
    bad=ADR.replace("## Consequences", "## Results so far"),
    good=ADR,
)
def missing_section(case: Case) -> Iterator[Finding]:
    """Find required sections of the form that stand nowhere, the uppermost only."""
    if not case.form:
        return
    present = {case.form.place(section.path) for section in case.view.sections}
    anywhere = {section.key for section in case.view.sections}
    missing: set[tuple[str, ...]] = set()
    for wanted in case.form.required():
        if wanted.path in present or named(wanted.path[-1], anywhere):
            continue
        missing.add(wanted.path)
        if wanted.path[:-1] not in missing:
            near = _asked(wanted.path[-1], anywhere) if len(anywhere) < _COMPARED else ""
            hint = near or "add it, if only to say that it does not apply"
            yield Finding(_place_for(wanted, case), f"section {wanted.title!r} is missing", hint)


def _asked(name: str, names: set[str]) -> str:
    """The question whether the most similar of `names` is meant, empty if none is similar."""
    near = difflib.get_close_matches(name, names, 1, 0.75)
    return f"is it {near[0]!r}?" if near else ""


def _place_for(wanted: FormSection, case: Case) -> d.Pos | None:
    """The heading below which a section would stand, the title if it is one of the first rank."""
    for section in case.view.sections:
        if case.form and case.form.place(section.path) == wanted.path[:-1]:
            return section.header.pos
    return case.view.headers[0].pos if case.view.headers else None


@rule(
    "SX203",
    "empty-section",
    summary="A section has a heading and nothing below it, or the document a title.",
    why="Readers cannot tell whether nothing is to be said or nobody has said it.",
    bad="""
        # Visit Counter

        ## Overview

        The counter counts visits.

        ## Rollback

        ## Risks

        None that we know.
        """,
    good="""
        # Visit Counter

        ## Rollback

        Not needed: the counter is new.

        ## Risks

        None that we know.
        """,
)
def empty_section(case: Case) -> Iterator[Finding]:
    """Find headings followed by one of the same or a higher rank, or by nothing."""
    sections = case.view.sections
    title = case.view.meta.title
    if title and title[0].pos and not sections and not case.view.preamble:
        yield Finding(title[0].pos, "the document has a title and nothing else", "write it")
    parents = {section.parent for section in sections}
    begun = False  # a heading between the title and the first words is a subtitle
    for index, section in enumerate(sections):
        said = any(type(block) is not d.HorizontalRule for block in section.blocks)
        begun = begun or said or index + 1 == len(sections)
        if (
            begun
            and index not in parents
            and section.title
            and not said
            and not _may_be_empty(case.view, section)
        ):
            hint = "write it, or say that it does not apply"
            yield Finding(section.header.pos, f"section {section.title!r} is empty", hint)


def _may_be_empty(view: View, section: Section) -> bool:
    """Say whether a heading is one of several without a line between them, optional, or above footnotes."""
    if _OPTIONAL.search(section.title):
        return True
    if section.line - 1 in view.section_at or section.line + 1 in view.section_at:
        return True
    return any(line.startswith("[^") for line in view.lines[section.line : section.end_line])


@rule(
    "SX204",
    "duplicate-section",
    summary="Two sections in one place have the same heading.",
    why="Readers find one and miss the other, and links lead to the first.",
    bad="""
        # Visit Counter

        ## Risks

        Counts go lost.

        ## Risks

        Memory runs out.
        """,
    good="""
        # Visit Counter

        ## Risks

        ### While counting

        Counts go lost.

        ### While storing

        Memory runs out.
        """,
)
def duplicate_section(case: Case) -> Iterator[Finding]:
    """Find sections with the heading of one before them below the same parent."""
    seen: dict[tuple[SectionIndex, str], Section] = {}
    for section in case.view.sections:
        first = seen.setdefault((section.parent, section.key), section)
        if first is not section and section.key and not _may_repeat(case, section):
            message = f"section {section.title!r} is there already, in line {first.line}"
            yield Finding(
                section.header.pos, message, "put them together, or say in the headings how they differ"
            )


def _may_repeat(case: Case, section: Section) -> bool:
    known = case.form.section(section.path) if case.form else None
    return known is not None and known.repeatable


@rule(
    "SX205",
    "misplaced-section",
    summary="A section of the template stands in another place.",
    why="Whoever knows the form looks for it where the form has it.",
    template="adr",
    bad=ADR.replace("## Consequences", "### Consequences"),
    good=ADR,
)
def misplaced_section(case: Case) -> Iterator[Finding]:
    """Find sections of the form below another parent than the form's, or out of its order."""
    if not case.form:
        return
    view, form = case.view, case.form
    here = {form.place(section.path) for section in view.sections}
    homes = {path[-1]: path for path in reversed(form.sections) if path not in here}
    for section in view.sections:
        home = homes.get(section.key)
        if home and form.place(section.path) is None and form.sections[home].required:
            where = f"below {form.sections[home[:-1]].title!r}" if len(home) > 1 else "of the first rank"
            yield Finding(
                section.header.pos, f"section {section.title!r} is in the template {where}", "move it there"
            )
    if not form.loose:
        yield from _out_of_order(case)


def _out_of_order(case: Case) -> Iterator[Finding]:
    assert case.form is not None
    order = {path: number for number, path in enumerate(case.form.sections)}
    last: dict[SectionIndex, tuple[int, str]] = {}
    for section in case.view.sections:
        place = case.form.place(section.path)
        if place is None or place[-1].endswith(ANY):
            continue
        number = order[place]
        before, title = last.get(section.parent, (0, ""))
        if number < before:
            message = f"section {section.title!r} stands before {title!r} in the template"
            yield Finding(section.header.pos, message, "move it there")
        else:
            last[section.parent] = (number, section.title)


@rule(
    "SX206",
    "unknown-section",
    summary="A section is not in the template.",
    why="That is allowed; it may also be a section of the template under a name that nobody looks for.",
    severity="info",
    default=False,
    template="adr",
    bad=ADR.rstrip() + "\n\n        ## Thanks\n        To everybody.\n        ",
    good=ADR,
)
def unknown_section(case: Case) -> Iterator[Finding]:
    """Find sections that the form does not have."""
    if not case.form:
        return
    names = {path[-1] for path in case.form.sections}
    few = len(case.view.sections) < _COMPARED
    for section in case.view.sections:
        parent = section.path[:-1]
        if (
            section.key not in names
            and not case.form.section(section.path)
            and (not parent or case.form.place(parent))
        ):
            hint = _asked(section.key, names) if few else ""
            yield Finding(section.header.pos, f"section {section.title!r} is not in the template", hint)
