"""Writing outputs whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system.sources import STREAM, reason

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = re.compile(r"\.specexport-\d{1,9}-[0-9a-f]{8}\.part")
_ON_ITS_WAY = 60.0
"""Seconds within which a file that was written is moved to its place."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class _NoLockError(OSError):
    """The file system cannot lock."""


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all; `-` is standard output, missing folders are made.

    The bytes are written beside their place, synchronised, and moved there in one step, so that an older
    file survives every failure. A symbolic link is followed, an existing file keeps its permissions, a new
    one gets those that the umask leaves. Raises EnvironmentProblem: SX030 the place may not be written
    to, SX031 the disk is full or failing, SX032 something other than a file stands there.
    """
    try:
        if str(path) == STREAM:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        real = Path(os.path.realpath(path))
        real.parent.mkdir(parents=True, exist_ok=True)
        mode = _existing_mode(real)
        _replace(real, data, mode)
    except OSError as error:
        raise EnvironmentProblem(_unwritable(path, error)) from None


def _existing_mode(path: Path) -> int | None:
    """Return the permissions of the file that stands at `path`, None if none does."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise FileExistsError
    if not os.access(path, os.W_OK):
        raise PermissionError
    return stat.S_IMODE(status.st_mode)


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    temporary, handle = _begin(path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - Path.open takes no descriptor
            file.write(data)
            file.flush()
            os.fsync(handle)
            if mode is not None:
                temporary.chmod(mode)
            if os.name == "posix":
                temporary.replace(path)  # while the lock holds, which goes when the file is closed
        if os.name != "posix":
            temporary.replace(path)  # which Windows refuses while anybody has it open
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _begin(folder: Path) -> tuple[Path, int]:
    """Return a new file in `folder`, open, and locked where the system can, that no `sweep` has taken."""
    while True:
        path = folder / f".specexport-{os.getpid()}-{os.urandom(4).hex()}.part"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        with suppress(BlockingIOError):  # one that sweeps was here first
            with suppress(_NoLockError):
                _lock(handle)
            if path.exists():
                return path, handle
        os.close(handle)


def check_folder(folder: Path) -> None:
    """Make `folder` unless it is there. Raises EnvironmentProblem as `write` does when nothing can go into
    it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError
    except OSError as error:
        raise EnvironmentProblem(_unwritable(folder, error)) from None


def sweep(folders: Iterable[Path]) -> None:
    """Remove from `folders` what processes that were killed while they wrote have left there.

    A file goes only when nobody holds its lock: writers do, whatever machine or container they are on, until
    it is in its place. The number of a process says nothing, since it may be another's by now. Windows keeps
    what somebody has open; there a file that was closed a moment ago is left too, as on its way.
    """
    for folder in set(folders):
        with suppress(OSError):
            for entry in list(os.scandir(folder)):
                if _PART.fullmatch(entry.name):
                    _remove_abandoned(entry.path)


def _remove_abandoned(path: str) -> None:
    with suppress(OSError):
        if os.name != "posix":
            if time.time() - Path(path).stat().st_mtime > _ON_ITS_WAY:
                Path(path).unlink()
            return
        handle = os.open(path, os.O_RDWR | _NO_FOLLOW | _NO_BLOCK)
        try:
            _lock(handle)
            os.unlink(path)  # noqa: PTH108 - a path is not needed for more
        finally:
            os.close(handle)


def _lock(handle: int) -> None:
    """Lock an open file until it is closed, as flock(2) has it.

    Raises BlockingIOError if somebody else has it, _NoLockError where there are no locks. Windows needs
    none: there nobody can remove what another has open.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError as error:
            raise _NoLockError from error


def _sync_folder(folder: Path) -> None:
    """Make the move itself durable, where the system can synchronise a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    name = "standard output" if str(path) == STREAM else os.fspath(path)
    if isinstance(error, IsADirectoryError):
        return Diagnostic(
            "SX032", "a folder stands here", "error", name, hint="name a file, or another place"
        )
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        hint = "choose another place with -o"
        return Diagnostic("SX032", "something other than a file is in the way", "error", name, hint=hint)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = (
            "check its permissions and whether another program holds it open, or choose another place with -o"
        )
        return Diagnostic("SX030", "this place may not be written to", "error", name, hint=hint)
    hint = "free some space or choose another place with -o; an older file is unharmed"
    return Diagnostic("SX031", f"writing failed: {reason(error)}", "error", name, hint=hint)
