"""Links between specifications: they become links between what is made of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct

from specexport.batch.plan import output_name
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context

Kind: TypeAlias = Literal["spec", "asset", "file", ""]
"""What a file is to a batch: one of its specifications, one that comes along, one that does not, not there.
"""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\]|#|\?|$")
_READMES = ("README.md", "index.md")
_SOURCES = frozenset({".md", ".markdown", ".mdown"})
# What a browser would run or take for a page of the site, and sources: they may be linked to, but are not
# copied.
_STAYING = frozenset(
    {
        *(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg", ".svgz", ".xml", ".xsl", ".xslt"),
        *(".js", ".mjs", ".swf", ".md", ".markdown", ".mdown"),
    }
)


class Site(Struct, frozen=True):
    """What stands beside each other: the specifications by name, and the folder `base` that they lie in.

    `parts` are files that stand in the document of a folder, with its name.
    """

    base: str
    specs: frozenset[str]
    parts: Mapping[str, str] = {}

    def find(self, name: str, url: str) -> tuple[str, Kind]:
        """Return the file that `url` means in the specification `name`, and what it is to this batch.

        The file is a path relative to the base, empty when `url` does not lead to one below it.
        """
        path = _joined(name, url)
        if not path:
            return "", ""
        readmes = (f"{path}/{readme}".removeprefix("./") for readme in _READMES)
        for candidate in (path, f"{path}/", *readmes):
            if candidate in self.specs:
                return candidate, "spec"
            if candidate in self.parts:
                return self.parts[candidate], "spec"
        return path, self.kind(path)

    def kind(self, path: str) -> Kind:
        """Return what the file at `path`, relative to the base, is to this batch."""
        if path in self.specs or path in self.parts:
            return "spec"
        place = Path(self.base, path)
        if not place.exists():
            return ""
        hidden = any(part.startswith(".") for part in path.split("/"))
        comes = not hidden and PurePosixPath(path).suffix.lower() not in _STAYING
        return "asset" if comes and place.is_file() and _is_below(place, self.base) else "file"

    def exported(self, name: str, path: str, target: str) -> str:
        """Return where what is made of the source at `path` lies, relative to what is made of `name`.

        `path` is relative to the source `name`. Empty when it is no specification of this batch.
        """
        return way(name, *self.find(name, quote(path)), target)


class Neighbourhood(Protocol):
    """What answers for a specification what its links lead to; `Site` does."""

    def find(self, name: str, url: str) -> tuple[str, Kind]:
        """Return the file that `url` means in the specification `name`, and what it is to this batch."""
        ...

    def exported(self, name: str, path: str, target: str) -> str:
        """Return where what is made of the source at `path` lies, relative to what is made of `name`."""
        ...


def way(name: str, found: str, kind: Kind, target: str) -> str:
    """Return the way from what is made of `name` to what is made of `found`, if that is one of us."""
    if kind != "spec":
        return ""
    here = PurePosixPath(output_name(name, target)).parent
    return os.path.relpath(output_name(found, target), here).replace(os.sep, "/")


def written(url: str) -> str:
    """Return the path in `url`, without its query and fragment, and without percent-encoding."""
    return unquote(url.partition("#")[0].partition("?")[0])


def is_elsewhere(url: str) -> bool:
    """Return whether `url` leads to no file beside: it has a scheme, is an anchor or begins at a root."""
    return bool(_ELSEWHERE.match(url))


def _is_below(place: Path, base: str) -> bool:
    return Path(os.path.realpath(place)).is_relative_to(base)


def _joined(name: str, url: str) -> str:
    """Return the path that `url` means, relative to the base; nothing for URLs, anchors and what lies
    outside.
    """
    if is_elsewhere(url):
        return ""
    inside = written(url)
    if "\0" in inside or "\\" in inside:
        return ""
    path = os.path.normpath(f"{name.rpartition('/')[0] or '.'}/{inside}").replace(os.sep, "/")
    return "" if path.startswith("..") else path


def local(document: d.Document, name: str, site: Neighbourhood) -> dict[str, Kind]:
    """Return every file below the base that `document` links to, with what it is to this batch."""
    found = {}
    for link in walk.find(_roots(document), d.Link):
        path, kind = site.find(name, link.url)
        if path:
            found[path] = kind
    return found


def tell_unmade(document: d.Document, name: str, site: Neighbourhood, context: Context) -> None:
    """Report the links of `document` to pages beside it that are there, and that this batch does not make."""
    told: set[str] = set()
    for link in walk.find(_roots(document), d.Link):
        path, kind = site.find(name, link.url)
        if kind != "file" or path in told or PurePosixPath(path).suffix.lower() not in _SOURCES:
            continue
        told.add(path)
        message = f"{path} is linked to, and this batch does not make it: what is made leads to nothing there"
        is_readme = PurePosixPath(path).name.lower() in map(str.lower, _READMES)
        hint = 'set readme = "always" in specexport.toml' if is_readme else "name it or its folder as well"
        context.warn("SX724", message, link.pos, f"{hint}, or leave out the link")


def _roots(document: d.Document) -> Iterator[d.Node]:
    yield from document.blocks
    yield from document.meta.prd
    for field in document.meta.fields:
        yield from field.content
