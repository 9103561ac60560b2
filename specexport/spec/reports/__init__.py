"""What `check` found, in the forms that people and other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specexport.spec.check import Result

# Each module has a function `report` from results to text.
FORMATS = {name: f"specexport.spec.reports.{name}" for name in ("text", "json", "sarif", "github", "junit")}


def load(name: str) -> Callable[[Sequence[Result]], str]:
    """Return the function that writes the format `name`, one of FORMATS."""
    from importlib import import_module

    report: Callable[[Sequence[Result]], str] = import_module(FORMATS[name]).report
    return report
