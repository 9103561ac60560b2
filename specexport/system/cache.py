"""What is dear to make, kept from one run to the next: a folder that many processes may share.

An entry is written beside its place and moved there in one step, and begins with a checksum of itself: one
that a crash cut short, or that somebody changed, is as good as none. Nothing depends on the folder: where it
cannot be read or written there is no cache.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from specexport.system import places

VARIABLE = "SPECEXPORT_CACHE"
"""The variable of the environment that names the folder; `off` for none."""

# Entries are spread over 256 folders, each of which keeps so many, the youngest.
_KEPT = 32
_CHECKSUM = 32


class Store:
    """A cache in the folder `folder`, which is made when there is something to put into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, a hexadecimal digest; None when it is not there or not whole."""
        try:
            entry = self._path(key).read_bytes()
        except OSError:
            return None
        data = entry[_CHECKSUM:]
        return data if sha256(data).digest() == entry[:_CHECKSUM] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, as far as that is possible."""
        path = self._path(key)
        temporary = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_bytes(sha256(data).digest() + data)
            temporary.replace(path)
            _prune(path.parent)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def default() -> Store | None:
    """Return the cache of this user, None where there is none or it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return None if named.lower() in ("", "off", "0") else Store(Path(named))
    folder = places.cache_folder()
    return Store(folder / "drawings") if folder else None


def _prune(folder: Path) -> None:
    """Leave in a folder its youngest entries, and what others may be writing."""
    entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    if len(entries) > _KEPT:
        entries.sort(key=lambda entry: (entry.stat().st_mtime_ns, entry.name))
        for entry in entries[: len(entries) - _KEPT]:
            with suppress(OSError):
                Path(entry.path).unlink()
