"""Reading files of strangers: regular ones only, opened once, and checked after they are opened."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_TOP = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)  # O_PATH asks for no right to list
_ENTER = _TOP | getattr(os, "O_NOFOLLOW", 0)
_BY_STEPS = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd


class NotRegularError(OSError):
    """It is a folder, a pipe, a socket or a device."""


class TooLargeError(OSError):
    """It has more bytes than are accepted."""


class ChangedError(OSError):
    """It was replaced by something else while it was opened."""


def read(path: Path, most: int, top: Path | None = None) -> bytes:
    """Return the bytes of the regular file at `path`, at most `most` of them; 0 is no limit.

    With `top`, a real path, `path` is one below it: every folder between them is entered by itself, and
    none through a link, so that nothing outside can be put in its place meanwhile. Without, links are
    followed. Raises FileNotFoundError, NotADirectoryError, NotRegularError, TooLargeError, ChangedError, or
    another OSError or ValueError of the system's.
    """
    handle = _below(top, path) if top else _checked(os.path.realpath(path), None)
    with open(handle, "rb") as file:  # noqa: PTH123 - Path.open takes no descriptor
        if most and os.fstat(handle).st_size > most:
            raise TooLargeError(errno.EFBIG, "it is too large")
        return bounded(file, most)


def bounded(file: BinaryIO, most: int) -> bytes:
    """Return what is left in `file`, at most `most` bytes; 0 is no limit. Raises TooLargeError."""
    data = file.read(most + 1) if most else file.read()
    if most and len(data) > most:
        raise TooLargeError(errno.EFBIG, "it is too large")
    return data


def _below(top: Path, path: Path) -> int:
    if not _BY_STEPS:
        handle = _checked(str(path), None)
        if Path(os.path.realpath(path)) != path:
            os.close(handle)
            raise ChangedError(errno.ESTALE, "it changed while it was read")
        return handle
    with ExitStack() as opened:
        at = os.open(top, _TOP)
        opened.callback(os.close, at)
        *folders, name = path.relative_to(top).parts or (".",)
        for folder in folders:
            at = _entered(folder, at)
            opened.callback(os.close, at)
        return _checked(name, at)


def _entered(folder: str, at: int) -> int:
    try:
        return os.open(folder, _ENTER, dir_fd=at)
    except OSError as error:
        raise _changed(error) from None


def _checked(name: str, at: int | None) -> int:
    """Open a file that is regular before it is opened, and is still the same one after."""
    before = os.stat(name, dir_fd=at, follow_symlinks=False)
    if stat.S_ISLNK(before.st_mode):
        raise ChangedError(errno.ESTALE, "it changed while it was read")
    if not stat.S_ISREG(before.st_mode):
        raise NotRegularError(errno.EINVAL, "it is not a regular file")
    try:
        handle = os.open(name, _READ, dir_fd=at)
    except OSError as error:
        raise _changed(error) from None
    if not os.path.samestat(before, os.fstat(handle)):
        os.close(handle)
        raise ChangedError(errno.ESTALE, "it changed while it was read")
    return handle


def _changed(error: OSError) -> OSError:
    """Return what it means that a real path could not be followed: a link stands in it now."""
    return ChangedError(errno.ESTALE, "it changed while it was read") if error.errno == errno.ELOOP else error
