"""The engines that lay out pages, behind one protocol: nothing above knows which made a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from specexport.core.context import Context, Rendered
    from specexport.model.document import Document


class PageEngine(Protocol):
    """Lays out documents as pages."""

    def load(self) -> object:
        """Make sure that it can be used. Raises EnvironmentProblem (SX041) where that is not so."""
        ...

    def lay_out(self, document: Document, context: Context) -> Rendered:
        """Return the file, how many pages it has, and the page of every anchor; losses are reported."""
        ...


def chosen(context: Context) -> PageEngine:  # noqa: ARG001 - there is one engine yet
    """Return the engine for a document, loaded. Raises EnvironmentProblem where there is none."""
    from specexport.renderers.pdf.weasyprint.writer import ENGINE

    ENGINE.load()
    return ENGINE
