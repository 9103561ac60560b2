"""Digests by which contents are compared: BLAKE2b (RFC 7693) of 16 bytes, in hexadecimal."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os


def digest(data: bytes) -> str:
    """Return the digest of `data`."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_of_file(path: str | os.PathLike[str]) -> str:
    """Return the digest of a regular file, nothing if there is none that can be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - twice as quick
            return digest(file.read())
    except (OSError, ValueError):
        return ""
