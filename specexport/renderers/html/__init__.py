"""Renderer of the web page: one file that needs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import walk
from specexport.contracts import Rendered
from specexport.document import Math, Media
from specexport.renderers.html import page
from specexport.renderers.html.medium import Medium, embedded
from specexport.renderers.html.script import policy, script
from specexport.style import css

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specexport.contracts import Context
    from specexport.document import Document


def render(document: Document, context: Context) -> Rendered:
    """Return `document` as one HTML page in UTF-8 that makes no requests."""
    logo = context.style.logo_png or context.style.logo
    shell = page.Shell(css.screen(context.style), script(), policy(), _logo(logo) if logo else "")
    medium = Medium(embedded, drawings_inside=True, formulas=_formulas)
    return Rendered(page.compose(document, context, medium, shell).encode())


def _formulas(document: Document, context: Context) -> Mapping[tuple[str, bool], str]:
    if next(walk.find((*document.blocks, *document.meta.title), Math), None) is None:
        return {}
    from specexport.formulas import mathml

    return mathml.elements(document, context)


def _logo(path: Path) -> str:
    kind = "image/svg+xml" if path.suffix.lower() == ".svg" else f"image/{path.suffix[1:].lower()}"
    return embedded("", Media(path.read_bytes(), kind))
