"""What a command with `--json` writes: one object, whichever command it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.core.diagnostics import Diagnostic

SCHEMA = "specexport/1"
"""The name of the form; its number grows when a member changes its meaning or goes."""


def envelope(command: str, results: Iterable[Mapping[str, object]], diagnostics: Iterable[Diagnostic]) -> str:
    """Return the object of a run; members that are not known are absent."""
    whole = {
        "schema": SCHEMA,
        "command": command,
        "results": list(results),
        "diagnostics": [_diagnostic(one) for one in diagnostics],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str) + "\n"


def _diagnostic(one: Diagnostic) -> dict[str, Any]:
    pos = one.pos
    path = one.file
    place = {"line": pos.line, "column": pos.column} if pos else {}
    known = {"path": path, **place, "hint": one.hint}
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        **{name: value for name, value in known.items() if value},
    }
