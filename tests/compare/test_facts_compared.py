"""What a specification says is compared as facts: which change breaks whom."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from specexport.api.differences import Version, difference
from specexport.compare import meaning, reports, summary
from specexport.core.context import Source
from specexport.model import document as d

if TYPE_CHECKING:
    from specexport.compare.reports import Told

HEAD = "# Spec\n\n"


def told(old: str, new: str) -> Told:
    before, after = (Source((HEAD + text).encode(), "spec.md") for text in (old, new))
    return difference(Version("old", before), Version("new", after))


def endpoints(*rows: str) -> str:
    head = (
        "## API Design\n\n| Method | Endpoint | Description | Request | Response |\n|---|---|---|---|---|\n"
    )
    return head + "".join(f"| {row} |\n" for row in rows)


def sql(columns: str) -> str:
    return f"## Data Models\n\n```sql\nCREATE TABLE account (\n{columns}\n);\n```\n"


def table(title: str, *rows: str) -> str:
    first, *rest = rows
    return f"## {title}\n\n| {first} |\n|{'---|' * (first.count('|') + 1)}\n" + "".join(
        f"| {row} |\n" for row in rest
    )


GET = "GET | `/a/{id}` | Read | - | `200` item"
POST = "POST | `/a` | Make | name | `201`"
KEY = "  id uuid PRIMARY KEY"
RISKS = "Technical Risks", "Risk | Impact | Mitigation"
METRICS = "Key Metrics", "Metric | Alert threshold | Dashboard"
LIBRARIES = "## Dependencies\n\n### Libraries and Frameworks\n\n- Redis {}: cache\n"
CASES = {
    "endpoint added": (endpoints(GET), endpoints(GET, POST), False),
    "endpoint removed": (endpoints(GET, POST), endpoints(GET), True),
    "endpoint changed: more is asked for": (
        endpoints(POST),
        endpoints(POST.replace("name", "name, age")),
        True,
    ),
    "endpoint changed: more may be said": (
        endpoints(POST),
        endpoints(POST.replace("name", "name, optional age")),
        False,
    ),
    "endpoint changed: less is answered": (
        endpoints(GET.replace("item", "id, name")),
        endpoints(GET.replace("item", "id")),
        True,
    ),
    "column changed": (sql(f"{KEY},\n  name text"), sql(f"{KEY},\n  name int"), True),
    "column added": (sql(KEY), sql(f"{KEY},\n  name text"), False),
    "column added that must be there": (sql(KEY), sql(f"{KEY},\n  name text NOT NULL"), True),
    "column removed": (sql(f"{KEY},\n  name text"), sql(KEY), True),
    "requirement changed": ("- FR-001: It MUST stop.\n", "- FR-001: It MUST stop at once.\n", False),
    "requirement removed": ("- FR-001: It MUST stop.\n- FR-002: Go.\n", "- FR-002: Go.\n", True),
    "risk changed": (
        table(*RISKS, "Disk | Low | Cache"),
        table(*RISKS, "Disk | High | Cache"),
        False,
    ),
    "dependency changed": (LIBRARIES.format("7.2"), LIBRARIES.format("8.0"), True),
    "threshold changed": (
        table(*METRICS, "p99 | > 1 s | L"),
        table(*METRICS, "p99 | > 2 s | L"),
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fact_that_changed(name: str) -> None:
    old, new, breaking = CASES[name]
    kind, what = name.partition(":")[0].split()[:2]
    (found,) = (fact for fact in told(old, new).facts if fact.kind == kind)
    assert (found.what, found.breaking) == (what, breaking)


def test_phases_move_by_days() -> None:
    head = "Phase | Duration | Deliverables"
    old = table("Development Phases", head, "Build | 3 weeks | It", "Test | 1 week | Report")
    new = table("Development Phases", head, "Build | 5 weeks | It", "Test | 1 week | Report")
    notes = {fact.name: fact.note for fact in told(old, new).facts}
    assert notes == {"Build": "takes 14 days longer", "Test": "begins 14 days later than before"}


def test_the_same_says_nothing() -> None:
    found = told(endpoints(GET), endpoints(GET))
    assert not found.changed
    assert "nothing changed" in reports.text(found)


def test_reports_cannot_be_broken_out_of() -> None:
    found = told(endpoints(GET), endpoints(GET, "POST | `/a` | Make <b> | x | @all"))
    for line in reports.markdown(found).splitlines():
        assert "<b>" not in line
        assert "@all" not in line
    assert "::notice" in reports.github(found, "spec.md")
    assert reports.github(found, "a,b:c.md").count("file=a%2Cb%3Ac.md,") == 1


def test_nothing_acts_in_markdown() -> None:
    fact = meaning.FactChange("risk", "<b>#1 & ~~@ann~~ &lt;|", "added")
    line = reports.markdown(reports.Told(d.Document(), summary.Summary(), (fact,))).splitlines()[-1]
    shown = html.unescape(line).replace("\\", "")
    assert shown == "| risk <b>#1 & ~~@ann~~ &lt;| | added |  |  |"
    assert not {"<", ">", "@"} & {*line}
