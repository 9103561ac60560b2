"""Reading sources from the disk or standard input."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path

from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD, Limits, exceeded, size
from specexport.system import untrusted

STREAM = "-"
"""The name that stands for standard input and standard output."""

# So many files beside one that is not there are looked at for the one that was meant.
_MOST_COMPARED = 1000
# Where systems show what a process has open: a shell names its pipes there.
_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def read_source(name: str | os.PathLike[str], limits: Limits = STANDARD) -> Source:
    """Return the source at the path `name`; `-` is standard input.

    Raises SpecExportError: SX001 there is no such file, SX002 it is a folder, SX003 it cannot be read or is
    a pipe or device, SX021 it is larger than `limits` allow.
    """
    path = os.fspath(name)
    try:
        return Source(_bytes_of(path, limits.source_bytes), path)
    except untrusted.TooLargeError:
        message = f"the source is larger than {size(limits.source_bytes)}"
        raise exceeded("source_bytes", message, "split it", path) from None
    except (OSError, ValueError) as error:
        raise SpecExportError(_unreadable(path, error)) from None


def _bytes_of(path: str, most: int) -> bytes:
    if path == STREAM:
        return untrusted.bounded(sys.stdin.buffer, most)
    if not path.startswith(_HANDED_OVER):
        return untrusted.read(Path(path), most)
    with Path(path).open("rb") as file:
        return untrusted.bounded(file, most)


def _unreadable(path: str, error: OSError | ValueError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        near = _nearest(path)
        hint = f"did you mean {near}?" if near else "check the path"
        return Diagnostic("SX001", "there is no such file", "error", path, hint=hint)
    if isinstance(error, IsADirectoryError) or Path(path).is_dir():
        hint = (
            f"name its file; as one document: specexport export {path}; each: specexport batch {path} -o out"
        )
        return Diagnostic("SX002", "this is a folder, not a file", "error", path, hint=hint)
    if isinstance(error, untrusted.NotRegularError):
        hint = "give its text as a file, or as standard input: -"
        return Diagnostic("SX003", "this is a pipe, a socket or a device", "error", path, hint=hint)
    hint = "check its permissions" if isinstance(error, PermissionError) else "check the path"
    return Diagnostic("SX003", f"the file cannot be read: {reason(error)}", "error", path, hint=hint)


def reason(error: OSError | ValueError) -> str:
    """Return why the system did not do something, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _nearest(path: str) -> str:
    """Return the file beside that has the name most like the one of a file that is not there, or nothing."""
    from difflib import get_close_matches

    asked = Path(path)
    try:
        names = [one.name for one in islice(asked.parent.iterdir(), _MOST_COMPARED) if one.is_file()]
    except OSError:
        return ""
    sources = [name for name in names if name.rpartition(".")[0] == asked.name]
    near = sources or get_close_matches(asked.name, names, 1, 0.8)
    return str(asked.with_name(sorted(near)[0])) if near else ""
