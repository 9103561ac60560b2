"""Limits as users write them: `64MiB`, `90s`, `1_000`."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.limits import NAMES, STANDARD, Limits
from specexport.system import settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BYTES = {
    **{"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9},
    **{"k": 2**10, "kib": 2**10, "m": 2**20, "mib": 2**20, "g": 2**30, "gib": 2**30},
}
_NUMBERS = {"": 1, "k": 10**3, "m": 10**6}
_SUFFIXES = {
    "seconds": {"": 1, "s": 1, "min": 60},
    **dict.fromkeys(("source_bytes", "picture_bytes", "output_bytes", "memory"), _BYTES),
}
_VALUE = re.compile(r"([0-9][0-9_]{0,17}(?:\.[0-9]{1,6})?) ?([A-Za-z]{0,3})")


def apply(wanted: Mapping[str, object], limits: Limits = STANDARD, where: str = "") -> Limits:
    """Return `limits` with the values that `wanted` has by name: numbers, or text such as `64MiB`.

    `where` is the file that they stand in. Raises EnvironmentProblem (SX061) for a name or a value that is
    not understood.
    """
    fresh: dict[str, Any] = {}
    for name, value in wanted.items():
        if name not in NAMES:
            raise _wrong(f"there is no limit {name!r}", f"known: {', '.join(NAMES)}", where)
        fresh[name.replace("-", "_")] = _number(name, value, where)
    return replace(limits, **fresh)


def of_project(folder: Path, own: Limits = STANDARD) -> tuple[Limits, dict[str, Diagnostic]]:
    """Return the limits of the project around `folder`, none above the user's `own`, and notes by limit.

    They stand in the table `[limits]` of its settings, which may come from whoever sends the specification:
    so a project may ask for less than the user allows, not for more. Raises EnvironmentProblem: SX060 the
    settings cannot be read, SX061 they are not understood.
    """
    try:
        table, path = settings.nearest(folder, "limits")
    except (OSError, ValueError) as error:
        message = f"the settings cannot be read: {error}"
        raise EnvironmentProblem(
            Diagnostic("SX060", message, "error", str(folder), hint="mend them")
        ) from None
    if table is None:
        return own, {}
    if not isinstance(table, dict):
        raise _wrong(
            "limits must be a table", "write [limits] and below it lines such as pixels = 1000000", str(path)
        )
    return _within(own, apply(table, own, str(path)), str(path))


def _within(own: Limits, wanted: Limits, where: str) -> tuple[Limits, dict[str, Diagnostic]]:
    """Return the lower of both for each limit, 0 being the highest, and notes on those `wanted` in vain."""
    found: dict[str, Any] = {}
    notes: dict[str, Diagnostic] = {}
    for name in NAMES:
        field = name.replace("-", "_")
        mine, theirs = getattr(own, field), getattr(wanted, field)
        found[field] = min(mine, theirs, key=lambda value: value or math.inf)
        if found[field] != theirs:
            message = f"the project asks for a higher limit {name} than you allow; yours holds"
            hint = f"allow it with --limit {name}=VALUE, or under [limits] in your own settings"
            notes[name] = Diagnostic("SX025", message, "warning", where, hint=hint)
    return replace(own, **found), notes


def _number(name: str, value: object, where: str) -> float:
    field = name.replace("-", "_")
    suffixes = _SUFFIXES.get(field, _NUMBERS)
    match = _VALUE.fullmatch(str(value).strip())
    factor = suffixes.get(match[2].lower()) if match else None
    if match is None or factor is None:
        known = ", ".join(suffix for suffix in suffixes if suffix)
        hint = f"write a number, which may end in {known}; 0 is no limit"
        raise _wrong(f"the limit {name} cannot be {str(value)[:40]!r}", hint, where)
    number = float(match[1].replace("_", "")) * factor
    return number if field == "seconds" else int(number)


def _wrong(message: str, hint: str, where: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic("SX061", message, "error", where, hint=hint))
