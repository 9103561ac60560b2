"""Which folders of a batch are documents: those of a known kind, with the files that are parts of each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport import folders
from specexport.core.parts import ASKED_TEXTS, is_navigation
from specexport.system import folders as disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

OWN = "./"
"""The name of the folder that a batch searches, where that itself is a document."""


class FolderDocument(Struct, frozen=True):
    """A folder that is a document: its path relative to what was searched, ending in `/`, and its parts.

    `parts` are the paths of all texts that it makes or leaves out, relative to what was searched as well.
    """

    name: str
    parts: tuple[str, ...]


def found(place: Path) -> Iterator[FolderDocument]:
    """Yield the folders at and below `place` that are documents; none holds another."""
    yield from _below(place, "", disk.files(place))


def _below(top: Path, above: str, files: Sequence[str]) -> Iterator[FolderDocument]:
    """Yield the documents at and below the folder `above`, whose `files` are relative to `top`."""
    claimed: frozenset[str] = frozenset()
    if document := _document(top, above, files):
        yield document
        claimed = frozenset(document.parts)
    left = [file for file in files if file not in claimed]
    inside: dict[str, list[str]] = {}
    for file in left:
        name, slash, _ = file[len(above) :].partition("/")
        if slash:
            inside.setdefault(f"{above}{name}/", []).append(file)
    for folder in sorted(inside):
        if any(file.lower().endswith(ASKED_TEXTS) for file in inside[folder]):
            yield from _below(top, folder, inside[folder])


def _document(top: Path, above: str, files: Sequence[str]) -> FolderDocument | None:
    place = top / above
    names = tuple(file[len(above) :] for file in files)
    tree = folders.Tree(Path(os.path.realpath(place)).name, (*names, *disk.around(place)), _reader(place))
    if not any(name.lower().endswith(ASKED_TEXTS) for name in names) or not folders.kind(tree):
        return None
    made = folders.plan(tree)
    navigation = (path for path in names if is_navigation(path))
    texts = [path for path in (*(part.path for part in made.parts), *made.left, *navigation) if path]
    return FolderDocument(above or OWN, tuple(above + path for path in texts))


def _reader(place: Path) -> Callable[[str], str]:
    return lambda path: disk.text(place / path)
