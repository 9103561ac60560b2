"""The logo of a Word file: the first picture of its headers, else of its first paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.style.tools.from_word.look import A, W
from specexport.system import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.system.office import Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
# A logo stands at the beginning of a document, and is not larger than this.
_FIRST = 20
_MOST_BYTES = 4 << 20


class Logo(Struct, frozen=True):
    """A picture: the name of its file in the style's folder, and its bytes."""

    name: str
    data: bytes


def find(package: Package, headers: list[str]) -> tuple[Logo | None, bool]:
    """Return the logo, and whether there is a picture that cannot be used as one."""
    unusable = False
    for part, owner in _places(package, headers):
        files = dict(package.related(part, "image"))
        for ident in _references(owner):
            data = package.read(files.get(ident, ""))
            if logo := _usable(data):
                return logo, False
            unusable = unusable or bool(data)
    return None, unusable


def _places(package: Package, headers: list[str]) -> Iterator[tuple[str, Any]]:
    for part in headers:
        if (root := package.xml(part)) is not None:
            yield part, root
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    for block in list(body)[:_FIRST] if body is not None else ():
        yield package.main, block


def _references(owner: Any) -> Iterator[str]:
    """Yield the relations of the pictures in `owner`, a drawing in lines before its likeness in dots."""
    for blip in owner.iter(f"{A}blip"):
        yield from (svg.get(f"{_R}embed", "") for svg in blip.iter(f"{_SVG}svgBlip"))
        yield blip.get(f"{_R}embed", "")
    yield from (data.get(f"{_R}id", "") for data in owner.iter(f"{_VML}imagedata"))


def _usable(data: bytes) -> Logo | None:
    if not data or len(data) > _MOST_BYTES:
        return None
    try:
        found = pictures.identify(data)
    except (pictures.NotAPictureError, pictures.DamagedPictureError):
        return None
    suffix = _SUFFIXES.get(found.type)
    return Logo(f"logo{suffix}", found.data) if suffix else None
