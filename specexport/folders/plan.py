"""The order of the parts: what the author says, else a navigation, else the convention, else names."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.context import Context, Source, unheard
from specexport.core.parts import ASKED_TEXTS, language
from specexport.folders import conventions
from specexport.folders.conventions import names
from specexport.folders.tree import Part, Plan, folder, natural
from specexport.model import walk
from specexport.model.information import key
from specexport.readers.markdown import frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.folders.tree import Tree

FIELD = "parts"
"""The field of front matter that lists the parts of the folder it stands in."""

_SETTINGS = "specexport.toml"
# Where that may stand, the first first.
_FIRST = ("readme", "index", "spec", "proposal", "requirements", "bugfix", "overview")


def plan(tree: Tree, settings: Sequence[str] = ()) -> Plan:
    """Return of which parts the document of a folder is made; `settings` are those that the project names."""
    if asked := _asked(tree, settings, _SETTINGS):
        return asked
    made = _of_front_matter(tree) or _found(tree)
    return replace(made, missing=tuple(settings), asked=_SETTINGS) if settings else made


def kind(tree: Tree) -> str:
    """Return the kind of a folder that is a document beyond doubt, empty for any other."""
    if made := _of_front_matter(tree):
        return made.kind
    return next((made.kind for find in conventions.all_of() if (made := find(tree))), "")


def _found(tree: Tree) -> Plan:
    return next((made for find in conventions.all_of() if (made := find(tree))), None) or names.find(tree)


def _asked(tree: Tree, patterns: Sequence[str], how: str) -> Plan | None:
    """Return a plan of exactly the files that `patterns` name, with the contracts that none of them names."""
    known = [path for path in tree.files if path.lower().endswith(ASKED_TEXTS) or language(path)]
    chosen: dict[str, None] = {}
    missing = []
    for pattern in patterns:
        matched = _matching(known, pattern.removeprefix("./"))
        chosen.update(dict.fromkeys(matched))
        missing += [] if matched else [pattern]
    if not chosen:
        return None
    parts = tuple(names.part(path, first=at == 0, alone=len(chosen) == 1) for at, path in enumerate(chosen))
    made = next((made for find in conventions.kinds() if (made := find(tree))), None)
    numbers = {part.path: part.number for part in made.parts} if made else {}
    parts = tuple(replace(part, number=numbers.get(part.path, "")) for part in parts)
    left = tuple(path for path in tree.texts if path not in chosen)
    return Plan(made.kind if made else "parts", how, parts, left=left, missing=tuple(missing))


def _matching(paths: Sequence[str], pattern: str) -> list[str]:
    """Return the path that `pattern` is, else those that it matches, in natural order.

    `**/` stands for any folders, and for none.
    """
    if pattern in paths:
        return [pattern]
    spellings = {pattern, pattern.replace("**/", "")}
    return sorted((path for path in paths if any(fnmatchcase(path, one) for one in spellings)), key=natural)


def _of_front_matter(tree: Tree) -> Plan | None:
    for path in _candidates(tree.texts):
        text = tree.read(path)
        if f"{FIELD}:" in text[:4000] and (named := _named(text)):
            return _asked(tree, named if path in named else (path, *named), f"front matter of {path}")
    return None


def _candidates(paths: Iterable[str]) -> list[str]:
    stems = {path.rpartition(".")[0].lower(): path for path in paths if not folder(path)}
    return [stems[name] for name in _FIRST if name in stems]


def _named(text: str) -> tuple[str, ...]:
    """Return the parts that the front matter of a text lists."""
    quiet = Context(style=None, resources=None, source=Source(b""), report=unheard)  # type: ignore[arg-type]  # neither is asked
    fields = frontmatter.fields(frontmatter.split(text), quiet)
    said = next((walk.plain(field.content) for field in fields if key(field.name) == FIELD), "")
    return tuple(filter(None, (one.strip() for one in said.split(","))))


__all__ = ["FIELD", "Part", "kind", "plan"]
