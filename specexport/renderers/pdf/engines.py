"""The engines that lay out pages, behind one protocol: nothing above knows which made a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from specexport.core.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specexport.core.context import Context, Rendered
    from specexport.core.options import PdfEngine
    from specexport.model.document import Document
    from specexport.model.style import Style

_SHEETS = ("style.css", "print.css")
_INSTALL = (
    "`specexport doctor` says what WeasyPrint lacks; --pdf-engine typst asks for it without this message"
)


class PageEngine(Protocol):
    """Lays out documents as pages."""

    def load(self) -> object:
        """Make sure that it can be used. Raises EnvironmentProblem (SX041) where that is not so."""
        ...

    def lay_out(self, document: Document, context: Context) -> Rendered:
        """Return the file, how many pages it has, and the page of every anchor; losses are reported."""
        ...


def wanted(context: Context) -> PdfEngine:
    """Return which engine is asked for: by the options, else by the project's settings."""
    return context.options.pdf_engine or context.project().pdf_engine


def expected(asked: PdfEngine) -> str:
    """Return which engine will lay out documents, told without loading one."""
    if asked != "auto":
        return asked
    from specexport.renderers.pdf.weasyprint.engine import is_likely

    return "weasyprint" if is_likely() else "typst"


def chosen(context: Context) -> PageEngine:
    """Return the engine for a document, loaded; what it is told of is reported.

    Raises EnvironmentProblem (SX041) where there is none.
    """
    match wanted(context):
        case "weasyprint":
            return _weasyprint()
        case "typst":
            return _typst(context)
        case _:
            return _whichever(context)


def other() -> PageEngine | None:
    """Return WeasyPrint for a document that Typst cannot lay out, None where it is not to be had."""
    try:
        return _weasyprint()
    except EnvironmentProblem:
        return None


def _whichever(context: Context) -> PageEngine:
    """Return WeasyPrint where it can be loaded, else Typst."""
    try:
        return _weasyprint()
    except EnvironmentProblem as problem:
        try:
            engine = _typst(context)
        except EnvironmentProblem:
            raise problem from None
        context.inform("SX778", f"the PDF is laid out by Typst: {problem.diagnostic.message}", hint=_INSTALL)
        return engine


def _weasyprint() -> PageEngine:
    from specexport.renderers.pdf.weasyprint.writer import ENGINE

    ENGINE.load()
    return ENGINE


def _typst(context: Context) -> PageEngine:
    from specexport.renderers.pdf.typst.writer import ENGINE

    ENGINE.load()
    if idle := [path.name for path in _idle(context.style)]:
        names = " and ".join(dict.fromkeys(idle))
        message = f"{names} of the style {context.style.name} does not act in a PDF that Typst lays out"
        context.warn("SX776", message, hint="lay it out by WeasyPrint, or say it by tokens in _brand.yml")
    return ENGINE


def _idle(style: Style) -> Iterator[Path]:
    """Yield what a style has for the web page and for WeasyPrint alone, but for the look of `base`."""
    yield from (path for path in style.css if path.name in _SHEETS and path.parent != style.folders[-1])
    if style.cover.template is not None:
        yield style.cover.template
