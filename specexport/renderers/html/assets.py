"""Where the pictures, fonts and sheet of a page go: inside it, or into a folder beside it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from specexport.core.patterns import regex
from specexport.model.document import Media
from specexport.style.assets import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SUFFIXES = {
    "image/svg+xml": "svg",
    "image/jpeg": "jpg",
    "font/woff2": "woff2",
    "font/woff": "woff",
    "text/css": "css",
}
_UNUSUAL = regex(r"[^A-Za-z0-9_-]+")


class Inside:
    """Keeps all within the page as `data:` URLs."""

    files: Mapping[str, bytes] = {}

    def picture(self, name: str, media: Media) -> str:
        """Return a picture as a `data:` URL."""
        return embedded(name, media)

    def font(self, name: str, font: Media) -> str:
        """Return a font as a `data:` URL."""
        return f'"{embedded(name, font)}"'


class Beside:
    """Puts all into a folder, under names that tell their content: the same bytes have the same name."""

    def __init__(self, folder: str) -> None:
        self.folder = folder.strip("/")
        self.files: dict[str, bytes] = {}

    def picture(self, name: str, media: Media) -> str:
        """Put a picture into the folder."""
        return f"{self.folder}/{self._put(name, media)}"

    def font(self, name: str, font: Media) -> str:
        """Put a font into the folder, beside the sheet that names it."""
        return f'"{self._put(name, font)}"'

    def sheet(self, rules: str) -> str:
        """Put a style sheet into the folder."""
        return f"{self.folder}/{self._put('page', Media(rules.encode(), 'text/css'))}"

    def _put(self, name: str, media: Media) -> str:
        stem = _UNUSUAL.sub("-", name.rpartition("/")[2].rpartition(".")[0] or name).strip("-")[:40]
        suffix = _SUFFIXES.get(media.type) or media.type.rpartition("/")[2]
        file = f"{stem or 'file'}-{sha256(media.data).hexdigest()[:10]}.{suffix}"
        self.files[f"{self.folder}/{file}"] = media.data
        return file


Assets: TypeAlias = Inside | Beside


def embedded(_: str, media: Media) -> str:
    """Return a picture as a `data:` URL (RFC 2397)."""
    from base64 import b64encode

    return f"data:{media.type};base64,{b64encode(media.data).decode()}"


def logo(path: Path, assets: Assets) -> str:
    """Return the URL of a style's logo."""
    kind = "image/svg+xml" if path.suffix.lower() == ".svg" else f"image/{path.suffix[1:].lower()}"
    return assets.picture(path.name, Media(read(path), kind))
