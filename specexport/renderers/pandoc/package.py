"""Zip archives packed anew: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Change: TypeAlias = "Callable[[str, bytes], bytes]"

_EPOCH = (1980, 1, 1, 0, 0, 0)
# The part that says what the archive is: it stands first and uncompressed (EPUB 3.3, 4.2; ODF 1.3, 2).
_KIND = "mimetype"
# What is compressed already.
_STORED = ("png", "jpg", "jpeg", "gif", "webp", "woff", "woff2")


def repacked(
    data: bytes,
    changed: Change = lambda _, part: part,
    more: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """Return an archive with fixed times, each part as `changed` makes it of its name and bytes.

    `more` are further parts.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    return packed([*((name, changed(name, part)) for name, part in parts), *more])


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of `parts` in their order, but for the one that has to be the first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, data in sorted(parts, key=lambda part: part[0] != _KIND):
            entry = zipfile.ZipInfo(name, _EPOCH)
            stored = name == _KIND or name.rpartition(".")[2].lower() in _STORED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            out.writestr(entry, data, compresslevel=6)
    return stream.getvalue()
