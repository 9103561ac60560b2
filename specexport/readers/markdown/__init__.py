"""Reader of Markdown: CommonMark 0.31.2 and GitHub Flavored Markdown, tokenised by mistune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.markdown import frontmatter
from specexport.readers.markdown.includes import SourcePart
from specexport.readers.markdown.text import decode
from specexport.readers.markdown.variables import Variables

if TYPE_CHECKING:
    from specexport.core.context import Context, Source


def read(source: Source, context: Context) -> d.Document:
    """Return the document that the Markdown in `source` describes.

    Raises SpecExportError when it is not UTF-8 text (SX004) or empty (SX005).
    """
    text = decode(source, context)
    if not text.endswith("\n"):
        text += "\n"
    kind, matter, skipped = frontmatter.split(text)
    fields = frontmatter.fields(kind, matter, context) if kind else ()
    part = SourcePart(context, Variables(fields, context))
    return d.Document(meta=d.Meta(fields=fields), blocks=part.blocks(text, skipped))
