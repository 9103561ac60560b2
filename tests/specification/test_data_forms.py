"""One fact in the many ways that people write it down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from specexport.api import specifications

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic


def facts(text: str, target: str = "json", told: list[Diagnostic] | None = None) -> Any:
    report = told.append if told is not None else None
    return json.loads(specifications.data(f"# T\n\n{text}\n".encode(), target, report=report))


def sides(text: str) -> tuple[list[str], list[str]]:
    scope = facts(text).get("scope", {})
    included, excluded = (scope.get(side, []) for side in ("included", "excluded"))
    return [one["text"] for one in included], [one["text"] for one in excluded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Scope\n\n**In scope:**\n\n- orders\n\n**Out of scope:** payments, refunds",
            (["orders"], ["payments", "refunds"]),
        ),
        ("## Scope\n\n- orders\n\n### Not in Scope\n\n- Shipping", ([], ["Shipping"])),
        (
            "## Scope\n\n**In scope:** orders, returns\n**Out of scope:** tax",
            (["orders", "returns"], ["tax"]),
        ),
        ("## Scope\n\n- **In Scope**: orders\n- **Out-of-Scope**: tax; fees", (["orders"], ["tax", "fees"])),
        ("## Overview\n\nOut of scope: what the shop owes, which is decided elsewhere.", ([], 1)),
        ("## Goals\n\n- speed\n\n### Non-Goals\n\n- size", (["speed"], ["size"])),
        ("## Scope\n\n### Included\n\n1. orders\n\n### Exclusions\n\n1. tax", (["orders"], ["tax"])),
        ("## Scope\n\n**Excluded:**\n\n* tax\n* fees", ([], ["tax", "fees"])),
        ("## Outside the Scope\n\n- tax", ([], ["tax"])),
        ("## Scope\n\n- In scope:\n  - orders\n- Out of scope:\n  - tax", (["orders"], ["tax"])),
        ("## Pages\n\nIncluded: a thing.\n\n- one\n\nCovered: two", ([], [])),
    ],
)
def test_scope(text: str, expected: Any) -> None:
    found = sides(text)
    assert (found[0], len(found[1])) == expected if isinstance(expected[1], int) else found == expected


@pytest.mark.parametrize(
    ("written", "name", "version"),
    [
        ("Node.js >= 20", "Node.js", ">= 20"),
        ("Node.js 20", "Node.js", "20"),
        ("Django>=4.2,<5", "Django", ">=4.2,<5"),
        ("PostgreSQL (>= 14)", "PostgreSQL", ">= 14"),
        ("Redis ≥ 7.2: cache", "Redis", "≥ 7.2"),
        ("Java 17 or later", "Java", "17 or later"),
        ("Spring Boot v3.1", "Spring Boot", "3.1"),
        ("react@18.2.0", "react", "@18.2.0"),
        ("Ubuntu 22.04 LTS", "Ubuntu", "22.04 LTS"),
        ("lodash ~> 4.17", "lodash", "~> 4.17"),
        ("Python version 3.11", "Python", "3.11"),
        ("log4j2", "log4j2", None),
        ("C++", "C++", None),
    ],
)
def test_versions(written: str, name: str, version: str | None) -> None:
    (found,) = facts(f"## Libraries\n\n- {written}")["dependencies"]
    assert (found["name"], found.get("version")) == (name, version)


@pytest.mark.parametrize(
    ("impact", "level", "warnings"),
    [
        ("Medium / High", None, 1),
        ("Low-Medium", None, 1),
        ("Low to High", None, 1),
        ("High or Critical", "high", 0),
        ("High: orders are lost", "high", 0),
        ("High, and it lasts", "high", 0),
        ("Med", "medium", 0),
        ("Hours of work", None, 0),
    ],
)
def test_levels(impact: str, level: str | None, warnings: int) -> None:
    told: list[Diagnostic] = []
    table = f"| Risk | Impact | Mitigation |\n|---|---|---|\n| Delay | {impact} | Wait |"
    (risk,) = facts(f"## Risks\n\n{table}", told=told)["risks"]
    assert risk.get("level") == level
    assert [one.code for one in told] == ["SX065"] * warnings


@pytest.mark.parametrize(
    ("response", "described"),
    [
        ("200/409", {"200": "Status 200", "409": "Status 409"}),
        ("200 | 404", {"200": "Status 200"}),
        ("`201` – the order, `422` & 500", {"201": "the order", "422": "Status 422", "500": "Status 500"}),
        ("200 or 409 in conflict", {"200": "Status 200", "409": "in conflict"}),
        ("204, 404.", {"204": "Status 204", "404": "Status 404"}),
    ],
)
def test_statuses(response: str, described: dict[str, str]) -> None:
    table = (
        f"| Method | Path | Description | Response |\n|---|---|---|---|\n| POST | /a | does | {response} |"
    )
    responses = facts(f"## API\n\n{table}", "openapi")["paths"]["/a"]["post"]["responses"]
    assert {code: one["description"] for code, one in responses.items()} == described
