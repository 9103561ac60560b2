"""A target of its own for specexport: the headings of a specification as a tree of plain text.

A renderer is a function from a document and a context to bytes. It reads no clock, file or network; what it
needs of the world is in the context, and what it has to say goes to `context.report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import Rendered
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport import Context, Document


def render(document: Document, context: Context) -> Rendered:
    """Return the outline: the title, then a line for each heading, indented by its rank."""
    title = walk.plain(document.meta.title) or context.source_name
    lines = [title, *(_line(header) for header in walk.find(document.blocks, d.Header))]
    pictures = list(walk.find(document.blocks, d.Image))
    if pictures:
        context.inform("SXO01", f"{len(pictures)} pictures are not in the outline", pictures[0].pos)
    return Rendered("\n".join([*lines, ""]).encode())


def _line(header: d.Header) -> str:
    return f"{'  ' * header.level}{' '.join(_words(header))}"


def _words(header: d.Header) -> Iterator[str]:
    if header.number:  # set where the style numbers headings
        yield header.number
    yield walk.plain(header.content)
    if header.pos:
        yield f"(line {header.pos.line})"
