"""Zip archives packed anew: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, TypeAlias

from specexport.system.zip import zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Change: TypeAlias = "Callable[[str, bytes], bytes]"

# The part that says what the archive is: it stands first and uncompressed (EPUB 3.3, 4.2; ODF 1.3, 2).
_KIND = "mimetype"


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
    return zipped(sorted(parts, key=lambda part: part[0] != _KIND))
