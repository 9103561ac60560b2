"""Wikis of Azure DevOps: `.order` names the pages of a folder; those below a page lie beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specexport.core.parts import TEXTS
from specexport.folders.conventions import pages
from specexport.folders.conventions.pages import Entry
from specexport.folders.tree import folder, natural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specexport.folders.tree import Plan, Tree

_FILE = ".order"


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder with `.order`."""
    if _FILE not in tree.files:
        return None
    inside: dict[str, list[str]] = defaultdict(list)
    for path in tree.texts:
        inside[folder(path)].append(path.rpartition("/")[2])
        for above in _around(path):
            inside.setdefault(above, [])
    return pages.plan(tree, "Azure DevOps", _FILE, _entries(tree, inside, "", 1))


def _around(path: str) -> Iterator[str]:
    """Yield the folders that a file lies in."""
    while path := folder(path):
        yield path


def _entries(tree: Tree, inside: Mapping[str, list[str]], place: str, level: int) -> Iterator[Entry]:
    """Yield the pages of a folder: those that are named, then the others as in the wiki, by name."""
    above = f"{place}/" if place else ""
    named = tree.read(f"{above}{_FILE}").splitlines() if f"{above}{_FILE}" in tree.files else []
    own = inside[place]
    rest = sorted((name.rpartition(".")[0] for name in own), key=natural)
    for name in dict.fromkeys((*filter(None, map(str.strip, named)), *rest)):
        file = next((one for end in TEXTS if (one := name + end) in own), f"{name}.md")
        yield Entry(above + file, _title(name), level)
        if above + name in inside:
            yield from _entries(tree, inside, above + name, level + 1)


def _title(name: str) -> str:
    """Return the title of a page by its name: hyphens are spaces, and `%2D` is a hyphen."""
    from urllib.parse import unquote

    return unquote(name.replace("-", " "))
