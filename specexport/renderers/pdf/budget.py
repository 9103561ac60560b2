"""Whether a document may be laid out as pages, told before that is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.limits import exceeded
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document

_TEXTS = (d.Para, d.Header, d.CodeBlock)
_LINE = 100  # characters
_HEADING = 5  # lines, with that in the contents and what leads to it
# What costs as much as so many lines; cells stand beside each other.
_MORE: dict[type[d.Node], float] = {d.Cell: -2 / 3, d.Note: 4, d.Link: 2, d.ListItem: 0.25}


def hold_for_pages(document: Document, context: Context) -> None:
    """Raise SpecExportError (SX023) for a document that would take too long to lay out as pages."""
    lines = _lines(d.Header(level=1, content=document.meta.title), context)
    for level in walk.levels(document.blocks):
        for node in level:
            if isinstance(node, _TEXTS):
                lines += _lines(node, context)
            elif isinstance(node, d.Table):
                _hold_columns(node, context)
            else:
                lines += _MORE.get(type(node), 0)
        _hold_lines(lines, level, context)


def _lines(node: d.Para | d.Header | d.CodeBlock, context: Context) -> float:
    """Return how many lines a text takes, more or less."""
    length = len(node.text) if isinstance(node, d.CodeBlock) else len(walk.text(node.content))
    most = context.options.limits.pdf_text
    if most and length > most:
        message = f"one text has more than the {most:,} characters that are laid out for a PDF"
        raise exceeded("pdf_text", message, "divide it", context.source_name, node.pos)
    own = node.text.count("\n") if isinstance(node, d.CodeBlock) else 0
    first = _HEADING if isinstance(node, d.Header) else 1
    return first + max(own, length // _LINE)


def _hold_columns(table: d.Table, context: Context) -> None:
    most = context.options.limits.pdf_columns
    if most and len(table.columns) > most:
        message = f"a table has more than the {most:,} columns that are laid out for a PDF"
        raise exceeded("pdf_columns", message, "divide it", context.source_name, table.pos)


def _hold_lines(lines: float, level: list[d.Node], context: Context) -> None:
    most = context.options.limits.pdf_lines
    if most and lines > most:
        pos = next((node.pos for node in level if node.pos), None)
        message = f"it has about {lines:,.0f} lines, more than the {most:,} that are laid out for a PDF"
        raise exceeded("pdf_lines", message, "split it", context.source_name, pos)
