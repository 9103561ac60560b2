"""Folders that are documents: all files that may be parts of one, or say their order, as one Source."""

from __future__ import annotations

import os
from pathlib import Path

from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD, Limits, exceeded, size
from specexport.system import finder, places, sources, untrusted
from specexport.system.digests import digest

# What ends the names of files that are read.
_ENDINGS = (
    *(".md", ".markdown", ".mdown", ".qmd", ".mdx"),
    *(".yaml", ".yml", ".json", ".avsc", ".xsd", ".wsdl", ".proto", ".sql", ".graphql", ".graphqls"),
    *(".order", "sidebars.js", "sidebars.ts", "sidebars.cjs", "sidebars.mjs"),
)
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
    found = finder.document(place, _ENDINGS)
    if not any(one.lower().endswith(_ENDINGS[:5]) for one in found):
        hint = "name a folder that holds Markdown files"
        raise SpecExportError(
            Diagnostic("SX814", "no document can be made of this folder", "error", shown, hint=hint)
        )
    if len(found) > _MOST_FILES:
        raise exceeded(
            "source_bytes", f"the folder has more than {_MOST_FILES:,} files", "name one in it", shown
        )
    files, left = [], limits.source_bytes
    for inside in (*found, *_around(place)):
        data = _bytes(place / inside, left, limits, shown)
        left = max(left - len(data), 1) if left else left
        files.append(Source(data, inside))
    return Source(b"", shown, tuple(files))


def _around(place: Path) -> list[str]:
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
    from specexport.system.digests import digest_of_file

    if not os.path.isdir(path):  # noqa: PTH112 - quicker
        return digest_of_file(path)
    place = Path(path)
    try:
        names = (*finder.document(place, _ENDINGS), *_around(place))
    except OSError:
        return ""
    return digest("\n".join(f"{name} {digest_of_file(place / name)}" for name in names).encode())
