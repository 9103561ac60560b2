"""The files that a part names, found among those of its folder."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from specexport.core.context import Resources
    from specexport.model.document import Media

ELSEWHERE = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]|$")
"""What begins an address that is not relative to the file that has it."""


class Inside:
    """The `resources` of a folder as seen from the folder `place` in it, which is relative to that."""

    def __init__(self, resources: Resources, place: str) -> None:
        self._resources = resources
        self._place = quote(place)

    def load(self, url: str) -> Media:
        """Return the picture at `url`. Raises SpecExportError as the folder does."""
        return self._resources.load(self._joined(url))

    def read(self, url: str) -> bytes:
        """Return the file at `url`. Raises SpecExportError as the folder does."""
        return self._resources.read(self._joined(url))

    def find(self, url: str) -> str | None:
        """Return a link to a file as the folder does, relative to the part."""
        if url.startswith("**/") or not self._place:
            found = self._resources.find(url)
        else:
            asked = self._joined(url)
            found = self._resources.find(asked)
            if found == asked:
                return url
        if not found or not self._place or ELSEWHERE.match(found):
            return found
        return posixpath.relpath(found, self._place)

    def _joined(self, url: str) -> str:
        return rooted(url, self._place)


def rooted(url: str, place: str) -> str:
    """Return `url`, which is relative to the folder `place`, relative to the folder around that."""
    if not place or ELSEWHERE.match(url):
        return url
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    path = posixpath.normpath(posixpath.join(place, url[:end]))
    return path + ("/" if url[:end].endswith("/") and not path.endswith("/") else "") + url[end:]
