"""SX5: what the text says: code that parses, endpoints, risks, phases, thresholds."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model.listing import language as language_of
from specexport.specification import endpoints, placeholders, records
from specexport.specification.check import languages
from specexport.specification.check.rules.base import Case, Family, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = Family()
rule = FAMILY.rule

_NOTHING = regex(r"[-–—\s]*$|(?:none|n/?a|unknown)\.?$", re.I)
_FIGURE = regex(
    r"(?P<before>[€$£#v]\s?)?(?P<number>\d[\d.,_]*)"
    r"(?P<unit>\s*(?:[%‰°µ×/]|(?!(?:and|at|during|for|in|or|over|to|within)\b)[^\W\d_]))?"
)
_COUNTED = regex(
    r"\b(?:count|number|ratio|rate|index|score|replicas?|restarts?|errors?|failures?|age of)\b|\(.*\)", re.I
)


def _unparsed(case: Case, name: str) -> Iterator[Finding]:
    for _, block in case.view.codes:
        language = language_of(block.attr)
        if languages.name(language) != name or block.pos is None:
            continue
        if found := languages.problem(language, block.text):
            line = min(block.pos.line + found.line, max(block.pos.end_line - 1, block.pos.line))
            hint = "correct it, or name another language behind the fence"
            yield Finding(
                replace(block.pos, line=line, end_line=line), f"this is not {name}: {found.message}", hint
            )


def _example(language: str, text: str) -> str:
    return f"\n# Visit Counter\n\n## Examples\n\n```{language}\n{text}\n```\n"


def _parsed(code: str, name: str, summary: str, why: str, examples: tuple[str, str]) -> None:
    """Make the rule that blocks of a language parse, from a bad and a good one."""
    fence = name.lower()
    bad, good = (_example(fence, text) for text in examples)
    rule(code, fence, summary=summary, why=why, bad=bad, good=good)(partial(_unparsed, name=name))


_parsed(
    "SX501",
    "JSON",
    "A block of JSON does not parse.",
    "Readers copy examples, and schemas are made from them. Comments and `...` are allowed.",
    ('{"visits": 12,}', '// Response\n{"visits": 12}'),
)
_parsed(
    "SX502",
    "YAML",
    "A block of YAML does not parse.",
    "Readers copy examples. What holds template marks (`{{`) is not judged.",
    ("visits: [12", "visits: [12]"),
)
_parsed(
    "SX503",
    "TOML",
    "A block of TOML does not parse.",
    "Readers copy examples.",
    ("visits = twelve", "visits = 12"),
)
_parsed(
    "SX504",
    "XML",
    "A block of XML is not well-formed.",
    "Readers copy examples. Fragments are allowed; what has a document type is not judged.",
    ("<visits>12</visit>", "<visits>12</visits>"),
)
_parsed(
    "SX505",
    "SQL",
    "A block of SQL has quotation marks or parentheses that do not match.",
    "Readers copy examples. More than that is not judged, since databases differ.",
    ("CREATE TABLE visit (id BIGINT PRIMARY KEY;", "CREATE TABLE visit (id BIGINT PRIMARY KEY);"),
)
_parsed(
    "SX506",
    "Python",
    "A block of Python does not parse.",
    "Readers copy examples. Sessions (`>>>`) are not judged.",
    ("def count(visits)\n    return len(visits)", "def count(visits):\n    return len(visits)"),
)


_ENDPOINTS = """
        # Visit Counter

        ## API

        | Method | Endpoint | Description |
        |--------|----------|-------------|
        | GET | /visits | Count of visits |
        | DELETE | /visits | Begin again |

        ```json
        {"visits": 12}
        ```
        """


@rule(
    "SX510",
    "unknown-method",
    summary="An endpoint has a method that does not exist.",
    why="Clients are made from this table.",
    bad=_ENDPOINTS.replace("DELETE", "REMOVE"),
    good=_ENDPOINTS,
)
def unknown_method(case: Case) -> Iterator[Finding]:
    """Find methods that neither HTTP nor another protocol in use has."""
    for endpoint in endpoints.find(case.view):
        if endpoint.method not in endpoints.METHODS and not placeholders.is_unfilled(endpoint.method):
            known = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"
            yield Finding(endpoint.pos, f"{endpoint.method!r} is no method", f"known: {known}")


@rule(
    "SX511",
    "duplicate-endpoint",
    summary="An endpoint is there twice.",
    why="The two rows contradict each other, or one is meant to be another.",
    bad=_ENDPOINTS.replace("DELETE", "GET"),
    good=_ENDPOINTS,
)
def duplicate_endpoint(case: Case) -> Iterator[Finding]:
    """Find rows with the method and path of one before them in the same table."""
    seen: dict[tuple[int, str, str], int] = {}
    for endpoint in endpoints.find(case.view):
        place = (endpoint.table, endpoint.method, endpoint.path)
        if first := seen.get(place):
            message = f"{endpoint.method} {endpoint.path} is there already, in line {first}"
            yield Finding(endpoint.pos, message, "remove one of them")
        seen.setdefault(place, endpoint.pos.line if endpoint.pos else 0)


@rule(
    "SX512",
    "endpoint-without-example",
    summary="Endpoints are listed, and there is no example of a request or response.",
    why="A single example says more about an interface than its description.",
    bad=_ENDPOINTS.partition("\n        ```")[0] + "\n        ",
    good=_ENDPOINTS,
)
def no_example(case: Case) -> Iterator[Finding]:
    """Find tables of endpoints in a part of the document without a block of code."""
    view = case.view
    for sheet in endpoints.sheets(view):
        top = view.path_of(sheet.section)[:1]
        shown = any(view.path_of(index)[:1] == top for index, _ in view.codes)
        if not shown and sheet.records:
            yield Finding(
                sheet.table.pos, "no endpoint has an example of a request or response", "show one at least"
            )


def _column(case: Case, needed: tuple[str, str], what: str, hint: str) -> Iterator[Finding]:
    name, empty = needed
    for record in records.records(case.view, name, empty):
        subject = record.text(name)
        if subject and _NOTHING.match(record.text(empty)):
            yield Finding(record.place(empty), f"{what} {subject!r} has no {empty}", hint)


_RISKS = """
        # Visit Counter

        ## Risks

        | Risk | Impact | Mitigation |
        |------|--------|------------|
        | Redis fails | Low | A minute is lost, which is accepted |
        """


@rule(
    "SX513",
    "risk-without-mitigation",
    summary="A risk has no mitigation.",
    why="To accept it is a decision too, and should be written as one.",
    bad=_RISKS.replace("A minute is lost, which is accepted", "-"),
    good=_RISKS,
)
def risk(case: Case) -> Iterator[Finding]:
    """Find rows with a risk or threat whose mitigation says nothing."""
    hint = "say what is done about it, or who accepts it"
    yield from _column(case, ("risk", "mitigation"), "risk", hint)
    yield from _column(case, ("threat", "mitigation"), "threat", hint)


_PHASES = """
        # Visit Counter

        ## Timeline

        | Phase | Duration | Deliverables |
        |-------|----------|--------------|
        | Build | 12 days | Counter |
        """


@rule(
    "SX514",
    "phase-without-duration",
    summary="A phase has no duration.",
    why="The sum of the plan is not known.",
    bad=_PHASES.replace("12 days", "-"),
    good=_PHASES,
)
def phase(case: Case) -> Iterator[Finding]:
    """Find rows with a phase whose duration says nothing."""
    return _column(case, ("phase", "duration"), "phase", "say how long it takes")


_METRICS = """
        # Visit Counter

        ## Monitoring

        | Metric | Alert Threshold | Dashboard |
        |--------|-----------------|-----------|
        | Response time | > 500 ms | [Times](https://example.com/times) |
        """


@rule(
    "SX515",
    "threshold-without-unit",
    summary="A threshold has a number without a unit.",
    why="A limit of 500 may be milliseconds or seconds; somebody will be woken for the wrong one.",
    bad=_METRICS.replace("500 ms", "500"),
    good=_METRICS,
)
def threshold(case: Case) -> Iterator[Finding]:
    """Find thresholds whose limit has no unit; nought, and what is counted, need none."""
    for record in records.records(case.view, "metric", "threshold"):
        text = record.text("threshold")
        first = _FIGURE.search(text)
        bare = first and not first["unit"] and not first["before"] and first["number"].strip("0.,_")
        if bare and not _COUNTED.search(record.text("metric")):
            message = f"the threshold {text!r} of {record.text('metric')!r} has no unit"
            yield Finding(record.place("threshold"), message, "write it: ms, %, per minute")
