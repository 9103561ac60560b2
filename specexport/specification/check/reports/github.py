"""Findings as workflow commands, which GitHub Actions shows as annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.specification.check.reports import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

_LEVELS = {"info": "notice", "warning": "warning", "error": "error"}
# Workflow commands: data, and the values of properties, which may hold neither colon nor comma.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def report(results: Sequence[Result]) -> str:
    """A command for each finding, errors first: of each kind only ten are shown for a step."""
    told = [one for result in results for one in result.diagnostics]
    told.sort(key=lambda one: list(_LEVELS).index(one.severity), reverse=True)
    return "".join(f"{_command(one)}\n" for one in told)


def _command(told: Diagnostic) -> str:
    properties = {"file": path_of(told), "title": f"specexport {told.code}"}
    if pos := told.pos:
        known = {"line": pos.line, "endLine": pos.end_line, "col": pos.column, "endColumn": pos.end_column}
        properties |= {name: str(value) for name, value in known.items() if value}
    hint = f" ({told.hint})" if told.hint else ""
    written = ",".join(f"{name}={_escape(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{_LEVELS[told.severity]} {written}::{_escape(told.message + hint, _DATA)}"


def _escape(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(char, char) for char in text)
