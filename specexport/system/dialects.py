"""Which dialect of Markdown a project has: what its settings say, else the files in its folders."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core.dialects import DIALECTS, named
from specexport.system import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")


def of_source(path: str | os.PathLike[str]) -> str:
    """Return the name of the dialect of the source at `path`, empty where nothing says one.

    The project's settings count first, then the source's own name, then the signs of the nearest folder, up
    to the root of the project. Raises EnvironmentProblem as `settings.of_project` does, and SX800 when the
    settings name a dialect that there is not.
    """
    place = Path(path)
    if asked := settings.of_project(place.parent).dialect:
        return named(asked)
    for name, entry in DIALECTS.items():
        if entry.pages and re.fullmatch(entry.pages, place.stem):
            return name
    return next(filter(None, map(_of_folder, settings.upward(place.parent))), "")


def _of_folder(folder: Path) -> str:
    """Return the dialect whose sign stands in `folder`."""
    for name, entry in DIALECTS.items():
        if any(os.path.lexists(os.path.join(folder, sign)) for sign in _spelt(entry.signs)):  # noqa: PTH118 - quicker
            return name
    return ""


def _spelt(signs: tuple[str, ...]) -> Iterator[str]:
    for sign in signs:
        if sign.endswith(".*"):
            yield from (sign[:-2] + ending for ending in _ENDINGS)
        else:
            yield sign
