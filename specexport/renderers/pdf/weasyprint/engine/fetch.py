"""The only files that a layout can have: the document's pictures and the style's fonts and logo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from weasyprint.urls import URLFetcher, URLFetcherResponse

from specexport.style import assets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.model.document import Media

_SCHEME = "specexport:"
_PICTURES = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
_DRAWING = "data:image/svg+xml,"


class AllowedFiles(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Hands out what was put here, under names of its own, and refuses every other URL."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())
        self._items: dict[str, tuple[Callable[[], bytes], str]] = {}

    def file(self, path: Path) -> str:
        """Allow a file of the style, and return its URL."""
        kind = "image/svg+xml" if path.suffix.lower() == ".svg" else ""
        return self._put(lambda: assets.read(path), kind, path.suffix)

    def picture(self, _: str, media: Media) -> str:
        """Allow a picture of the document, and return its URL."""
        return self._put(lambda: media.data, media.type, "")

    def put(self, data: bytes) -> str:
        """Allow bytes, and return their URL."""
        return self._put(lambda: data, "", "")

    def _put(self, read: Callable[[], bytes], kind: str, suffix: str) -> str:
        url = f"{_SCHEME}{len(self._items)}{suffix}"
        self._items[url] = (read, kind)
        return url

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - the base's signature
        """Return what stands under `url`. Raises ValueError for everything that was not put here."""
        if url.startswith(_DRAWING):  # a sign of the style sheet's own
            return URLFetcherResponse(
                url, unquote_to_bytes(url[len(_DRAWING) :]), {"Content-Type": "image/svg+xml"}
            )
        if url.startswith(_PICTURES) and (found := _within(url)):
            return URLFetcherResponse(url, found[1], {"Content-Type": found[0]})
        if url not in self._items:
            raise ValueError(f"not a picture of the document: {url[:80]}")
        read, kind = self._items[url]
        return URLFetcherResponse(url, read(), {"Content-Type": kind} if kind else None)


def _within(url: str) -> tuple[str, bytes] | None:
    """Return a picture that stands in a drawing of the document, by its type and bytes."""
    from specexport.graphics.svg.inside import of_data

    return of_data(url)
