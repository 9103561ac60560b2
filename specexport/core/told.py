"""How a limit that is exceeded is told: which it is, and how to raise it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.context import Diagnostic, SpecExportError

if TYPE_CHECKING:
    from specexport.model.document import Pos

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
