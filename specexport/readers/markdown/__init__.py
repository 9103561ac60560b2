"""Reader of Markdown: CommonMark 0.31.2 and GitHub Flavored Markdown, tokenised by mistune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import document as d
from specexport.readers.markdown import frontmatter
from specexport.readers.markdown.blocks import Blocks
from specexport.readers.markdown.build import Builder
from specexport.readers.markdown.state import State
from specexport.readers.markdown.text import decode

if TYPE_CHECKING:
    from specexport.contracts import Context, Source


def read(source: Source, context: Context) -> d.Document:
    """Return the document that the Markdown in `source` describes.

    Raises SpecExportError when it is not UTF-8 text (SX004) or empty (SX005).
    """
    text = decode(source, context)
    if not text.endswith("\n"):
        text += "\n"
    kind, matter, skipped = frontmatter.split(text)
    fields = frontmatter.fields(kind, matter, context) if kind else ()
    return d.Document(meta=d.Meta(fields=fields), blocks=_blocks(text, skipped, context))


def _blocks(text: str, skipped: int, context: Context) -> tuple[d.Block, ...]:
    """Return the blocks of `text` without its first `skipped` lines."""
    state = State()
    state.begin(text, skipped)
    Blocks().parse(state)
    builder = Builder(text, dict(state.env), context)
    blocks = builder.blocks(state.tokens)
    builder.unused_footnotes()
    if builder.has_html:
        from specexport.readers.markdown.html import folded

        blocks = folded(blocks, context)
    return blocks
