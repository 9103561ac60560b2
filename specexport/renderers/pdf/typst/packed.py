"""The compiler's file written anew: its objects lie compressed in object streams (ISO 32000-1, 7.5.7).

The compiler writes each object by itself and as plain text, and those of the structure are half of a file. It
also leaves a carriage return at the end of some streams, which readers take for a part of the end of line
(ISO 19005-2, 6.1.7.1): here every stream is as long as it says.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START = regex(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = regex(rb"xref\s+0 (\d+)\s+")
_TRAILER = regex(rb"trailer\s*<<(.*)>>\s*startxref", 16)  # DOTALL
_SIZE = regex(rb"/Size \d+")
_LENGTH = regex(rb"<<\s*/Length (\d+)")
_ENTRY = 20  # bytes of an entry in the table of objects (ISO 32000-1, 7.5.4)
_OPEN, _CLOSE = b"\nstream\n", b"\nendstream"
# How many objects lie in one stream: more are smaller by little, and are unpacked all for any.
_TOGETHER = 256
# Half as dear as the highest level, and two in a hundred larger.
_LEVEL = 6
# What programs look for in a file without unpacking it.
_PLAIN = b"/Type/Metadata"
# Where an object is (ISO 32000-1, 7.5.8.3): not there, at a place, or within a stream.
_FREE, _AT, _WITHIN = range(3)


class Stream(NamedTuple):
    """A stream: its dictionary and its bytes as they lie in the file."""

    dictionary: bytes
    data: bytes


class File(NamedTuple):
    """A PDF: its objects by number, the number of the first is 1, and the entries of its trailer."""

    objects: list[bytes | Stream]
    trailer: bytes


def read(data: bytes) -> File | None:
    """Return a file with a plain table of its objects, none of them free; nothing for another."""
    start = _START.search(data)
    at = int(start[1]) if start else -1
    table = _TABLE.match(data, at) if start else None
    trailer = _TRAILER.search(data, at) if start else None
    if table is None or trailer is None:
        return None
    count = int(table[1])
    rows = (data[table.end() + _ENTRY * row :][:_ENTRY] for row in range(1, count))
    places = [int(row[:10]) for row in rows if row[17:18] == b"n"]
    if len(places) != count - 1:
        return None
    ends = dict(zip(sorted(places), [*sorted(places)[1:], at], strict=True))
    return File([_object(data[place : ends[place]]) for place in places], trailer[1])


def _object(text: bytes) -> bytes | Stream:
    """Return what stands between `obj` and `endobj`."""
    inner = text.partition(b"obj")[2].rpartition(b"endobj")[0].strip(b"\n")
    length = _LENGTH.match(inner) if inner.endswith(_CLOSE) else None
    if length is None:
        return inner
    dictionary, _, data = inner.partition(_OPEN)
    return Stream(dictionary, data[: int(length[1])])


def written(file: File) -> bytes:
    """Return the bytes of a file, packed."""
    return _Writer(file).data()


class _Writer:
    """Writes one file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        self._entries: list[tuple[int, int, int]] = [(_FREE, 0, 65535)]

    def data(self) -> bytes:
        """Return its bytes."""
        objects = self._file.objects
        self._entries += [(_FREE, 0, 0)] * len(objects)
        loose: list[tuple[int, bytes]] = []
        for number, one in enumerate(objects, 1):
            if isinstance(one, Stream):
                self._put(number, _packed(one))
            else:
                loose.append((number, one))
        for at in range(0, len(loose), _TOGETHER):
            self._together(loose[at : at + _TOGETHER])
        self._finish()
        return bytes(self._out)

    def _put(self, number: int, stream: Stream) -> None:
        """Write a stream as an object of its own."""
        self._entries[number] = (_AT, len(self._out), 0)
        # A line feed alone would make a line ending of a carriage return that is the last of the data.
        apart = b"\r" if stream.data.endswith(b"\r") else b""
        self._out += b"%d 0 obj\n%b%b" % (number, stream.dictionary, _OPEN)
        self._out += b"%b%b%b\nendobj\n" % (stream.data, apart, _CLOSE)

    def _together(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write objects with their numbers into one stream."""
        own = len(self._entries)
        places, at = [], 0
        for index, (number, body) in enumerate(objects):
            places.append(b"%d %d" % (number, at))
            at += len(body) + 1
            self._entries[number] = (_WITHIN, own, index)
        head = b" ".join(places) + b"\n"
        content = zlib.compress(head + b"\n".join(body for _, body in objects), _LEVEL)
        said = b"<</Length %d/Type/ObjStm/N %d/First %d/Filter/FlateDecode>>"
        self._entries.append((_FREE, 0, 0))
        self._put(own, Stream(said % (len(content), len(objects), len(head)), content))

    def _finish(self) -> None:
        """Write where all objects are, and the end of the file."""
        at, own = len(self._out), len(self._entries)
        self._entries.append((_AT, at, 0))
        table = zlib.compress(b"".join(_rows(self._entries)), _LEVEL)
        trailer = _SIZE.sub(b"/Size %d" % len(self._entries), self._file.trailer)
        said = b"<</Length %d/Type/XRef/W[1 4 2]/Filter/FlateDecode%b>>" % (len(table), trailer)
        self._put(own, Stream(said, table))
        self._out += b"startxref\n%d\n%%%%EOF\n" % at


def _rows(entries: Sequence[tuple[int, int, int]]) -> Iterator[bytes]:
    return (struct.pack(">BIH", *entry) for entry in entries)


def _packed(stream: Stream) -> Stream:
    """Return a stream that is compressed, unless programs look for it."""
    if b"/Filter" in stream.dictionary or _PLAIN in stream.dictionary:
        return stream
    data = zlib.compress(stream.data, _LEVEL)
    length = _LENGTH.sub(b"<</Length %d/Filter/FlateDecode" % len(data), stream.dictionary)
    return Stream(length, data)
