"""What kind of file it is that somebody took for a text, by its first bytes."""

from __future__ import annotations

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Office (.doc, .xls or .ppt)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"wOF2", "a font (WOFF2)"),
    (b"\0\x01\0\0", "a font (TrueType)"),
    (b"OTTO", "a font (OpenType)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
)
# What stands in the packages of Office and others, of which the first entry is early in the file.
_PACKED = (
    (b"word/", "a Word file"),
    (b"xl/", "an Excel file"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub", "an EPUB"),
)
_HEAD = 65536


def told(data: bytes) -> str:
    """Return what kind of file `data` is, in words; nothing where it is not known."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for sign, kind in _PACKED if sign in data[:_HEAD]), "an archive (zip)")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture"
    starts = ((start, kind) for start, kind in _STARTS if data.startswith(start))
    # A text may begin with letters too, but has no such character.
    return next((kind for start, kind in starts if not start.isalpha() or b"\0" in data[:64]), "")
