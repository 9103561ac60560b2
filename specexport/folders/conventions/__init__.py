"""How projects keep a specification in a folder: a module for each convention, with one function `find`.

It returns the plan of a folder that follows the convention, None for any other. What lists its pages is asked
before what is only known by the names of its files.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.folders.tree import Plan, Tree

    Find: TypeAlias = "Callable[[Tree], Plan | None]"

NAVIGATIONS = ("mkdocs", "azure", "quarto", "summary", "docsify", "docusaurus")
KINDS = ("speckit", "openspec", "kiro", "decisions", "arc42")


def all_of() -> tuple[Find, ...]:
    """Return what finds each convention, in the order in which they are asked."""
    return (*navigations(), *kinds())


@cache
def navigations() -> tuple[Find, ...]:
    """Return what finds files that list the pages of a folder."""
    return tuple(map(_find, NAVIGATIONS))


@cache
def kinds() -> tuple[Find, ...]:
    """Return what knows a kind of folder by the names in it."""
    return tuple(map(_find, KINDS))


def _find(name: str) -> Find:
    find: Find = import_module(f"{__name__}.{name}").find
    return find
