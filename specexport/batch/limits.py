"""What one document may take of a machine."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one document may take: `seconds`, and `memory` in bytes; 0 is no limit."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3
