"""Diagrams written as text, drawn as SVG by engines.

Engines are registered by the language of the fence that they draw: those of the program in
`specexport.core.registry`, those of others under the entry-point group `specexport.diagrams`.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.measure import Ruler


class Engine(Protocol):
    """Draws the diagrams of one language."""

    def draw(self, text: str, context: Context) -> str:
        """Return the diagram as an SVG document, its letters 16 CSS pixels high unless the text says more.

        Raises DiagramError when the text is wrong, and EngineMissingError when what draws it is not there.
        """
        ...

    def stamp(self, context: Context) -> str:
        """Return what else than text and style decides how diagrams look: one of another stamp is stale."""
        ...

    def scale(self, ruler: Ruler) -> float:
        """Return what the size of letters in the style's font must be to the size that was laid out."""
        ...


class DiagramError(Exception):
    """A diagram's text cannot be drawn: why, and where in the text (line and column from 1, 0 if unknown)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class EngineMissingError(Exception):
    """What draws diagrams of a language is not on this machine; the message is the remedy."""


class UnusableDrawingError(Exception):
    """What an engine drew cannot be used; the message says why, without a subject."""


def installed(package: str) -> str:
    """Return a text that changes when a package is exchanged for another version, empty if it is not there.

    Asking the package's metadata for its version would cost more than drawing a diagram.
    """
    found = find_spec(package)
    if found is None or not found.origin:
        return ""
    status = Path(found.origin).stat()
    return f"{package} {status.st_mtime_ns} {status.st_size}"
