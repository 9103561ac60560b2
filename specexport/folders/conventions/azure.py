"""Wikis of Azure DevOps: `.order` names the pages of a folder; those below a page lie beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.parts import TEXTS
from specexport.folders.conventions import pages
from specexport.folders.conventions.pages import Entry
from specexport.folders.tree import folder, natural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.tree import Plan, Tree

_FILE = ".order"


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder with `.order`."""
    if _FILE not in tree.files:
        return None
    return pages.plan(tree, "Azure DevOps", _FILE, _entries(tree, "", 1))


def _entries(tree: Tree, place: str, level: int) -> Iterator[Entry]:
    """Yield the pages of a folder: those that are named, then the others as in the wiki, by name."""
    above = f"{place}/" if place else ""
    named = tree.read(f"{above}{_FILE}").splitlines() if f"{above}{_FILE}" in tree.files else []
    own = [path.removeprefix(above) for path in tree.texts if folder(path) == place]
    rest = sorted((path.rpartition(".")[0] for path in own), key=natural)
    for name in dict.fromkeys((*filter(None, map(str.strip, named)), *rest)):
        path = next((one for end in TEXTS if (one := above + name + end) in tree.files), above + name + ".md")
        yield Entry(path, _title(name), level)
        if any(one.startswith(f"{above}{name}/") for one in tree.texts):
            yield from _entries(tree, above + name, level + 1)


def _title(name: str) -> str:
    """Return the title of a page by its name: hyphens are spaces, and `%2D` is a hyphen."""
    from urllib.parse import unquote

    return unquote(name.replace("-", " "))
