"""Findings as JSON: one object with a list of files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specexport.specification.check.reports import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

VERSION = 1
"""The version of the form; it grows when a member changes its meaning or goes."""


def report(results: Sequence[Result]) -> str:
    """All findings; members that are not known are absent."""
    whole = {"version": VERSION, "files": [_file(result) for result in results]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _file(result: Result) -> dict[str, Any]:
    return {
        "path": result.name,
        **(
            {"template": {"name": result.template, "fit": result.fit, "by": result.how}}
            if result.template
            else {}
        ),
        "complete": result.score.percent,
        "sections": [
            {
                "title": part.title,
                **({"line": part.line} if part.line else {}),
                "filled": part.filled,
                "places": part.places,
            }
            for part in result.score.parts
        ],
        "findings": [_finding(found.diagnostic, bool(found.edits)) for found in result.found],
    }


def _finding(told: Diagnostic, fixable: bool) -> dict[str, Any]:
    return {
        "code": told.code,
        "severity": told.severity,
        "message": told.message,
        **({"hint": told.hint} if told.hint else {}),
        **({"path": path_of(told)} if told.pos and told.pos.path else {}),
        **place(told),
        "fixable": fixable,
    }


def place(told: Diagnostic) -> dict[str, int]:
    """The lines and columns of a finding, as far as they are known."""
    if told.pos is None:
        return {}
    pos = told.pos
    known = {"line": pos.line, "end_line": pos.end_line, "column": pos.column, "end_column": pos.end_column}
    return {name: value for name, value in known.items() if value}
