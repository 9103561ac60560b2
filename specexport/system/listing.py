"""The files of a folder by their names, for links that do not say where a file lies."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

# So many files are looked at.
_MOST = 50_000
# Hidden folders are passed over, but for one in which wikis keep their pictures.
_SHOWN = ".attachments"


class Listing:
    """The files below the folder `top`, as seen from a `folder` in it."""

    def __init__(self, folder: Path, top: Path) -> None:
        self._folder = folder
        self._top = top

    def nearest(self, name: str) -> str | None:
        """Return the link from the folder to the file called `name`, in any letter case, None without one.

        `name` may begin with folders. Of several files the one with the shortest way is meant.
        """
        ending = f"/{name.lstrip('/')}".casefold()
        ways = [
            os.path.relpath(path, self._folder).replace(os.sep, "/")
            for path in self._paths.get(ending.rpartition("/")[2], ())
            if path.replace(os.sep, "/").casefold().endswith(ending)
        ]
        return quote(min(ways, key=lambda way: (way.count("/"), way))) if ways else None

    @cached_property
    def _paths(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        left = _MOST
        for place, folders, names in os.walk(self._top):
            folders[:] = sorted(one for one in folders if one[0] != "." or one == _SHOWN)
            for name in names[:left]:
                found.setdefault(name.casefold(), []).append(os.path.join(place, name))  # noqa: PTH118 - quicker
            left -= len(names)
            if left <= 0:
                break
        return found
