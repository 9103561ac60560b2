"""The engines that lay out pages, behind one protocol: nothing above knows which made a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from specexport.core.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.context import Context, Rendered
    from specexport.core.options import PdfEngine
    from specexport.model.document import Document

_SHEETS = ("style.css", "print.css")
_TYPST_RULES = "style.typ"
_OTHERWISE = {
    "Typst": "lay it out by WeasyPrint, or say it by tokens in _brand.yml, or in style.typ beside it",
    "WeasyPrint": "lay it out by Typst, or say it by tokens in _brand.yml, or in style.css beside it",
}
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
            return _weasyprint(context)
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
        return _weasyprint(context)
    except EnvironmentProblem as problem:
        try:
            engine = _typst(context)
        except EnvironmentProblem:
            raise problem from None
        context.inform("SX778", f"the PDF is laid out by Typst: {problem.diagnostic.message}", hint=_INSTALL)
        return engine


def _weasyprint(context: Context | None = None) -> PageEngine:
    from specexport.renderers.pdf.weasyprint.writer import ENGINE

    ENGINE.load()
    if context is not None:
        _tell_idle((_TYPST_RULES,), _SHEETS, "WeasyPrint", context)
    return ENGINE


def _typst(context: Context) -> PageEngine:
    from specexport.renderers.pdf.typst.writer import ENGINE

    ENGINE.load()
    _tell_idle(_SHEETS, (_TYPST_RULES,), "Typst", context)
    return ENGINE


def _tell_idle(names: Sequence[str], instead: Sequence[str], engine: str, context: Context) -> None:
    """Tell of files in a style that act in the other engine alone, where none beside them act in this one.

    The look of `base` is in the template of either.
    """
    style = context.style
    folders = style.folders[:-1]
    spoken = [folder for folder in folders if not any((folder / name).is_file() for name in instead)]
    idle = [name for name in names if any((folder / name).is_file() for folder in spoken)]
    if style.cover.template is not None and names is _SHEETS:
        idle.append(style.cover.template.name)
    if idle:
        files = " and ".join(dict.fromkeys(idle))
        message = f"{files} of the style {style.name} does not act in a PDF that {engine} lays out"
        context.warn("SX776", message, hint=_OTHERWISE[engine])
