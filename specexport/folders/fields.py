"""The information of several parts as that of one document: what they say alike is said once."""

from __future__ import annotations

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


def merged(parts: Sequence[Told]) -> tuple[tuple[d.MetaField, ...], tuple[Difference, ...]]:
    """Return the fields of all parts, and in what they differ.

    The first that says a field has it. What another says of it stays, below a name that says whose it is.
    """
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
            elif not _same(name, first[0].content, field.content):
                out.append(replace(field, name=f"{field.name} ({part.name})"))
                differences.append(
                    Difference(
                        field.name, words, part.path, walk.plain(first[0].content), first[1], field.pos
                    )
                )
    return tuple(out), tuple(differences)


def _key(name: str) -> str:
    return target(name) or key(name)


def _same(_name: str, one: tuple[d.Inline, ...], other: tuple[d.Inline, ...]) -> bool:
    return walk.plain(one).casefold() == walk.plain(other).casefold()
