"""The files of a folder, and the plan of the document that is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

from specexport.core.parts import TEXTS, is_navigation, language
from specexport.core.patterns import regex

Role: TypeAlias = Literal["opening", "chapter", "appendix"]

_NUMBERS = regex(r"(\d+)")
_OPENINGS = ("readme", "index", "home")


class Tree(Struct, frozen=True):
    """The files of the folder `name` by their paths relative to it, and what reads the text of one.

    A path that begins with `../` is that of a file of navigation in the folder around it.
    """

    name: str
    files: tuple[str, ...]
    read: Callable[[str], str]

    @property
    def texts(self) -> tuple[str, ...]:
        """The files of Markdown in the folder that are no navigation, in natural order."""
        found = (path for path in self.files if path.lower().endswith(TEXTS) and not path.startswith("../"))
        return tuple(sorted((path for path in found if not is_navigation(path)), key=natural))

    @property
    def contracts(self) -> tuple[str, ...]:
        """The files that hold a contract: descriptions of interfaces, schemas, tables."""
        return tuple(sorted(filter(language, self.files), key=natural))


class Part(Struct, frozen=True):
    """A part of the document: the file at `path`, or only the heading `title` where `path` is empty.

    `level` is the rank of its heading, 1 for a chapter. `title` is what it is called if it does not say so
    itself. `number` is that of a decision. The `opening` has no heading of its own: its title is the
    document's.
    """

    path: str
    title: str = ""
    level: int = 1
    role: Role = "chapter"
    number: str = ""


class Plan(Struct, frozen=True):
    """What a document is made of: the convention that the folder follows, what decided the order, the parts.

    `title` is what the convention calls the document, empty to tell it by the parts. `left` are texts that
    are in none of them, `missing` are parts that are named and not there, by `asked` where that is not `how`.
    """

    kind: str
    how: str
    parts: tuple[Part, ...]
    title: str = ""
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    asked: str = ""


def natural(path: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return what sorts paths as people do: numbers by value, openings first, folders beside their page."""
    *folders, name = path.split("/")
    return tuple(map(_natural, (*folders, name.rpartition(".")[0] or name)))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    if name.lower() in _OPENINGS:
        return ()
    parts = re.split(_NUMBERS.pattern, name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def is_opening(path: str) -> bool:
    """Return whether a file is the page that its folder opens with."""
    return stem(path).lower() in _OPENINGS


def folder(path: str) -> str:
    """Return the folder that a file lies in, empty for the top."""
    return path.rpartition("/")[0]


def stem(path: str) -> str:
    """Return the name of a file without its folder and its suffix."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
