"""Quarto: the chapters of a book, or the contents of a site's sidebar, in `_quarto.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.folders.conventions import pages
from specexport.folders.conventions.pages import Entry
from specexport.folders.yaml import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.tree import Plan, Tree

_FILE = "_quarto.yml"


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder with a book or site of Quarto."""
    said = loaded(tree.read(_FILE)) if _FILE in tree.files else None
    if not isinstance(said, dict):
        return None
    book, site = (part if isinstance(part := said.get(name), dict) else {} for name in ("book", "website"))
    sidebar = site.get("sidebar")
    sidebar = sidebar[0] if isinstance(sidebar, list) and sidebar else sidebar
    contents = sidebar.get("contents") if isinstance(sidebar, dict) else None
    entries = [*_entries(book.get("chapters") or contents, tree, 1)]
    entries += [replace(one, appendix=True) for one in _entries(book.get("appendices"), tree, 1)]
    title = str(book.get("title") or site.get("title") or "")
    return pages.plan(tree, "Quarto", _FILE, entries, title)


def _entries(said: Any, tree: Tree, level: int) -> Iterator[Entry]:
    for one in said if isinstance(said, list) else ():
        if isinstance(one, str):
            if path := pages.find_page(tree, one):
                yield Entry(path, "", level)
        elif isinstance(one, dict):
            yield from _entry(one, tree, level)


def _entry(one: dict[str, Any], tree: Tree, level: int) -> Iterator[Entry]:
    """Yield a chapter with its words, or a part or section with what it holds."""
    name = str(one.get("part") or one.get("section") or one.get("href") or one.get("file") or "")
    inner = one.get("chapters") or one.get("contents")
    path = pages.find_page(tree, name)
    there = path is not None and path in tree.files
    title = str(one.get("text") or ("" if there else name))
    if inner or there or name:
        yield Entry(path or "" if there or not inner else "", title, level)
    yield from _entries(inner, tree, level + 1)
