"""The disk: reading sources and the files they name, writing outputs whole."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from specexport.contracts import Diagnostic, SpecExportError
from specexport.document import Media

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


class Folder:
    """The files below one folder; nothing outside it can be had, and nothing remote."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def load(self, url: str) -> Media:
        """Return the picture at `url`, relative to the folder. Raises SpecExportError if it may not be had."""
        path = (self._root / unquote(url)).resolve()
        if not path.is_relative_to(self._root) or not path.is_file():
            raise SpecExportError(Diagnostic("SX730", f"picture {url} is not there"))
        data = path.read_bytes()
        kind = next((mime for magic, mime in _SIGNATURES if data.startswith(magic)), "")
        if not kind and b"<svg" in data[:4096]:
            kind = "image/svg+xml"
        return Media(data, kind)
