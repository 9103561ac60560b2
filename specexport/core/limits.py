"""How much one specification may take: named limits and their usual values.

They are set in the table `[limits]` of `specexport.toml` and by `--limit NAME=VALUE`; 0 is no limit.
"""

from __future__ import annotations

from msgspec import Struct

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
