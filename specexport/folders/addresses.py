"""What can be linked to in the parts of a document: ids are unique, and links between parts lead inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.folders.inside import ELSEWHERE, rooted
from specexport.folders.tree import folder, stem
from specexport.model import document as d
from specexport.model import walk
from specexport.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Names that get their ids later: those of captions, and labels of formulas.
NAMED = regex(r"(?P<before>\{#)(?P<name>[\w:.-]+)(?P<after>\})")
LABELLED = regex(r"(?P<before>\\label\{)(?P<name>[^{}]+)(?P<after>\})")
_KIND = regex(r"((?:fig|tbl|sec|eq|lst)[:-])?(.*)", re.S | re.I)


class Names(Struct, frozen=True):
    """What a part calls itself and what is in it, with the ids that these have in the whole document.

    `folded` has them by their names in small letters.
    """

    path: str
    ident: str
    ids: Mapping[str, str]
    folded: Mapping[str, str]

    def find(self, fragment: str) -> str | None:
        """Return the id of what `fragment` calls in the part, None if there is no such thing."""
        name = unquote(fragment)
        return self.ids.get(name) or self.folded.get(name.lower())


class Namer:
    """Gives ids of parts that are unique in the whole: the first that has one keeps it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def names(self, path: str, ident: str, titles: Iterable[str], blocks: tuple[d.Block, ...]) -> Names:
        """Return the names of a part: of its heading `ident`, which `titles` call as well, and within."""
        own = self.unique(ident or "part", path)
        ids = {ident: own} if ident else {}
        ids |= {name: self.unique(name, path) for name in dict.fromkeys(_idents(blocks))}
        for title in titles:
            ids.setdefault(slug(title), own)
        return Names(path, own, ids, {name.lower(): made for name, made in reversed(ids.items())})

    def unique(self, name: str, path: str = "") -> str:
        """Return `name`, or one like it that nothing is called."""
        found, kind = name, _KIND.fullmatch(name)
        assert kind is not None
        if found in self._taken and path:
            above = folder(path).rpartition("/")[2]
            for lead in (stem(path), f"{above}-{stem(path)}"):
                found = f"{kind[1] or ''}{slug(lead) or 'part'}-{kind[2]}"
                if found not in self._taken:
                    break
        number, base = 1, found
        while found in self._taken:
            found, number = f"{base}-{number}", number + 1
        self._taken.add(found)
        return found


def _idents(blocks: tuple[d.Block, ...]) -> Iterator[str]:
    yield from walk.idents(blocks)
    for text in walk.find(blocks, d.Str):
        if "{#" in text.text:
            yield from (match["name"] for match in NAMED.finditer(text.text))
    for formula in walk.find(blocks, d.Math):
        yield from (match["name"] for match in LABELLED.finditer(formula.text))


class Addresses:
    """All parts by their paths."""

    def __init__(self, parts: Iterable[Names]) -> None:
        self._by_path = {part.path: part for part in parts}
        self._ids = {name for part in self._by_path.values() for name in part.ids}

    def part(self, url: str, path: str) -> tuple[Names | None, str]:
        """Return the part that `url` leads to from that at `path`, None for elsewhere, and the fragment."""
        place, _, fragment = url.partition("#")
        if not place:
            return self._by_path[path], fragment
        if place[0] == "/":
            place = place.lstrip("/")
        elif ELSEWHERE.match(place):
            return None, fragment
        else:
            place = rooted(place, quote(folder(path)))
        place = normpath(unquote(place.partition("?")[0]).rstrip("/"))
        openings = (f"{place}/{name}.md".removeprefix("./") for name in ("README", "index"))
        spellings = (place, f"{place}.md", *openings)
        return next((self._by_path[one] for one in spellings if one in self._by_path), None), fragment

    def is_elsewhere(self, fragment: str, path: str) -> bool:
        """Return whether another part than that at `path` has something of this name, and this has not."""
        name = unquote(fragment)
        return self._by_path[path].find(fragment) is None and name in self._ids
