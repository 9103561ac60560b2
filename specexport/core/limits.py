"""How much one specification may take: named limits, their usual values, and how one exceeded is told.

They are set in the table `[limits]` of `specexport.toml` and by `--limit NAME=VALUE`; 0 is no limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError

if TYPE_CHECKING:
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
