"""The information of several parts as that of one document: what they say alike is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import key, target

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a document of several parts has from none of them: its own title, and how it is read.
_OWN = frozenset({"title", "lang"})
# What one convention calls by several names in its files.
_SAME = {"feature branch": "branch"}
# So many differences are slips in one document; more are those of several.
_FEW = 2


class Told(Struct, frozen=True):
    """The information of a part: the words that name the part, its information, and where its file is."""

    name: str
    path: str
    meta: d.Meta


class Difference(Struct, frozen=True):
    """A field of which a part says something else than one before it, both in words."""

    field: str
    said: str
    by: str
    first: str
    first_by: str
    pos: d.Pos | None


class Merged(Struct, frozen=True):
    """The information of the whole, what of each part's stands with it, by path, and the differences."""

    whole: tuple[d.MetaField, ...]
    own: Mapping[str, tuple[d.MetaField, ...]]
    differences: tuple[Difference, ...]


def merged(parts: Sequence[Told], alike: bool) -> Merged:
    """Return what the information of all parts comes to.

    The first that says a field has it. What another says of it stays, below a name that says whose it is;
    where that happens often and the parts are not `alike`, they are documents of their own: each keeps what
    not all say alike.
    """
    whole, differences = _together(parts)
    if alike or len(differences) <= _FEW:
        return Merged(whole, {}, differences)
    said: dict[str, set[str]] = {}
    for part in parts:
        for field in part.meta.fields:
            said.setdefault(_key(field.name), set()).add(walk.plain(field.content).casefold())
    times = Counter(_key(field.name) for part in parts for field in part.meta.fields)
    shared = {name for name, words in said.items() if len(words) == 1 and times[name] == len(parts)}
    kept = tuple(field for field in parts[0].meta.fields if _key(field.name) in shared)
    own = {
        part.path: tuple(field for field in part.meta.fields if _key(field.name) not in shared)
        for part in parts
    }
    return Merged(kept, own, ())


def _together(parts: Sequence[Told]) -> tuple[tuple[d.MetaField, ...], tuple[Difference, ...]]:
    known: dict[str, tuple[d.MetaField, str]] = {}
    out: list[d.MetaField] = []
    differences: list[Difference] = []
    for part in parts:
        for field in part.meta.fields:
            name, words = _key(field.name), walk.plain(field.content)
            if not words or name in _OWN:
                continue
            first = known.setdefault(name, (field, part.path))
            if first[0] is field:
                out.append(field)
            elif walk.plain(first[0].content).casefold() != words.casefold():
                out.append(replace(field, name=f"{field.name} ({part.name})"))
                before = walk.plain(first[0].content)
                differences.append(Difference(field.name, words, part.path, before, first[1], field.pos))
    return tuple(out), tuple(differences)


def _key(name: str) -> str:
    return target(name) or _SAME.get(key(name), key(name))
