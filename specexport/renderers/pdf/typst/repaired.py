"""Streams of a PDF that end in a carriage return, which readers would take for a part of the end of line.

ISO 19005-2, 6.1.7.1: between the data of a stream and `endstream` there is an end-of-line marker, and Length
does not count it. A carriage return before the line feed makes it one byte too many.
"""

from __future__ import annotations

from bisect import bisect_left

from specexport.core.patterns import regex

_START = regex(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = regex(rb"xref\s+0 (\d+)\s+")
_END = regex(rb"\r\nendstream")
_ENTRY = 20  # bytes of an entry in the table of objects (ISO 32000-1, 7.5.4)


def repaired(data: bytes) -> bytes:
    """Return a PDF in which such streams end with a marker of their own; one that has none as it is."""
    found = _START.search(data)
    at = int(found[1]) if found else -1
    table = _TABLE.match(data, at) if found else None
    ends = [match.start() + 1 for match in _END.finditer(data, 0, max(at, 0))]
    if table is None or not ends:
        return data
    pieces = [data[start:end] for start, end in zip((0, *ends), (*ends, at), strict=True)]
    last = table.end() + int(table[1]) * _ENTRY
    rows = (data[start : start + _ENTRY] for start in range(table.end(), last, _ENTRY))
    moved = b"".join(_moved(row, ends) for row in rows)
    rest = data[table.end() + len(moved) :]
    tail = rest[: rest.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % (at + len(ends))
    return b"\r".join(pieces) + data[at : table.end()] + moved + tail


def _moved(row: bytes, ends: list[int]) -> bytes:
    """Return an entry of the table with the place of its object behind what was put in before it."""
    if row[17:18] != b"n":
        return row
    place = int(row[:10])
    return b"%010d%s" % (place + bisect_left(ends, place), row[10:])
