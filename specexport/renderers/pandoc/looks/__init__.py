"""The style's tokens in the terms of a format: OpenDocument text, EPUB, presentations, rich text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from specexport.model.document import Document
    from specexport.model.style import Style
    from specexport.renderers.pandoc.formats import Format


def _as_it_is(data: bytes) -> bytes:
    return data


class FormatLook(Struct, frozen=True):
    """Options, and what finishes the file that pandoc wrote."""

    options: tuple[str, ...] = ()
    finished: Callable[[bytes], bytes] = _as_it_is


def look(form: Format, document: Document, style: Style, day: str) -> FormatLook:
    """Return the look of `style` for a format; `day` (ISO 8601) is when the document was made."""
    match form.style:
        case "odt":
            from specexport.renderers.pandoc.looks import odt

            return FormatLook(finished=lambda data: odt.finished(data, document, style, day))
        case "epub":
            from specexport.renderers.pandoc.looks import epub

            return FormatLook(epub.options(document, style), lambda data: epub.finished(data, style, day))
        case "pptx":
            from specexport.renderers.pandoc.looks import pptx

            return FormatLook(finished=lambda data: pptx.finished(data, document, style, day))
        case "rtf":
            from specexport.renderers.pandoc.looks import rtf

            return FormatLook(finished=lambda data: rtf.finished(data, document, style))
        case _:
            return FormatLook()
