"""SX52: how requirements are written, after EARS (Easy Approach to Requirements Syntax).

A requirement is what has an id (`FR-001:`), a sentence with SHALL or MUST in a list, and what a heading
`Requirement: …` says first. They are looked for in sections of requirements; everywhere where a rule is
selected by its code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.specification.check.rules.base import Case, Family, Finding
from specexport.specification.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator


FAMILY = Family()
rule = FAMILY.rule

_KINDS = (
    "(?:non )?functional|system|software|user|technical|business|security|performance|quality|added|modified"
    "|product|other|key|detailed"
)
_SECTION = regex(
    rf"(?:{_KINDS})?(?: (?:functional|user|system))? ?requirements?(?: specification)?(?: \d+\b.*)?"
    r"|requirement \w.*|acceptance criteria|constraints and requirements"
)
# Parts of such sections that say something else.
_OTHER = regex(
    r"scenario\b.*|key entities|glossary|notes?|rationale|assumptions|user stor(?:y|ies)\b.*|open questions"
    r"|examples?|dependencies|overview|introduction|background|traceability.*|references|removed requirements"
)
_NAME = r"[A-Z]{1,6}[-_]?(?:[A-Z]{1,6}[-_])?\d{1,5}(?:\.\d+)*"
_ID = regex(rf"\s*(?:\[{_NAME}\]\s*[:.)–—-]?|{_NAME}\s*(?:[:.)–—-]|$))\s*")
_NO_REQUIREMENT = regex(r"\s*\[?(?:SC|US|UJ|T|CHK|AC|TC|TEST|RISK|Q|A|D|SM|AD|ADR|RFC|P)[-_]?\d")
_DUTY = regex(r"\b(?:SHALL|MUST|shall|must)\b")
_CLAUSE = regex(
    r"\s*(?:(?:when|while|if|where|once|after|before|during|upon|on|in case)\b[^,]*,\s*(?:then\s+)?)+", re.I
)
_VAGUE = regex(
    r"\b(?:fast|quick(?:ly)?|rapid(?:ly)?|slow(?:ly)?|eas(?:y|ily)|simple to use|user[- ]friendly"
    r"|intuitive(?:ly)?|seamless(?:ly)?|robust(?:ly)?|scalable|flexible|efficient(?:ly)?|adequate(?:ly)?"
    r"|as (?:appropriate|needed)|if (?:needed|necessary|possible)|where (?:possible|appropriate)"
    r"|when necessary|sufficient(?:ly)?|reasonabl[ey]|optimal(?:ly)?|minimal|performant"
    r"|state[- ]of[- ]the[- ]art"
    r"|modern|timely|in a timely manner|and so on|etc)\b\.?",
    re.I,
)
_EXAMPLES = regex(r"\((?:e\.\s?g\.|i\.\s?e\.|such as|for example)[^()]*\)", re.I)
_FIGURE = regex(
    r"\d|\b(?:one|two|three|four|five|ten|half|twice|zero|no more than|at (?:least|most))\b", re.I
)


class Requirement(Struct, frozen=True):
    """A requirement: the piece that states it, what it says behind its id, and that id."""

    piece: Piece
    text: str
    ident: str


def requirements(case: Case, code: str) -> Iterator[Requirement]:
    """Yield the requirements that a rule looks at; those that are not filled in wait for their author."""
    view = case.view
    if view.meta.lang and not view.meta.lang.lower().startswith("en"):
        return
    everywhere = any(code.startswith(word) for word in (*case.settings.select, *case.settings.extend_select))
    unfilled = {gap.piece for gap in case.gaps}
    section: object = -1
    for index, piece in enumerate(view.pieces):
        if piece.section != section:
            section, path = piece.section, view.path_of(piece.section)
            looked_at = everywhere or _is_of_requirements(path)
        if not looked_at or index in unfilled or piece.kind not in ("item", "para", "cell"):
            continue
        if (found := _requirement(piece, path)) is not None:
            yield found


@lru_cache(1024)
def _is_of_requirements(path: tuple[str, ...]) -> bool:
    return any(map(_SECTION.fullmatch, path)) and not any(map(_OTHER.fullmatch, path))


def _requirement(piece: Piece, path: tuple[str, ...]) -> Requirement | None:
    text = piece.text
    if _NO_REQUIREMENT.match(text):
        return None
    if (match := _ID.match(text)) and len(text[match.end() :].split()) > 2:
        return Requirement(piece, text[match.end() :], match.group().strip(" :.)–—-[]"))
    if piece.kind == "para" and path and path[-1].startswith("requirement ") and not piece.label:
        return Requirement(piece, text, "")
    if piece.kind == "item" and _DUTY.search(text) and not piece.label:
        return Requirement(piece, text, "")
    return None


def _named(found: Requirement) -> str:
    if found.ident:
        return f"requirement {found.ident}"
    words = found.text.split()
    return f"the requirement {' '.join(words[:6])}{' …' if len(words) > 6 else ''}"


@rule(
    "SX520",
    "requirement-without-actor",
    summary="A requirement does not say who has to do it.",
    why="What nobody has to do, nobody does, and no test knows what to look at.",
    bad="""
        # Visit Counter

        ## Requirements

        - **FR-001**: MUST count every visit once.
        - **FR-002**: When a page is closed, SHALL write the sum.
        """,
    good="""
        # Visit Counter

        ## Requirements

        - **FR-001**: The counter MUST count every visit once.
        - **FR-002**: When a page is closed, the counter SHALL write the sum.
        """,
)
def no_actor(case: Case) -> Iterator[Finding]:
    """Find requirements in which nothing stands before SHALL or MUST but the condition, and that no line
    above announces (`The writer:`).
    """
    announced = _announced(case)
    for found in requirements(case, "SX520"):
        duty = _DUTY.search(found.text)
        if id(found.piece) in announced:
            continue
        if duty and not _CLAUSE.sub("", found.text[: duty.start()], count=1).strip(" ,*_"):
            message = f"{_named(found)} names nobody who {duty.group().lower()} do it"
            yield Finding(
                found.piece.pos, message, "begin it with the system or the role: The counter MUST …"
            )


def _announced(case: Case) -> set[int]:
    """The pieces, by identity, before which a line of their section ends in a colon: it says who has to."""
    found: set[int] = set()
    section: object = None
    told = False
    for piece in case.view.pieces:
        told = (told and piece.section == section) or piece.text.endswith(":")
        section = piece.section
        if told:
            found.add(id(piece))
    return found


@rule(
    "SX521",
    "requirement-without-duty",
    summary="A requirement has neither SHALL nor MUST.",
    why="Readers cannot tell what is demanded from what is told, wished or planned.",
    bad="""
        # Visit Counter

        ## Functional Requirements

        - **FR-001**: The counter counts every visit once.
        """,
    good="""
        # Visit Counter

        ## Functional Requirements

        - **FR-001**: The counter MUST count every visit once.
        """,
)
def no_duty(case: Case) -> Iterator[Finding]:
    """Find what has the id or the heading of a requirement, and neither word."""
    headed: set[object] = set()
    for found in requirements(case, "SX521"):
        first = bool(found.ident) or found.piece.section not in headed
        headed.add(found.piece.section)
        if first and not _DUTY.search(found.text):
            message = f"{_named(found)} has neither SHALL nor MUST"
            yield Finding(found.piece.pos, message, "say what has to be so: The counter MUST …")


@rule(
    "SX522",
    "two-requirements-in-one",
    summary="A requirement has SHALL or MUST more than once.",
    why="It is two requirements: one may be met and the other not, and one id stands for both.",
    bad="""
        # Visit Counter

        ## Requirements

        - **FR-001**: The counter MUST count every visit and MUST write sums each minute.
        """,
    good="""
        # Visit Counter

        ## Requirements

        - **FR-001**: The counter MUST count every visit.
        - **FR-002**: The counter MUST write sums each minute.
        """,
)
def two(case: Case) -> Iterator[Finding]:
    """Find requirements with an id, or in a list, that demand twice."""
    for found in requirements(case, "SX522"):
        count = len(_DUTY.findall(found.text))
        if count > 1 and (found.ident or found.piece.kind == "item"):
            message = f"{_named(found)} has SHALL or MUST {count} times"
            yield Finding(found.piece.pos, message, "make each a requirement of its own")


@rule(
    "SX523",
    "vague-requirement",
    summary="A requirement has a vague word and no figure.",
    why="Nobody can test whether it is met: what is fast to one reader is slow to another.",
    bad="""
        # Visit Counter

        ## Requirements

        - **FR-001**: The counter MUST answer fast.
        - **FR-002**: The counter MUST warn the operator as appropriate.
        """,
    good="""
        # Visit Counter

        ## Requirements

        - **FR-001**: The counter MUST answer fast: within 200 ms for 99 % of requests.
        - **FR-002**: The counter MUST warn the operator when a sum is not written.
        """,
)
def vague(case: Case) -> Iterator[Finding]:
    """Find requirements with such a word, in which nothing is counted or measured."""
    for found in requirements(case, "SX523"):
        match = _VAGUE.search(_EXAMPLES.sub("", found.text))
        if match and not _FIGURE.search(found.text):
            message = f"{_named(found)} says {match.group()!r} without a figure"
            yield Finding(found.piece.pos, message, "say how much, how many or how long, or leave it out")
