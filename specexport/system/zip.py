"""A zip archive (ISO/IEC 21320-1), with fixed dates, so that the same parts are the same bytes.

It is written here, since what is the same in many files, such as fonts, is to be compressed once, and
`zipfile` takes nothing that is compressed already.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# 1980-01-01, the first date that the format can hold, at midnight.
_TIME, _DATE = 0, 1 << 5 | 1
_NEEDS = 20  # version 2.0 of the format
_MADE_BY = struct.pack("<H", _NEEDS | 3 << 8)  # on Unix
_OWNERS_FILE = 0o600 << 16
_UTF8 = 1 << 11
_DEFLATED = 8
# The part that says what an archive is, and what is compressed already: pictures, fonts for the web.
_STORED = ("mimetype", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff", ".woff2")
_FONTS = (".odttf", ".ttf", ".otf")
# What depends on the style, not on the document.
_SAME_FOR_MANY = (*_FONTS, "/styles.xml", "/theme1.xml")
_LEVEL, _FONT_LEVEL = 6, 1


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of `entries`, names and contents, in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in entries:
        packed, encoded = _packed(name, data), name.encode()
        about = _about(data, packed, encoded)
        parts += (b"PK\3\4", about, encoded, packed)
        place = struct.pack("<HHHLL", 0, 0, 0, _OWNERS_FILE, offset)
        directory.append(b"".join((b"PK\1\2", _MADE_BY, about, place, encoded)))
        offset += 4 + len(about) + len(encoded) + len(packed)
    listed, count = b"".join(directory), len(directory)
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*parts, listed, end))


def _about(data: bytes, packed: bytes, name: bytes) -> bytes:
    """Return what the header of an entry and its line in the directory say alike (APPNOTE.TXT, 4.4)."""
    flags = 0 if name.isascii() else _UTF8
    method = 0 if packed is data else _DEFLATED
    sizes = zlib.crc32(data), len(packed), len(data), len(name)
    return struct.pack("<HHHHHLLLHH", _NEEDS, flags, method, _TIME, _DATE, *sizes, 0)


def _packed(name: str, data: bytes) -> bytes:
    """Return `data` compressed, or the same object where that would gain nothing."""
    if name.endswith(_STORED):
        return data
    level = _FONT_LEVEL if name.endswith(_FONTS) else _LEVEL
    return _deflated_once(data, level) if name.endswith(_SAME_FOR_MANY) else _deflated(data, level)


@lru_cache(maxsize=32)
def _deflated_once(data: bytes, level: int) -> bytes:
    return _deflated(data, level)


def _deflated(data: bytes, level: int) -> bytes:
    return zlib.compress(data, level, wbits=-zlib.MAX_WBITS)
