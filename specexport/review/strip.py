"""A Word file without its map: before it leaves the house, nothing in it says what it was made from."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from specexport.review.source_map import BOOKMARK, NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_START = re.compile(rb'<w:bookmarkStart\b(?=[^>]*\bw:name="' + BOOKMARK.encode() + rb'\d+")[^>]*?/>')
_IDENT = re.compile(rb'\bw:id="(-?\d+)"')
_END = re.compile(rb'<w:bookmarkEnd\b[^>]*?\bw:id="(-?\d+)"[^>]*?/>')
_RELATION = re.compile(rb'<Relationship\b[^>]*?\bTarget="([^"]*)"[^>]*?/>')
_OVERRIDE = re.compile(rb'<Override\b[^>]*?\bPartName="([^"]*)"[^>]*?/>')


def stripped(data: bytes) -> list[tuple[str, bytes]]:
    """Return the parts of a Word file without the map and its bookmarks. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    gone = frozenset(_maps(parts))
    return [(name, _cleaned(name, part, gone)) for name, part in parts if name not in gone]


def unmapped(data: bytes) -> bytes:
    """Return a Word file without the map, as it is where it has none."""
    from specexport.system.zip import zipped

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                (name, archive.read(name)) for name in archive.namelist() if name.startswith("customXml/")
            ]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return data  # whoever opens it says what is wrong with it
    return zipped(stripped(data)) if any(_is_map(name, part) for name, part in parts) else data


def _maps(parts: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield the names of the parts that are the map, or only about it."""
    parts = list(parts)
    items = [name for name, part in parts if name.startswith("customXml/") and _is_map(name, part)]
    for name in items:
        folder, _, file = name.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        yield name
        for other, part in parts:
            if other == relations:
                yield other
                yield from (f"{folder}/{target.decode()}" for target in _RELATION.findall(part))


def _is_map(name: str, part: bytes) -> bool:
    return "/itemProps" not in name and f'"{NAMESPACE}"'.encode() in part[:2000]


def _cleaned(name: str, part: bytes, gone: frozenset[str]) -> bytes:
    if name == "[Content_Types].xml":
        return _OVERRIDE.sub(lambda match: b"" if match[1].decode().lstrip("/") in gone else match[0], part)
    if name.endswith(".rels"):
        return _RELATION.sub(lambda match: b"" if _target(match[1]) in gone else match[0], part)
    if name.startswith("word/") and name.endswith(".xml") and _START.search(part):
        marks = {_ident(match[0]) for match in _START.finditer(part)}
        part = _START.sub(b"", part)
        return _END.sub(lambda match: b"" if match[1] in marks else match[0], part)
    return part


def _ident(mark: bytes) -> bytes:
    found = _IDENT.search(mark)
    return found[1] if found else b""


def _target(target: bytes) -> str:
    return target.decode().replace("../", "").lstrip("/")
