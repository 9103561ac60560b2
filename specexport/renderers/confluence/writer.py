"""Renderer of Confluence's storage format: XHTML with macros, as its REST interface takes and gives it.

The title is the page's and not in the text. Pictures are attachments of the page: the files beside what is
made, by their names.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from specexport.core.context import Rendered
from specexport.graphics import raster
from specexport.renderers.common import cover_facts, engine_drawings, picture_files
from specexport.renderers.confluence import xml
from specexport.renderers.confluence.blocks import Blocks

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d
    from specexport.style import Style

# The colours that the macro `status` has.
_STATUS = {
    "draft": "Grey",
    "in review": "Yellow",
    "review": "Yellow",
    "approved": "Green",
    "final": "Green",
    "deprecated": "Red",
    "rejected": "Red",
}


def render(document: d.Document, context: Context) -> Rendered:
    """Return `document` as UTF-8 markup, with the pictures that belong to it as files."""

    def fitting(media: d.Media) -> d.Media:
        """Return a picture as Confluence shows it: drawings as PNG, others as they are."""
        if media.type != "image/svg+xml":
            return media
        try:
            return raster.drawn(media, context)
        except ValueError as error:
            context.warn("SX797", f"a drawing cannot be made a PNG: {error}", hint="save it as PNG")
            return media

    document = engine_drawings.flat(document, context)
    moved, files = picture_files.moved(document, picture_files.folder(context.source_name), fitting)
    names = {url: PurePosixPath(url).name for url in moved.media}
    blocks = Blocks(context, names)
    parts = [_information(document.meta, context.style, blocks)]
    if document.contents:
        parts.append(xml.macro("toc", {"maxLevel": str(context.style.contents_depth)}))
    parts += [blocks(moved.blocks), blocks.footnotes()]
    return Rendered(("\n".join(filter(None, parts)) + "\n").encode(), files=files)


def _information(meta: d.Meta, style: Style, blocks: Blocks) -> str:
    """Return what a cover says as a table, with the status as a lozenge."""
    rows = []
    for fact in cover_facts.facts(meta, style.cover.fields, style.words):
        value = blocks.inlines(fact.content)
        if fact.key == "status":
            color = _STATUS.get(meta.status.casefold(), "Blue")
            value = xml.macro("status", {"title": meta.status, "colour": color})
        rows.append(f"<tr><th>{xml.text(fact.label)}</th><td>{value}</td></tr>")
    kind = f"<p><em>{xml.text(' · '.join(filter(None, (meta.kind, meta.subtitle))))}</em></p>"
    table = f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""
    return (kind if meta.kind or meta.subtitle else "") + table
