"""What a specification says, as typed facts. Whatever it does not say is absent; `line` is where it says it.

The JSON form of `Facts` is described by `docs/facts.schema.json`, which is made from these types.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

VERSION = 1
"""The version of the form; it grows when a member changes its meaning or goes."""


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the specification says, and the line of its source where it does (from 1)."""

    line: int = 0


class Text(Fact, frozen=True):
    """A statement in words."""

    text: str


class Labelled(Fact, frozen=True):
    """A statement with its label: `Retention: 90 days`."""

    label: str
    text: str = ""


class Linked(Fact, frozen=True):
    """Words that may be a link."""

    text: str
    url: str = ""


class Field(Fact, frozen=True):
    """A field of the document information."""

    name: str
    text: str = ""
    url: str = ""


class Information(Fact, frozen=True):
    """The document information; dates are ISO 8601 where they could be understood."""

    title: str = ""
    kind: str = ""
    status: str = ""
    version: str = ""
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    created: str = ""
    updated: str = ""
    classification: str = ""
    prd: Linked | None = None
    fields: tuple[Field, ...] = ()


class Scope(Fact, frozen=True):
    """What is in scope and what is not."""

    included: tuple[Text, ...] = ()
    excluded: tuple[Text, ...] = ()


class Component(Fact, frozen=True):
    """A part of the system."""

    name: str
    responsibility: str = ""
    technology: str = ""


class Column(Fact, frozen=True):
    """A column of a table of the database, `type` as written."""

    name: str
    type: str = ""
    nullable: bool = True
    primary_key: bool = False
    unique: bool = False
    default: str = ""
    references: str = ""


class Model(Fact, frozen=True):
    """A table of the database; `primary_key` are the columns of the key, wherever it is declared."""

    name: str
    columns: tuple[Column, ...] = ()
    primary_key: tuple[str, ...] = ()


class Step(Fact, frozen=True):
    """A step of a procedure, with its number."""

    number: int
    text: str


class Endpoint(Fact, frozen=True):
    """An endpoint: `path` as written, `request` and `response` in words."""

    method: str
    path: str
    description: str = ""
    request: str = ""
    response: str = ""


class Example(Fact, frozen=True):
    """An example of a message. `endpoint` is `METHOD path` where the specification says which one it
    belongs to.

    `value` is what its JSON says, absent where it is no JSON or does not parse; `status` is that of a
    response.
    """

    role: Literal["request", "response", "unknown"]
    text: str
    endpoint: str = ""
    status: int = 0
    value: Any = None


class Threat(Fact, frozen=True):
    """A threat and what is done about it."""

    threat: str
    mitigation: str = ""


class Security(Fact, frozen=True):
    """Security: how callers are known, what they may do, and what threatens."""

    method: Text | None = None
    permissions: Text | None = None
    statements: tuple[Labelled, ...] = ()
    threats: tuple[Threat, ...] = ()


class Quantity(Struct, frozen=True, omit_defaults=True):
    """A figure: `6 million entries a day` has the value 6000000, the unit `entries`, and is `per` day."""

    value: float
    unit: str = ""
    per: str = ""


class Load(Fact, frozen=True):
    """A figure of the expected load: the words, and the figures in them in their order."""

    label: str
    text: str
    figures: tuple[Quantity, ...] = ()


class Threshold(Struct, frozen=True, omit_defaults=True):
    """When a metric alerts: `comparison` is one of < <= > >= = !=, `during` how long it must hold.

    Only `text` is there where the words could not be read so.
    """

    text: str
    comparison: str = ""
    limit: Quantity | None = None
    during: Quantity | None = None


class Metric(Fact, frozen=True):
    """A metric that is watched."""

    name: str
    threshold: Threshold | None = None
    dashboard: Linked | None = None


class Dependency(Fact, frozen=True):
    """A service or library that the system needs."""

    name: str
    kind: Literal["service", "library"]
    version: str = ""
    purpose: str = ""


class Duration(Struct, frozen=True, omit_defaults=True):
    """How long something takes; `value` and `unit` are absent where the words say no single figure."""

    text: str
    value: float | None = None
    unit: str = ""


class Phase(Fact, frozen=True):
    """A phase of the work."""

    name: str
    duration: Duration | None = None
    deliverables: str = ""


class Risk(Fact, frozen=True):
    """A risk. `level` is `high`, `medium` or `low`, where its impact says so."""

    risk: str
    impact: str = ""
    level: str = ""
    mitigation: str = ""


class Alternative(Fact, frozen=True):
    """Something that was considered and not chosen."""

    name: str
    text: str = ""


class Facts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a specification says."""

    version: int
    document: Information
    template: str = ""
    scope: Scope | None = None
    components: tuple[Component, ...] = ()
    models: tuple[Model, ...] = ()
    data_flow: tuple[Step, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    examples: tuple[Example, ...] = ()
    security: Security | None = None
    load: tuple[Load, ...] = ()
    caching: tuple[Labelled, ...] = ()
    infrastructure: tuple[Labelled, ...] = ()
    deployment: tuple[Step, ...] = ()
    rollback: tuple[Text, ...] = ()
    metrics: tuple[Metric, ...] = ()
    logging: tuple[Labelled, ...] = ()
    migration: tuple[Labelled, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    phases: tuple[Phase, ...] = ()
    risks: tuple[Risk, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    enhancements: tuple[Text, ...] = ()
    references: tuple[Linked, ...] = ()
