"""The pictures and other files that documents name: those of one folder, or none."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core.diagnostics import SpecExportError
from specexport.core.limits import STANDARD, Limits
from specexport.system import places, untrusted
from specexport.system.listing import Listing
from specexport.system.media import data_url, picture, refusal, scheme, too_large
from specexport.system.sources import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import Media


def _missing(what: str, url: str, hint: str) -> SpecExportError:
    """Return the refusal of a file that is not there; `check` has the same code for a picture."""
    message = f"{what} {url} is not there"
    return refusal("SX403", message, hint) if what == "picture" else refusal("SX730", message, hint)


class NoFolder:
    """For documents without a place on the disk: only pictures that the document itself holds can be had."""

    def __init__(self, limits: Limits = STANDARD) -> None:
        self._limits = limits

    def load(self, url: str) -> Media:
        """Return the picture in the data URL `url`. Raises SpecExportError for every other."""
        if scheme(url) == "data":
            return picture(url[:40], data_url(url, self._limits), self._limits)
        raise refusal(
            "SX732", f"picture {url} is not loaded, since the source has no folder", "give the source's path"
        )

    def read(self, url: str) -> bytes:
        """Raise SpecExportError: there are no files."""
        raise refusal(
            "SX732", f"file {url} is not read, since the source has no folder", "give the source's path"
        )

    def find(self, url: str) -> str:
        """Return `url`: nothing is known about what it leads to."""
        return url


class Folder:
    """The files below one folder: nothing outside it, nothing remote, nothing but regular files.

    `/…` and `../…` reach as far as `root`, when the caller gives one that holds the folder.
    """

    def __init__(self, folder: Path, root: Path | None = None, limits: Limits = STANDARD) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._root = Path(os.path.realpath(root)) if root else None
        self._limits = limits

    def load(self, url: str) -> Media:
        """Return the picture at `url`, relative to the folder.

        Raises SpecExportError: SX403 it is not there, SX731 it is remote, SX732 it lies outside, SX733 it is
        no regular file or cannot be read, SX734 it has too many bytes, SX735 too many pixels, SX736 it is no
        picture, SX737 it is a git-LFS pointer, SX738 it is damaged.
        """
        kind = scheme(url)
        if kind == "data":
            return picture(url[:40], data_url(url, self._limits), self._limits)
        if kind in ("http", "https") or url.startswith("//"):
            raise refusal("SX731", f"picture {url} is remote and not fetched", "save it beside the source")
        if kind:
            raise refusal(
                "SX732",
                f"picture {url} is not in the source's folder",
                "save it there and use a relative path",
            )
        return picture(url, self._read(url), self._limits)

    def read(self, url: str) -> bytes:
        """Return the file at `url`, relative to the folder.

        Raises SpecExportError: SX730 it is not there, SX732 it lies outside, SX733 it is no regular file or
        cannot be read, SX734 it has too many bytes.
        """
        if scheme(url) or url.startswith("//"):
            hint = "save it there and use a relative path"
            raise refusal("SX732", f"file {url} is not in the source's folder", hint)
        return self._read(url, "file")

    def find(self, url: str) -> str | None:
        """Return `url`, a link to a file, relative to the folder, None if there is no such file.

        `/…` begins at the root, or else at the repository that the folder stands in. What lies outside of
        these is not looked for, and its link is returned as it is. `**/name` is the file of that name, in any
        letter case, in the folder or else the nearest one.
        """
        from urllib.parse import quote, unquote

        if "**/" in url:
            return self._listing.nearest(unquote(url.rpartition("**/")[2]))

        end = re.search(r"[?#]|$", url).start()  # type: ignore[union-attr]  # it matches everywhere
        path, rest = unquote(url[:end]), url[end:]
        top = self._root or self._repository or self._folder
        place = Path(top if path.startswith("/") else self._folder, path.lstrip("/"))
        known = self._root or self._repository or not path.startswith("/")
        if not known or not _is_below(place, top):
            return url
        if not os.path.exists(place):  # noqa: PTH110 - Path.exists raises for names that are too long
            return None
        if not path.startswith("/"):
            return url
        return quote(os.path.relpath(place, self._folder).replace(os.sep, "/")) + rest

    @cached_property
    def _listing(self) -> Listing:
        return Listing(self._folder, self._root or self._repository or self._folder)

    @cached_property
    def _repository(self) -> Path | None:
        return places.repository(self._folder)

    def places(self, url: str) -> tuple[Path, ...]:
        """Return the places within reach that the picture at `url` is looked for in, the first first."""
        if scheme(url) or url.startswith("//"):
            return ()
        try:
            found = [Path(os.path.realpath(path)) for path in self._candidates(url)]
        except SpecExportError:
            return ()
        return tuple(path for path in found if path.is_relative_to(self._root or self._folder))

    def _read(self, url: str, what: str = "picture") -> bytes:
        for path in self._candidates(url, what):
            real = Path(os.path.realpath(path))
            self._hold_inside(real, url, what)
            with suppress(FileNotFoundError, NotADirectoryError):
                return self._read_regular(real, url, what)
        raise _missing(what, typed(url), "check the path, relative to the source")

    def _candidates(self, url: str, what: str = "picture") -> Iterator[Path]:
        """Yield the places `url` can mean: as it is written, and without its query and fragment."""
        from urllib.parse import unquote

        base = self._folder
        if url.startswith("/"):
            if not self._root:
                hint = "use a path relative to the source, or give the folder that / means with --root"
                raise refusal(
                    "SX732", f"{what} {url} starts with /, which is not a place in the source's folder", hint
                )
            base = self._root
        short = url.partition("#")[0].partition("?")[0]
        for spelling in dict.fromkeys((unquote(url), unquote(short))):
            if "\0" in spelling or "\\" in spelling:
                raise _missing(what, repr(url), "use a plain path with / between folders")
            yield base / spelling.lstrip("/")

    def _hold_inside(self, real: Path, url: str, what: str) -> None:
        if not real.is_relative_to(self._root or self._folder):
            hint = "move it beside the source, or allow a larger folder with --root"
            raise refusal(
                "SX732",
                f"{what} {url} lies outside the {'root' if self._root else 'source'} folder",
                hint,
            )

    def _read_regular(self, real: Path, url: str, what: str) -> bytes:
        try:
            return untrusted.read(real, self._limits.picture_bytes, self._root or self._folder)
        except (FileNotFoundError, NotADirectoryError):
            raise
        except untrusted.TooLargeError:
            raise too_large(f"{what} {url}", self._limits) from None
        except untrusted.NotRegularError:
            raise refusal(
                "SX733", f"{what} {url} is not a regular file", "replace it by the file itself"
            ) from None
        except untrusted.ChangedError:
            raise refusal("SX733", f"{what} {url} changed while it was read", "export again") from None
        except OSError as error:
            raise refusal(
                "SX733", f"{what} {url} cannot be read: {reason(error)}", "check its permissions"
            ) from None


def typed(url: str) -> str:
    """Return a path as an author would type it: letters of all scripts and spaces as they are."""
    from urllib.parse import unquote

    plain = unquote(url)
    return plain if plain.isprintable() and "\ufffd" not in plain else url


def _is_below(place: Path, top: Path) -> bool:
    try:
        return Path(os.path.realpath(place)).is_relative_to(top)
    except (OSError, ValueError):  # a name that no file can have
        return False
