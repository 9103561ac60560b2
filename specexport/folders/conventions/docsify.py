"""docsify: the list of links in `_sidebar.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.folders.conventions import pages, summary

if TYPE_CHECKING:
    from specexport.folders.tree import Plan, Tree

_FILE = "_sidebar.md"


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder with `_sidebar.md`."""
    if _FILE not in tree.files:
        return None
    return pages.plan(tree, "docsify", _FILE, summary.entries(tree.read(_FILE), tree, ""))
