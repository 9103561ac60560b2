"""How much one specification may take: named limits, their usual values, and how one exceeded is told.

They are set in the table `[limits]` of `specexport.toml` and by `--limit NAME=VALUE`; 0 is no limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.document import Pos

MIB, GIB = 1024**2, 1024**3


class Limits(Struct, frozen=True):
    """What one specification may take; 0 is no limit.

    `source_bytes` is its size, `picture_bytes` and `pixels` (width times height) that of each picture,
    `output_bytes` that of each file made of it. `nesting` is how many nodes may stand within each other.
    `blocks`, `list_items`, `table_cells` and `pictures` are how many there may be of these. `pdf_lines`
    (estimated), `pdf_text` (characters of one paragraph or block of code) and `pdf_columns` (of one table)
    bound what is laid out as pages, which takes a hundred times as long as to write a web page. `seconds`
    and `memory` (bytes) are what making its documents may take.
    """

    source_bytes: int = 32 * MIB
    nesting: int = 150
    blocks: int = 300_000
    list_items: int = 200_000
    table_cells: int = 200_000
    pictures: int = 2_000
    picture_bytes: int = 32 * MIB
    pixels: int = 50_000_000
    pdf_lines: int = 15_000
    pdf_text: int = 250_000
    pdf_columns: int = 200
    output_bytes: int = 512 * MIB
    seconds: float = 120.0
    memory: int = 2 * GIB


STANDARD = Limits()
NAMES = tuple(name.replace("_", "-") for name in Limits.__struct_fields__)
"""The limits as users call them."""

CODES = {
    "source_bytes": "SX021",
    "nesting": "SX020",
    "picture_bytes": "SX734",
    "pixels": "SX735",
    "output_bytes": "SX024",
    "seconds": "SX084",
    "memory": "SX085",
}


def exceeded(
    field: str, message: str, remedy: str = "split it", path: str = "", pos: Pos | None = None
) -> SpecExportError:
    """Return the error that says `message`, and names the limit `field` beside the `remedy`."""
    hint = f"{remedy}, or raise the limit with --limit {field.replace('_', '-')}=N"
    return SpecExportError(Diagnostic(CODES.get(field, "SX023"), message, "error", path, pos, hint))


def size(count: float) -> str:
    """Return a number of bytes in words: `32 MiB`."""
    for unit, factor in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if count >= factor:
            return f"{count / factor:.4g} {unit}"
    return f"{count:g} bytes"


# As users write them

_BYTES = {
    **{"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9},
    **{"k": 2**10, "kib": 2**10, "m": 2**20, "mib": 2**20, "g": 2**30, "gib": 2**30},
}
_NUMBERS = {"": 1, "k": 10**3, "m": 10**6}
_SUFFIXES = {
    "seconds": {"": 1, "s": 1, "min": 60},
    **dict.fromkeys(("source-bytes", "picture-bytes", "output-bytes", "memory"), _BYTES),
}
_VALUE = re.compile(r"([0-9][0-9_]{0,17}(?:\.[0-9]{1,6})?) ?([A-Za-z]{0,3})")


def number(name: str, value: object) -> float:
    """Return the limit called `name` that users write as `value`: a number, or text such as `64MiB` or `90s`.

    Raises ValueError, with what may stand there, when it is none.
    """
    suffixes = _SUFFIXES.get(name, _NUMBERS)
    match = _VALUE.fullmatch(str(value).strip())
    factor = suffixes.get(match[2].lower()) if match else None
    if match is None or factor is None:
        known = ", ".join(suffix for suffix in suffixes if suffix)
        raise ValueError(f"write a number, which may end in {known}; 0 is no limit")
    found = float(match[1].replace("_", "")) * factor
    return found if name == "seconds" else int(found)


def applied(wanted: Mapping[str, object], limits: Limits = STANDARD, where: str = "") -> Limits:
    """Return `limits` with the values that `wanted` has by name: numbers, or text such as `64MiB`.

    `where` is what messages call the place that they stand in. Raises EnvironmentProblem (SX061) for a name
    or a value that is not understood.
    """
    fresh: dict[str, Any] = {}
    for name, value in wanted.items():
        if name not in NAMES:
            hint = f"{did_you_mean(name, NAMES)}known: {', '.join(NAMES)}"
            raise _wrong(f"there is no limit {name!r}", hint, where)
        try:
            fresh[name.replace("-", "_")] = number(name, value)
        except ValueError as error:
            raise _wrong(f"the limit {name} cannot be {str(value)[:40]!r}", str(error), where) from None
    return replace(limits, **fresh)


def _wrong(message: str, hint: str, where: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic("SX061", message, "error", where, hint=hint))
