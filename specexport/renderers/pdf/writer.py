"""Renderer of the PDF: the document laid out on pages by an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.renderers.common import figure_setting
from specexport.renderers.common.engine_drawings import flat
from specexport.renderers.pdf import engines
from specexport.renderers.pdf.budget import hold_for_pages
from specexport.renderers.pdf.refusal import LayoutRefused
from specexport.style import stand_ins

if TYPE_CHECKING:
    from specexport.core.context import Context, Rendered
    from specexport.model.document import Document

_REPORT = "divide what is nested deeply, and report this as a fault of specexport"


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as PDF/A-2a (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) as well.

    Raises SpecExportError when it is too long to be laid out in time (SX023), or the engine does not manage
    and there is no other (SX777), and EnvironmentProblem (SX041) where no engine can be loaded.
    """
    engine = engines.chosen(context)
    hold_for_pages(document, context)
    stand_ins.tell(context)
    document = figure_setting.divided(flat(document, context), context)
    figure_setting.tell(document, context)
    try:
        return engine.lay_out(document, context)
    except LayoutRefused as refused:
        return _otherwise(document, context, refused)


def _otherwise(document: Document, context: Context, refused: LayoutRefused) -> Rendered:
    """Lay a document out with the other engine."""
    message = f"the document cannot be laid out by Typst: {refused}"
    engine = engines.other()
    if engine is None:
        raise SpecExportError(Diagnostic("SX777", message, "error", context.source_name, hint=_REPORT))
    context.warn("SX777", f"{message}, so WeasyPrint does", hint=_REPORT)
    return engine.lay_out(document, context)
