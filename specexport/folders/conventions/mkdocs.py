"""MkDocs: the `nav` of `mkdocs.yml`."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Any

from specexport.folders.conventions import pages
from specexport.folders.conventions.pages import Entry
from specexport.folders.yaml import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.tree import Plan, Tree

_FILES = ("mkdocs.yml", "mkdocs.yaml", "../mkdocs.yml", "../mkdocs.yaml")


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder whose `mkdocs.yml`, in it or around it, lists its pages."""
    name = next((one for one in _FILES if one in tree.files), "")
    said = loaded(tree.read(name)) if name else None
    if not isinstance(said, dict) or not isinstance(nav := said.get("nav"), list):
        return None
    docs = normpath(str(said.get("docs_dir") or "docs")).strip("/").removeprefix(".")
    if name.startswith("../"):
        if docs != tree.name:
            return None
        docs = ""
    entries = _entries(nav, tree, docs, 1)
    return pages.plan(tree, "MkDocs", name, entries, str(said.get("site_name") or ""), docs)


def _entries(nav: list[Any], tree: Tree, docs: str, level: int) -> Iterator[Entry]:
    for one in nav:
        for title, inner in one.items() if isinstance(one, dict) else (("", one),):
            if isinstance(inner, list):
                yield Entry("", str(title), level)
                yield from _entries(inner, tree, docs, level + 1)
            elif isinstance(inner, str) and (path := pages.find_page(tree, inner, docs)):
                yield Entry(path, str(title), level)
