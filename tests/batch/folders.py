"""What stands in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def files_of(folder: Path, *but: str) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes, apart from the manifest."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".specexport.sqlite") and name not in but:
            found[name] = path.read_bytes()
    return found
