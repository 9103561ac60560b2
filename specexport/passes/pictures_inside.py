"""Pictures that drawings show, put into the drawings: files beside them, and what is in them already.

A page shows no file that a drawing names, and Word and PDF know of none. So each drawing has all it shows in
itself, checked as every picture is, and a message with the author's line tells what it cannot have.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import exceeded, size
from specexport.core.patterns import regex

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d

SVG = "image/svg+xml"
_REMOTE = regex(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME = regex(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Drawings may show drawings, and these others, so deep.
_DEEPEST = 4


def whole(drawing: d.Media, image: d.Image, context: Context) -> d.Media:
    """Return a drawing made safe, with all pictures that it shows inside it. Raises ValueError."""
    from specexport.graphics.svg import inert

    inside = _Pictures(context, image, image.url, _Room())
    return replace(drawing, data=inert(drawing.data, inside, inside.outside))


class _Room(Struct):
    """How many bytes the pictures in one drawing have taken."""

    taken: int = 0


class _Pictures:
    """Finds the pictures that a drawing at `base` shows, for the image of a document."""

    def __init__(self, context: Context, image: d.Image, base: str, room: _Room, depth: int = 0) -> None:
        self._context = context
        self._image = image
        self._base = base
        self._room = room
        self._depth = depth

    def __call__(self, url: str) -> d.Media | None:
        """Return a picture, None (and reported) where it cannot be had."""
        try:
            return self._checked(url)
        except SpecExportError as error:
            self._tell(error.diagnostic)
        except (ValueError, RecursionError) as error:
            told = f"picture {url[:40]} {error}"
            self._tell(Diagnostic("SX738", told, "warning", hint="save it again"))
        return None

    def outside(self, url: str) -> None:
        """Report what a drawing takes from another file: no engine follows that."""
        message = f"{url[:80]} is in another file and left out"
        self._tell(Diagnostic("SX759", message, "warning", hint="put it into the drawing itself"))

    def _tell(self, told: Diagnostic) -> None:
        message = f"in drawing {self._image.url[:80]}: {told.message}"
        path = told.path or self._context.source_name
        self._context.report(
            replace(told, message=message, severity="warning", path=path, pos=self._image.pos)
        )

    def _checked(self, url: str) -> d.Media:
        from specexport.graphics.bitmaps import usual
        from specexport.graphics.svg import inert

        found = self._loaded(url)
        if found.type == SVG:
            if self._depth >= _DEEPEST:
                raise ValueError(f"is nested more than {_DEEPEST} deep")
            base = self._base if url.startswith("data:") else _joined(self._base, url)
            inner = _Pictures(self._context, self._image, base, self._room, self._depth + 1)
            found = replace(found, data=inert(found.data, inner, inner.outside))
        else:
            found = usual(found)
        self._room.taken += len(found.data)
        most = self._context.options.limits.picture_bytes
        if most and self._room.taken > most:
            told = f"its pictures are larger than {size(most)} together"
            raise exceeded("picture_bytes", told, "save them smaller")
        return found

    def _loaded(self, url: str) -> d.Media:
        if _SCHEME.match(url) and not _REMOTE.match(url):
            return self._context.resources.load(url)
        if _SCHEME.match(self._base) and not _REMOTE.match(self._base):
            raise ValueError("is beside a drawing that is not in a folder")
        place = _joined(self._base, url)
        load = self._context.fetch if _REMOTE.match(place) else self._context.resources.load
        return load(place)


def _joined(base: str, url: str) -> str:
    """Return an address that stands in the file at `base` as one that stands in the document."""
    if _REMOTE.match(base) or _REMOTE.match(url) or url.startswith("/"):
        return urljoin(base, url)
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(base.partition("?")[0].partition("#")[0]), url)
    )
