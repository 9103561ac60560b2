"""What an index says of one specification, as data."""

from __future__ import annotations

from msgspec import Struct


class Risk(Struct, frozen=True):
    """A risk, and the line of the source where it stands."""

    risk: str
    level: str
    impact: str
    mitigation: str
    line: int


class Question(Struct, frozen=True):
    """An open question, and the line of the source where it stands."""

    question: str
    line: int


class Facts(Struct, frozen=True):
    """What an index says of one specification. `complete` is in percent, None where it could not be checked.

    `findings` are the numbers of what `check` finds, by severity.
    """

    title: str
    kind: str = ""
    status: str = ""
    owner: str = ""
    version: str = ""
    created: str = ""
    updated: str = ""
    complete: int | None = None
    findings: dict[str, int] = {}
    risks: tuple[Risk, ...] = ()
    questions: tuple[Question, ...] = ()
