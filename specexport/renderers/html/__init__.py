"""Renderer of the web page: one file that needs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.contracts import Rendered
from specexport.renderers.html import page
from specexport.renderers.html.medium import Medium, embedded
from specexport.style import css

if TYPE_CHECKING:
    from specexport.contracts import Context
    from specexport.document import Document


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as one HTML page in UTF-8 that makes no requests."""
    shell = page.Shell(css.screen(context.style))
    return Rendered(page.compose(document, context, Medium(embedded), shell).encode())
