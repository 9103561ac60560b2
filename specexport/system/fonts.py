"""The fonts of this machine: the folders that they lie in, and the families that are there.

Only the table of names of each file is read (OpenType, `name`), so that a machine with hundreds of them is
asked in a moment. It needs no library of the system's, such as fontconfig.
"""

from __future__ import annotations

import os
import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "/Network/Library/Fonts", "~/Library/Fonts"),
    *("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
)
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_COLLECTION = b"ttcf"
# Of the name table: the family as old programs know it, and as typographers do.
_FAMILY = (1, 16)
_MACINTOSH = 1
# A file that says more is none, or made to do harm.
_MOST_FACES, _MOST_TABLES, _MOST_NAMES, _LONGEST_NAMES = 64, 256, 2000, 1024**2


def folders() -> tuple[Path, ...]:
    """Return the folders in which a system keeps fonts, with all below them, sorted."""
    places = (os.path.expanduser(place) for place in _FOLDERS)  # noqa: PTH111 - plain text
    return tuple(sorted(Path(folder) for place in places for folder, _, _ in os.walk(place)))


def is_installed(family: str) -> bool:
    """Return whether this machine has a font of that family."""
    return family.casefold() in _installed()


@cache
def _installed() -> frozenset[str]:
    """Return the families of this machine in small letters."""
    files = (path for folder in folders() for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    return frozenset(name.casefold() for path in files for name in families(path))


def families(path: Path) -> frozenset[str]:
    """Return the families that a font file says, none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return frozenset(name for start in _faces(file) for name in _names(file, start))
    except (OSError, struct.error, UnicodeDecodeError):
        return frozenset()


def _read(file: BinaryIO, at: int, form: str) -> tuple[Any, ...]:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _faces(file: BinaryIO) -> tuple[int, ...]:
    """Return where the table directories of a font, or of a collection of fonts, begin."""
    if file.read(4) != _COLLECTION:
        return (0,)
    (count,) = _read(file, 8, ">I")
    return _read(file, 12, f">{min(count, _MOST_FACES)}I")


def _names(file: BinaryIO, start: int) -> Iterator[str]:
    """Yield the names of the family in the font whose directory begins at `start`."""
    (tables,) = _read(file, start + 4, ">H")
    for number in range(min(tables, _MOST_TABLES)):
        tag, _, offset, length = _read(file, start + 12 + 16 * number, ">4sIII")
        if tag == b"name":
            yield from _families_in(file, offset, min(length, _LONGEST_NAMES))


def _families_in(file: BinaryIO, offset: int, length: int) -> Iterator[str]:
    file.seek(offset)
    table = file.read(length)
    _, count, texts = struct.unpack_from(">HHH", table)
    for number in range(min(count, _MOST_NAMES)):
        platform, _, _, name, size, at = struct.unpack_from(">6H", table, 6 + 12 * number)
        if name in _FAMILY:
            text = table[texts + at : texts + at + size]
            yield text.decode("mac_roman" if platform == _MACINTOSH else "utf-16-be")
