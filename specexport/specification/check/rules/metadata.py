"""SX3: the document information."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.core.settings import STATUSES
from specexport.model import information, walk
from specexport.specification import placeholders
from specexport.specification.check.rules.base import Case, Edit, Family, Finding
from specexport.specification.placeholders import FORM, Place
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import MetaField, Pos

FAMILY = Family()
rule = FAMILY.rule

_GOOD = """
        # Architecture Decision Record: Count Visits in Redis

        | Field | Details |
        |-------|---------|
        | **Status** | Accepted |
        | **Author** | Web team |
        | **Created** | 2026-03-02 |
        | **Last Updated** | 2026-04-01 |

        ## Context

        Pages are counted in the database.
        """
_DATES = frozenset({"created", "updated"})
_ALWAYS = frozenset({"authors", "status", "version", "created", "updated", "reviewers", "approvers", "prd"})
_NUMERIC = regex(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_VAGUE = regex(r"(?:\d{4}(?:-\d\d)?|(?:Q[1-4]|[A-Z][a-z]{2,8}\.?),? \d{4})$")
_ISO = regex(r"\d{4}-\d\d-\d\d")
_TIMED = regex(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?$")
_BLANK = regex(r"[-–—_?.…\s]*$|(?:n/?a|none|unknown|tbd|todo)$", re.I)
_NOT_A_WORD = regex(r"[^\w/&' -]+")


@rule(
    "SX301",
    "missing-field",
    summary="The document information lacks a field of the template.",
    why="Who answers for a document, and how far it has come, is the first thing that readers ask.",
    template="adr",
    bad=_GOOD.replace("| **Author** | Web team |\n        ", ""),
    good=_GOOD,
)
def missing_field(case: Case) -> Iterator[Finding]:
    """Find fields of the form that the specification does not have under any name that means the same."""
    if not case.form:
        return
    have = {_meaning(field.name) for field in case.view.meta.fields}
    for name in case.form.fields:
        if _meaning(name) not in have:
            yield Finding(
                _information(case), f"field {name!r} is missing in the document information", "add it"
            )


def _meaning(name: str) -> str:
    return information.target(name) or key(name)


def _information(case: Case) -> Pos | None:
    known = [field.pos for field in case.view.meta.fields if field.pos]
    headers = case.view.headers
    return known[0] if known else headers[0].pos if headers else None


@rule(
    "SX302",
    "blank-field",
    summary="A field of the document information is left blank.",
    why="A document without an author is nobody's.",
    bad=_GOOD.replace("Web team", " "),
    good=_GOOD,
)
def blank_field(case: Case) -> Iterator[Finding]:
    """Find fields without a value, and authors and states that say nothing."""
    for field in case.view.meta.fields:
        text = walk.plain(field.content)
        meaning = information.target(field.name)
        needed = meaning in ("authors", "status")
        asked = meaning in _ALWAYS or (
            case.form is not None and _meaning(field.name) in map(_meaning, case.form.fields)
        )
        if (asked and not text) or (needed and _BLANK.match(text)):
            yield Finding(_place(field), f"field {field.name!r} is blank", "fill it in, or remove it")


@rule(
    "SX303",
    "unknown-status",
    summary="The status is none that is in use.",
    why="Readers, and the colour of the status on the cover, go by a few known words.",
    template="adr",
    bad=_GOOD.replace("Accepted", "Almost there"),
    good=_GOOD,
)
def unknown_status(case: Case) -> Iterator[Finding]:
    """Find a status that `check.statuses` of the configuration does not have, where there is a form or a
    configuration.
    """
    if (case.form is None or case.form.loose) and case.settings.statuses == STATUSES:
        return
    known = {status.lower() for status in case.settings.statuses}
    for field in case.view.meta.fields:
        if information.target(field.name) != "status" or not (text := walk.plain(field.content)):
            continue
        first = _NOT_A_WORD.split(text)
        words = next((part.strip() for part in first if part.strip()), "").lower()
        if (
            words not in known
            and not any(words.startswith(f"{status} ") for status in known)
            and _readable(field)
        ):
            hint = f"use one of {', '.join(case.settings.statuses[:6])}, … or name it under check.statuses"
            yield Finding(_place(field), f"{text!r} is no known status", hint)


@rule(
    "SX304",
    "no-date",
    summary="A date is none.",
    why="Documents are sorted and compared by their dates.",
    bad=_GOOD.replace("2026-03-02", "last spring"),
    good=_GOOD,
)
def no_date(case: Case) -> Iterator[Finding]:
    """Find dates that name no day of the calendar."""
    for field in _dated(case):
        text = walk.plain(field.content)
        if _day(text) is None and not _VAGUE.match(text):
            said = (
                "can be read in two ways" if _NUMERIC.match(text) and _is_plausible(text) else "is not a date"
            )
            yield Finding(_place(field), f"{text!r} {said}", "write it as 2026-03-02")


@rule(
    "SX305",
    "dates-out-of-order",
    summary="A document was changed before it was created.",
    why="One of the two dates is wrong.",
    bad=_GOOD.replace("2026-04-01", "2025-04-01"),
    good=_GOOD,
)
def dates_out_of_order(case: Case) -> Iterator[Finding]:
    """Compare the day of creation with that of the last change."""
    found = {information.target(field.name): field for field in _dated(case)}
    if len(found) == 2:
        created, updated = (_day(walk.plain(found[name].content)) for name in ("created", "updated"))
        if created and updated and updated < created:
            message = f"last changed on {updated}, before it was created on {created}"
            yield Finding(_place(found["updated"]), message, "correct one of them")


@rule(
    "SX306",
    "date-format",
    summary="A date is not written as ISO 8601 has it.",
    why="The day 03/04/2026 is in March for some and in April for others; 2026-04-03 is the same for all.",
    severity="info",
    fixable=True,
    bad=_GOOD.replace("2026-03-02", "March 2, 2026"),
    good=_GOOD,
)
def date_format(case: Case) -> Iterator[Finding]:
    """Find dates that can be read in one way only, and are written in another form."""
    for field in _dated(case):
        text = walk.plain(field.content)
        day = _day(text)
        if day and not _TIMED.match(text):
            pos = _place(field)
            edits = _replacement(case, pos, text, day.isoformat())
            yield Finding(pos, f"{text!r} is not written as {day.isoformat()}", "--fix does it", edits)


@rule(
    "SX307",
    "no-title",
    summary="The document has no title.",
    why="The name of its file stands on the cover.",
    bad="""
        ## Overview

        The feature counts visits.

        ## Risks

        None.
        """,
    good="""
        # Visit Counter

        ## Overview

        The feature counts visits.
        """,
)
def no_title(case: Case) -> Iterator[Finding]:
    """Find documents whose first heading is no title, and whose front matter has none."""
    title = case.view.meta.title
    if case.view.headers and (not title or title[0].pos is None):
        yield Finding(case.view.headers[0].pos, "the document has no title", "begin it with # Title")


def _dated(case: Case) -> Iterator[MetaField]:
    """Yield the fields that should hold a date and do hold something other than a placeholder."""
    seen: set[str] = set()
    for field in case.view.meta.fields:
        name = information.target(field.name)
        if name in _DATES and name not in seen and walk.plain(field.content) and _readable(field):
            seen.add(name)
            yield field


def _readable(field: MetaField) -> bool:
    """Say whether a field holds no placeholder: those are reported as such."""
    return not any(placeholders.marks(field.content, Place("field", field.name), FORM))


def _is_plausible(text: str) -> bool:
    """Say whether a date in numbers is one if its first number is the month or the day."""
    match = _NUMERIC.match(text)
    return match is not None and 0 < int(match[1]) < 13 and 0 < int(match[2]) < 13


def _day(text: str) -> date | None:
    match = _TIMED.match(text)
    written = match[1] if match else _iso(text)
    if not _ISO.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _iso(text: str) -> str:
    """A date as ISO 8601 where it can be read in one way only; of two numbers one above 12 is the
    day.
    """
    match = _NUMERIC.match(text)
    if not match:
        return information.date_of(text)
    one, two = int(match[1]), int(match[2])
    if (one > 12) == (two > 12) and one != two:
        return text
    return f"{match[3]}-{min(one, two):02}-{max(one, two):02}"


def _place(field: MetaField) -> Pos | None:
    """Where a field's value stands, or the field if it has none."""
    pos = field.content[0].pos if field.content else None
    if pos is None or not pos.column:
        return field.pos
    last = field.content[-1].pos
    return replace(pos, end_column=last.end_column) if last and last.end_line == pos.line else pos


def _replacement(case: Case, pos: Pos | None, old: str, new: str) -> tuple[Edit, ...]:
    """The edit that puts `new` where `old` stands, nothing if the source does not read so there."""
    lines = case.view.source(pos)
    if pos is None or not lines:
        return ()
    start = lines[0].find(old, max(pos.column - 1, 0))
    if start < 0:
        return ()
    return (Edit(pos.line, start + 1, pos.line, start + 1 + len(old), new),)
