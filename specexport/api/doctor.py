"""What this machine has of what the program can use, and the command that brings what it lacks."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import warnings
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from specexport import style
from specexport.core import registry
from specexport.core.diagnostics import SpecExportError
from specexport.pandoc import process
from specexport.system.installing import CJK, EMOJI, PANGO, System, install, system

if TYPE_CHECKING:
    from packaging.requirements import Requirement


class Check(Struct, frozen=True):
    """One thing looked for: whether it is good, what was found, the remedy, whether it is needed."""

    name: str
    good: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine() -> list[Check]:
    """Return all checks, in the order in which they are best mended."""
    here = system()
    return [
        _python(),
        *_packages(),
        *_pango(here),
        _style_fonts(),
        _system_font("fonts for Chinese, Japanese and Korean", ":lang=ja", CJK, here),
        _system_font("font for emoji", ":charset=1f600 2705", EMOJI, here),
        _pandoc(),
        _plugins(),
    ]


def _python() -> Check:
    have = platform.python_version()
    return Check("Python", sys.version_info >= (3, 11), have, "install Python 3.11 or later")


def _packages() -> list[Check]:
    """Check every package that the installed metadata requires here: without an extra, on this platform."""
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    wanted = [Requirement(text) for text in requires("specexport") or ()]
    return [_package(one) for one in wanted if not one.marker or one.marker.evaluate({"extra": ""})]


def _package(requirement: Requirement) -> Check:
    """Check that a package is installed, in a version that will do (PEP 440)."""
    from importlib.metadata import PackageNotFoundError, version

    asked = f"{requirement.name}{requirement.specifier}"
    remedy = f"{_quoted(sys.executable)} -m pip install '{asked}'"
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return Check(requirement.name, False, "not installed", remedy)
    good = requirement.specifier.contains(found, prereleases=True)
    return Check(requirement.name, good, found if good else f"{found}, too old or too new", remedy)


def _quoted(path: str) -> str:
    from shlex import quote

    return f'"{path}"' if os.name == "nt" else quote(path)


def _pango(here: System) -> list[Check]:
    """Check that WeasyPrint finds Pango and its companions, by loading it."""
    remedy = install(PANGO, here)
    with warnings.catch_warnings(record=True) as said, redirect_stdout(StringIO()):
        warnings.simplefilter("always")
        try:
            from weasyprint.text import ffi
        except Exception as error:  # whatever stops it, PDF cannot be made
            return [Check("Pango (for pdf)", False, _first_line(error), remedy, needed=not _has_typst())]
    number = ffi.pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    subset = not any("Subset" in str(warning.message) for warning in said)
    return [
        Check("Pango (for pdf)", True, version),
        Check(
            "HarfBuzz-Subset (for small pdf)",
            subset,
            "found" if subset else "not found",
            remedy,
            needed=False,
        ),
    ]


def _has_typst() -> bool:
    """Whether Typst makes PDF where WeasyPrint cannot be loaded."""
    from specexport.renderers.pdf.typst import compiler

    try:
        compiler.home()
    except SpecExportError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:120]


def _style_fonts() -> Check:
    """Check that the fonts which the base style names are where it says."""
    try:
        faces = style.load("base").fonts
    except SpecExportError as error:
        return Check("fonts of the base style", False, error.diagnostic.message, _reinstall())
    lost = [face.family for face in faces if face.path and not face.path.is_file()]
    if lost:
        return Check(
            "fonts of the base style", False, f"missing: {', '.join(sorted(set(lost)))}", _reinstall()
        )
    return Check("fonts of the base style", True, ", ".join(sorted({face.family for face in faces})))


def _reinstall() -> str:
    return f"{_quoted(sys.executable)} -m pip install --force-reinstall specexport ttf-opensans"


def _system_font(name: str, pattern: str, packages: dict[System, str], here: System) -> Check:
    """Ask fontconfig for a font; where it cannot be asked, the system's own fonts are taken for granted."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Check(name, True, "not looked for: there is no fc-list", needed=False)
    try:
        answer = subprocess.run([lister, pattern, "family"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return Check(name, True, "not looked for: fc-list does not answer", needed=False)
    families = sorted(line for line in answer.stdout.decode("utf-8", "replace").splitlines() if line.strip())
    found = families[0].partition(",")[0] if families else "none"
    return Check(name, bool(families), found, install(packages, here), needed=False)


def _pandoc() -> Check:
    """Check for the pandoc program, which pypandoc_binary carries."""
    remedy = f"{_quoted(sys.executable)} -m pip install --force-reinstall pypandoc_binary"
    name = "pandoc (for formulas and other formats)"
    try:
        found = process.version()
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        return Check(name, False, _first_line(error), remedy, needed=False)
    what = f"{'.'.join(map(str, found))} ({process.program()})"
    return Check(name, found >= process.OLDEST, what, remedy, needed=False)


def _plugins() -> Check:
    """Check that installed plugins agree on names and can be loaded, and say which there are."""
    brought: set[str] = set()
    try:
        for kind in get_args(registry.Kind):
            found = registry.names(kind).keys() - registry.own(kind).keys()
            for name in sorted(found):
                registry.load(kind, name)
            brought |= found
    except SpecExportError as error:
        return Check("plugins", False, error.diagnostic.message, error.diagnostic.hint)
    return Check("plugins", True, ", ".join(sorted(brought)) or "none")
