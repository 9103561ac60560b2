"""What `check` found, in the forms that people and other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

# Each module has a function `report` from results to text.
FORMATS = {
    name: f"specexport.specification.check.reports.{name}"
    for name in ("text", "json", "sarif", "github", "junit")
}


def path_of(told: Diagnostic) -> str:
    """The file that a finding is about: the source, or a file that it includes, which is named
    beside it.
    """
    return told.file


def load(name: str) -> Callable[[Sequence[Result]], str]:
    """The function that writes the format `name`, one of FORMATS."""
    from importlib import import_module

    report: Callable[[Sequence[Result]], str] = import_module(FORMATS[name]).report
    return report
