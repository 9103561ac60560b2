"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the source."""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from specexport._version import __version__
from specexport.specification.check.reports import path_of
from specexport.specification.check.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

_LEVELS = {"info": "note", "warning": "warning", "error": "error"}


def report(results: Sequence[Result]) -> str:
    """One run with the rules that found something and their results (SARIF 2.1.0, 3.14)."""
    used = sorted({told.code for result in results for told in result.diagnostics})
    driver = {"name": "specexport", "semanticVersion": __version__, "rules": [_rule(code) for code in used]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(told, used) for result in results for told in result.diagnostics],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return (
        json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    if rule is None:
        return {"id": code, "shortDescription": {"text": "What the reader has to say about the source."}}
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {"tags": [FAMILIES[code[:3]]]},
    }


def _result(told: Diagnostic, codes: list[str]) -> dict[str, Any]:
    hint = f" ({told.hint})" if told.hint else ""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path_of(told))}}
    if region := _region(told):
        physical["region"] = region
    return {
        "ruleId": told.code,
        "ruleIndex": codes.index(told.code),
        "level": _LEVELS[told.severity],
        "message": {"text": told.message + hint},
        "locations": [{"physicalLocation": physical}],
    }


def _uri(path: str) -> str:
    """A path as a relative reference; an absolute one below the current folder becomes relative to
    it.
    """
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(Path.cwd()):
        pure = pure.relative_to(Path.cwd())
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _region(told: Diagnostic) -> dict[str, int]:
    """The lines and columns of a finding; `endColumn` is the one after the last (3.30.8)."""
    pos = told.pos
    if pos is None or not pos.line:
        return {}
    region = {"startLine": pos.line}
    if pos.column:
        region["startColumn"] = pos.column
    if pos.end_line > pos.line:
        region["endLine"] = pos.end_line
    if pos.end_column:
        region["endColumn"] = pos.end_column + 1
    return region
