"""What is the same for many outputs, as one digest: style, target, options, and the versions of all that
works.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core import registry
from specexport.core.diagnostics import SpecExportError
from specexport.pipeline import environment
from specexport.system import settings
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from specexport.batch.plan import Plan


class Worlds:
    """The digest of the world in which an output is made, by style and target."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._styles: dict[str, str] = {}
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, style: str, target: str) -> str:
        """Return the digest. Raises EnvironmentProblem when there is no such style, or it is wrong."""
        if (style, target) not in self._known:
            # Where pages are laid out as well, the other targets know the page of every anchor.
            layouts = [name for name in self._plan.targets if registry.target(name).pages]
            paged = [] if target in layouts else layouts
            options = self._plan.options
            template = digest_of_file(options.docx_template) if options.docx_template else ""
            parts = (versions(target), self.style(style), repr(options), template, *paged)
            self._known[style, target] = digest("\0".join(parts).encode())
        return self._known[style, target]

    @cached_property
    def facts(self) -> str:
        """The digest of what facts for the index depend on, besides the specification."""
        base = self._plan.base
        files = [place / name for place in settings.upward(base) for name in settings.FILES]
        forms = [digest_of_file(path) for path in self._forms()]
        return digest("\0".join((versions(""), *map(digest_of_file, files), *forms)).encode())

    def _forms(self) -> list[Path]:
        """Return the project's own templates, which tell how complete a specification is."""
        with suppress(SpecExportError):  # a configuration that is wrong is for `check` to tell
            return sorted(settings.of_project(self._plan.base).template_files().values())
        return []

    def style(self, name: str) -> str:
        """Return the digest of a style's files. Raises EnvironmentProblem as loading it does."""
        if name not in self._styles:
            self._styles[name] = digest_of_style(name)
        return self._styles[name]


def digest_of_style(name: str) -> str:
    """Return the digest of every file in the folders of a style and of those that it extends."""
    style = environment.load_style(name)
    lines = [style.name]
    for folder in style.folders:
        for at, inner, files in os.walk(folder):
            inner.sort()
            lines += (f"{file} {digest_of_file(Path(at, file))}" for file in sorted(files))
    return digest("\n".join(lines).encode())


def versions(target: str) -> str:
    """Return the versions of this program and of the packages that make `target`; without one, those of the
    packages that work on every document.
    """
    from specexport._version import __version__

    own = registry.target(target).packages if target else ()
    packages = {package for part in registry.parts() for package in part.packages} | {*own}
    known = _installed()
    normal = {package: _normal(package) for package in sorted(packages)}
    found = [f"{package} {known[name]}" for package, name in normal.items() if name in known]
    return "\n".join((f"specexport {__version__}", target, *found))


@cache
def _installed() -> dict[str, str]:
    """Return the version of every installed package, told by the names of their `.dist-info` folders.

    What importlib.metadata needs to read them costs more than all the rest of a run that makes nothing.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for entry in os.listdir(place or os.curdir):  # noqa: PTH208 - quicker
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                if entry.endswith(".dist-info"):
                    found.setdefault(_normal(name), version)
    return found


def _normal(name: str) -> str:
    """Return the name of a package as folders spell it (Binary distribution format, Escaping and Unicode)."""
    return name.replace("-", "_").replace(".", "_").lower()
