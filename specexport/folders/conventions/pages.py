"""What lists of pages have in common: entries in a tree, each a page or the title of others."""

from __future__ import annotations

from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from specexport.core.parts import ASKED_TEXTS
from specexport.core.patterns import regex
from specexport.folders.conventions import names
from specexport.folders.tree import Part, Plan, is_opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.folders.tree import Tree

_ELSEWHERE = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:|#|$")


class Entry(Struct, frozen=True):
    """A line of a navigation: the page at `path` (empty for a title only), as deep as `level`, from 1."""

    path: str
    title: str = ""
    level: int = 1
    appendix: bool = False


def find_page(tree: Tree, url: str, place: str = "") -> str | None:
    """Return the file that a navigation in the folder `place` calls `url`, None where it is no file.

    The suffix may be left out; of a folder its opening is meant. What is not there is returned as written.
    """
    if _ELSEWHERE.match(url):
        return None
    path = unquote(url.partition("#")[0].partition("?")[0])
    path = normpath(path.lstrip("/") if path.startswith("/") else join(place, path))
    spellings = (path, *(path + suffix for suffix in ASKED_TEXTS))
    openings = (f"{path}/{name}.md".removeprefix("./") for name in ("README", "index"))
    return next((one for one in (*spellings, *openings) if one in tree.files), path)


def plan(
    tree: Tree, kind: str, how: str, entries: Iterable[Entry], title: str = "", place: str = ""
) -> Plan | None:
    """Return the plan that a navigation makes, None if it leads to no file of the folder.

    `place` is the folder that its pages lie in: other files do not belong to it.
    """
    entries = tuple(entries)
    seen: dict[str, Part] = {}
    missing = []
    parts: list[Part] = []
    for entry in entries:
        if entry.path and entry.path not in tree.files:
            missing.append(entry.path)
        elif not entry.path:
            parts.append(Part("", entry.title, entry.level))
        elif entry.path not in seen and entry.path.lower().endswith(ASKED_TEXTS):
            seen[entry.path] = _part(entry, first=not parts)
            parts.append(seen[entry.path])
    if not seen:
        return None
    inside = [path for path in tree.texts if path.startswith(f"{place}/" if place else "")]
    left = tuple(path for path in inside if path not in seen)
    contracts = names.appendices(
        path for path in tree.contracts if path.startswith(f"{place}/" if place else "")
    )
    whole = (*_without_empty(parts), *contracts)
    return Plan(kind, how, whole, title, left, tuple(missing))


def _part(entry: Entry, *, first: bool) -> Part:
    if first and is_opening(entry.path):
        return Part(entry.path, entry.title, role="opening")
    return Part(entry.path, entry.title, entry.level, "appendix" if entry.appendix else "chapter")


def _without_empty(parts: Sequence[Part]) -> Iterable[Part]:
    """Return parts without titles that nothing stands below, nor titles only."""
    kept: list[Part] = []
    for part in reversed(parts):
        if part.path or (kept and kept[-1].level > part.level):
            kept.append(part)
    return kept[::-1]
