"""Folders that are documents: all files that may be parts of one, or say their order, as one Source."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD, Limits, exceeded, size
from specexport.core.parts import ASKED_TEXTS, may_matter
from specexport.system import finder, places, sources, untrusted
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable

# Files in the folder around it that may say the order.
_AROUND = ("mkdocs.yml", "mkdocs.yaml", "sidebars.js", "sidebars.ts", "sidebars.json")
_MOST_FILES = 5_000


def read(name: str | os.PathLike[str], limits: Limits = STANDARD) -> Source:
    """Return the source at the path `name`, a file or a folder, as `sources.read_source` does.

    All files of a folder together may be as large as a source. Raises SX021 where they are larger, SX814
    where it holds nothing that a document could be made of.
    """
    path = os.fspath(name)
    if path == sources.STREAM or not Path(path).is_dir():
        return sources.read_source(path, limits)
    place, shown = Path(path), f"{path.rstrip('/' + os.sep) or path}/"
    found = files(place)
    if not any(one.lower().endswith(ASKED_TEXTS) for one in found):
        hint = "name a folder that holds Markdown files"
        raise SpecExportError(
            Diagnostic("SX814", "no document can be made of this folder", "error", shown, hint=hint)
        )
    if len(found) > _MOST_FILES:
        raise exceeded(
            "source_bytes", f"the folder has more than {_MOST_FILES:,} files", "name one in it", shown
        )
    inside, left = [], limits.source_bytes
    for one in (*found, *around(place)):
        data = _bytes(place / one, left, limits, shown)
        left = max(left - len(data), 1) if left else left
        inside.append(Source(data, one))
    return Source(b"", shown, tuple(inside))


def files(place: Path) -> list[str]:
    """Return all files in a folder that may be parts of a document, or say their order, sorted."""
    return finder.document(place, may_matter)


def may_be_read(path: str) -> bool:
    """Return whether a file of a folder, by its path in it, may be a part or say the order."""
    hidden = any(part.startswith(".") for part in path.split("/")[:-1])
    return may_matter(path) and not hidden


def text(path: Path) -> str:
    """Return what a file of a folder says, nothing where it cannot be read."""
    try:
        return untrusted.read(Path(os.path.realpath(path)), STANDARD.source_bytes).decode("utf-8", "replace")
    except OSError:
        return ""


def around(place: Path) -> list[str]:
    """Return the files in the folder around `place` that may say its order, as paths relative to it."""
    real = place.resolve()
    if real == places.repository(real):
        return []
    return [f"../{one}" for one in _AROUND if places.is_file(real.parent / one)]


def _bytes(path: Path, left: int, limits: Limits, shown: str) -> bytes:
    try:
        return untrusted.read(Path(os.path.realpath(path)), left)
    except untrusted.TooLargeError:
        message = f"the files of the folder are larger than {size(limits.source_bytes)}"
        raise exceeded("source_bytes", message, "export its parts one by one", shown) from None
    except OSError as error:
        why = f"the file cannot be read: {sources.reason(error)}"
        raise SpecExportError(
            Diagnostic("SX003", why, "error", str(path), hint="check its permissions")
        ) from None


def digest_of(path: str) -> str:
    """Return a digest of a file's contents, or of all that a document of a folder is made of; empty without
    any.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - quicker
        return digest_of_file(path)
    place = Path(path)
    try:
        names = (*files(place), *around(place))
    except OSError:
        return ""
    return _together((name, digest_of_file(place / name)) for name in names)


def digest_of_source(source: Source) -> str:
    """Return the digest of what was read, as `digest_of` makes it of what there is."""
    if not source.files:
        return digest(source.data)
    return _together((file.name, digest(file.data)) for file in source.files)


def _together(files: Iterable[tuple[str, str]]) -> str:
    return digest("\n".join(f"{name} {content}" for name, content in files).encode())


def size_of(path: str) -> int:
    """Return how many bytes a file has, or all files of a folder together; 0 where there is none."""
    try:
        if os.path.isdir(path):  # noqa: PTH112 - quicker
            return sum(os.stat(Path(path, name)).st_size for name in files(Path(path)))  # noqa: PTH116 - quicker
        return os.stat(path).st_size  # noqa: PTH116 - quicker
    except OSError:
        return 0
