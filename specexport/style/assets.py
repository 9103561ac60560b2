"""The files of a style: regular ones, of bounded size, that really lie in its folder.

A style may come with the specifications, and so from whoever sends them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MIB = 1024**2
# The largest file that is read, by suffix: texts are written by people.
_TEXTS = {".yml": _MIB, ".yaml": _MIB, ".css": 4 * _MIB, ".typ": 4 * _MIB, ".html": 4 * _MIB}
_MOST = 64 * _MIB
_PLACE = "put a file in its place"
# What is taken from a style's folder by its name, without being named in the style.
_KNOWN = ("_brand.yml", "style.css", "screen.css", "print.css", "style.typ", "cover.html")


def read(path: Path) -> bytes:
    """Return the bytes of a file of a style, or of a template. Raises EnvironmentProblem (SX054)."""
    most = _TEXTS.get(path.suffix.lower(), _MOST)
    try:
        return untrusted.read(path, most)
    except untrusted.TooLargeError:
        message = f"{path.name} is larger than {most // _MIB} MiB"
        raise _problem("SX054", message, path, "make it smaller") from None
    except untrusted.NotRegularError:
        message = f"{path.name} is a folder, a pipe or a device"
        raise _problem("SX054", message, path, _PLACE) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{path.name} cannot be read: {reason}"
        raise _problem("SX054", message, path, "check its path and permissions") from None


def inspect(folder: Path) -> None:
    """Look at what a style's folder holds under known names.

    Raises EnvironmentProblem (SX054) for what is no regular file, or lies elsewhere in truth.
    """
    home = os.path.realpath(folder)
    for path in _lying(folder):
        real = os.path.realpath(path)
        if os.path.commonpath((home, real)) != home:
            message = f"{path.name} leads out of the style's folder"
            raise _problem("SX054", message, path, "put the file itself there")
        if os.path.lexists(path) and not path.is_file():
            message = f"{path.name} is a folder, a pipe or a device"
            raise _problem("SX054", message, path, _PLACE)


def _lying(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in _KNOWN)
    fonts = folder / "fonts"
    if fonts.is_dir():
        yield from (path for path in fonts.iterdir() if path.is_symlink() or not path.is_dir())


def _problem(code: str, message: str, path: Path, hint: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic(code, message, "error", str(path), hint=hint))
