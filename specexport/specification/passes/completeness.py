"""How complete the specification is, as a field of the document information, where the style's cover asks
for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d

if TYPE_CHECKING:
    from specexport.core.context import Context

FIELD = "complete"
"""What a style calls it among the fields of its cover."""


def run(document: d.Document, context: Context) -> d.Document:
    """Add the field, when `context.style` shows it."""
    if FIELD not in context.style.cover.fields:
        return document
    from specexport.specification import score
    from specexport.specification.forms import choose
    from specexport.specification.gaps import gaps
    from specexport.specification.view import of

    view = of(document, context)
    form = choose.of_context(view, context).form
    percent = score.of(view, form, gaps(view, form)).percent
    field = d.MetaField(FIELD.capitalize(), (d.Str(text=f"{percent} %"),))
    return replace(document, meta=replace(document.meta, fields=(*document.meta.fields, field)))
