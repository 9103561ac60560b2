"""Zip archives, read by the standard library."""

from __future__ import annotations

import io
import zipfile

from specexport.system.zip import zipped

ENTRIES = [
    ("[Content_Types].xml", b"<Types/>" * 100),
    ("word/styles.xml", b"<w:styles/>"),
    ("word/empty.xml", b""),
    ("word/media/image1.png", b"\x89PNG" * 20),
    ("word/fonts/Größe.odttf", bytes(range(256)) * 50),
]


def by_the_library() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, data in ENTRIES:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            out.writestr(entry, data, compresslevel=1 if name.endswith("odttf") else 6)
    return stream.getvalue()


def test_it_is_what_the_standard_library_writes() -> None:
    assert zipped(ENTRIES) == by_the_library()


def test_all_comes_out_again() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(ENTRIES))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == ENTRIES


def test_it_may_be_empty() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped([]))) as archive:
        assert archive.namelist() == []
