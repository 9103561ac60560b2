"""What stands beside a specification: whether the files that it links to are there."""

from __future__ import annotations

import os
from pathlib import Path

from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.core.limits import Limits
from specexport.system import settings, untrusted


class Neighbours:
    """Answers whether a path relative to `folder` exists. What lies outside the project is not judged: it
    does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._root = _root(self._folder)

    def __call__(self, path: str) -> bool:
        """Say whether `path` is there, or may be for all that is known."""
        if path.startswith("/") or "\\" in path or "\0" in path:
            return True
        real = Path(os.path.realpath(self._folder / path))
        return not real.is_relative_to(self._root) or os.path.lexists(real)

    def read(self, path: str) -> bytes | None:
        """Return the file at `path` of the project, None where it cannot be had."""
        real = Path(os.path.realpath(self._folder / path))
        if path.startswith("/") or "\\" in path or "\0" in path or not real.is_relative_to(self._root):
            return None
        try:
            return untrusted.read(real, Limits().source_bytes, self._root)
        except (OSError, SpecExportError):
            return None


class Unknown:
    """Stands for the neighbours of a text that lies nowhere: all may be there, and nothing can be read."""

    def __call__(self, path: str) -> bool:  # noqa: ARG002 - the form of Neighbours
        """Say that `path` may be there."""
        return True

    def read(self, path: str) -> bytes | None:  # noqa: ARG002 - likewise
        """Return nothing."""
        return None


def _root(folder: Path) -> Path:
    """The root of the project around `folder`, `folder` itself where its settings are faulty."""
    try:
        return settings.of_project(folder).root
    except EnvironmentProblem:  # which is told where they are asked for more
        return folder
