"""Pictures as files beside what is made of a document, for formats of text that can only name them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import themes, walk

if TYPE_CHECKING:
    from collections.abc import Callable

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
}
_UNSAFE = regex(r"[^A-Za-z0-9_-]+")
_LONGEST = 60


def folder(name: str) -> str:
    """Return the name of the folder for the pictures of a document called `name`: `design_files`."""
    return f"{_safe(PurePath(name).stem) or 'specification'}_files"


def moved(
    document: d.Document, place: str, fitting: Callable[[d.Media], d.Media] = lambda media: media
) -> tuple[d.Document, dict[str, bytes]]:
    """Return `document` with its pictures in the folder `place`, and these files by their relative paths.

    Only pictures that are shown are there, each as `fitting` makes it.
    """
    wanted = dict.fromkeys(url for image in walk.find(document.blocks, d.Image) for url in themes.urls(image))
    media = {url: fitting(document.media[url]) for url in wanted if url in document.media}
    names = _names(media)

    def visit(node: d.Node) -> d.Node:
        if type(node) is not d.Image:
            return node
        if (dark := themes.dark_of(node)) in names:
            node = themes.with_dark(node, f"{place}/{names[dark]}")
        return replace(node, url=f"{place}/{names[node.url]}") if node.url in names else node

    blocks = walk.rewrite(document.blocks, visit)
    kept = {f"{place}/{names[url]}": picture for url, picture in media.items()}
    files = {path: picture.data for path, picture in kept.items()}
    return replace(document, blocks=blocks, media=kept), files


def _names(media: dict[str, d.Media]) -> dict[str, str]:
    """Return a file name for each picture: its own as far as every system can have it, and no two alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, (url, picture) in enumerate(media.items(), 1):
        own = "" if ":" in url else _safe(PurePath(unquote(url).split("?")[0]).stem)
        stem = name = own or f"picture-{number}"
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.casefold())
        names[url] = name + _SUFFIXES.get(picture.type, "")
    return names


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name)[:_LONGEST].strip("-")
