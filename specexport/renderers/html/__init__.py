"""Renderer of the web page: one file that needs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.contracts import Rendered
from specexport.document import Media
from specexport.renderers.html import formulas, page
from specexport.renderers.html.medium import Medium, embedded
from specexport.renderers.html.script import policy, script
from specexport.style import css, stamps

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.contracts import Context
    from specexport.document import Document


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as one HTML page in UTF-8 that makes no requests."""
    logo = context.style.logo
    written = formulas.elements(document, context)
    meta, style = document.meta, context.style
    stamped = stamps.screen(style, meta.status, meta.classification or style.classification)
    sheet = css.screen(style) + formulas.sheet(written) + stamped
    shell = page.Shell(sheet, script(), policy(), _logo(logo) if logo else "")
    medium = Medium(embedded, drawings_inside=True, formulas=lambda *_: written)
    return Rendered(page.compose(document, context, medium, shell).encode())


def _logo(path: Path) -> str:
    kind = "image/svg+xml" if path.suffix.lower() == ".svg" else f"image/{path.suffix[1:].lower()}"
    return embedded("", Media(path.read_bytes(), kind))
