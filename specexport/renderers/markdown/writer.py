"""Renderer of Markdown as this program reads it: read again, it is the same document.

A title and the document information come first, then the sections, then the footnotes. What Markdown has
no form for stands as HTML, or gives way and is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.context import Rendered
from specexport.model import appendices, walk
from specexport.model import document as d
from specexport.renderers.common import picture_files
from specexport.renderers.markdown import identifiers, information
from specexport.renderers.markdown.blocks import Blocks

if TYPE_CHECKING:
    from specexport.core.context import Context


def render(document: d.Document, context: Context) -> Rendered:
    """Return `document` as Markdown in UTF-8, its pictures as files beside it."""
    moved, files = picture_files.moved(document, picture_files.folder(context.source_name))
    return Rendered(text(moved, context).encode(), files=files)


def text(document: d.Document, context: Context) -> str:
    """Return `document` as Markdown, with a final line ending."""
    blocks = walk.rewrite(document.blocks, appendices.in_words, d.Header)
    document = identifiers.without_slugs(replace(document, blocks=blocks))
    written = Blocks(context)
    first = next((i for i, block in enumerate(document.blocks) if type(block) is d.Header), None)
    preamble, rest = document.blocks[:first], document.blocks[first:] if first is not None else ()
    parts = [
        information.front_matter(document.meta),
        information.title(document.meta, written),
        written(preamble, top=True),
        *information.table(document.meta, written),
        written(rest, top=True),
        written.footnotes(),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"
