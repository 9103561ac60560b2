"""Findings as JUnit XML: a test suite for each file, a failing test case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def report(results: Sequence[Result]) -> str:
    """All suites; notes pass, and a file without findings is one test that passes."""
    total = sum(max(1, len(result.found)) for result in results)
    failed = sum(_failures(result) for result in results)
    suites = "".join(map(_suite, results))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    counts = f'tests="{total}" failures="{failed}"'
    return f'{head}<testsuites name="specexport check" {counts}>\n{suites}</testsuites>\n'


def _failures(result: Result) -> int:
    return sum(told.severity != "info" for told in result.diagnostics)


def _suite(result: Result) -> str:
    name = _attribute(result.name)
    cases = (
        "".join(_case(told, name) for told in result.diagnostics)
        or f'<testcase name="check" classname={name}/>\n'
    )
    count = max(1, len(result.found))
    return f'<testsuite name={name} tests="{count}" failures="{_failures(result)}">\n{cases}</testsuite>\n'


def _case(told: Diagnostic, suite: str) -> str:
    line = told.pos.line if told.pos else 0
    head = f"<testcase name={_attribute(f'{told.code} line {line}')} classname={suite}"
    text = escape(_ILLEGAL.sub("\ufffd", str(told)))
    if told.severity == "info":
        return f"{head}><system-out>{text}</system-out></testcase>\n"
    why = f"type={_attribute(told.code)} message={_attribute(told.message)}"
    return f"{head}><failure {why}>{text}</failure></testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", text), {"\n": "&#10;"})
