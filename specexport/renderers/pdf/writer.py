"""Renderer of the PDF: the document laid out on pages by an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.common.engine_drawings import flat
from specexport.renderers.pdf.budget import hold_for_pages
from specexport.renderers.pdf.engines import chosen
from specexport.style import stand_ins

if TYPE_CHECKING:
    from specexport.core.context import Context, Rendered
    from specexport.model.document import Document


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as PDF/A-2a (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) as well.

    Raises SpecExportError (SX023) when it is too long to be laid out in time, and EnvironmentProblem (SX041)
    where no engine can be loaded.
    """
    engine = chosen(context)
    hold_for_pages(document, context)
    stand_ins.tell(context)
    return engine.lay_out(flat(document, context), context)
