"""The text from top to bottom: upright pages, and landscape sections for what is too wide for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from specexport.graphics import legible
from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common.figure_setting import is_turned
from specexport.renderers.common.page_breaks import inner
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import code, columns
from specexport.renderers.docx.body.container import Container
from specexport.renderers.docx.body.runs import PLAIN, RunStyle
from specexport.renderers.docx.parts.headers import landscape_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.renderers.docx.state import State

# A paragraph before a wide table of at most this many characters introduces it and goes with it.
_INTRODUCTION = 240


class Sections(Protocol):
    """What knows the sections of a document."""

    def properties(self, *, first: bool = False, landscape: bool = False) -> wml.Element:
        """Return `w:sectPr`."""
        ...

    def last(self, *, first: bool, landscape: bool) -> wml.Content:
        """Return what ends the text."""
        ...


def flow(state: State, front: wml.Content, sections: Sections) -> wml.Content:
    """Return all blocks of the document and the properties of their sections, the last at the end (17.6.17).

    `front` stands at the top of the first page; when there is such a title block, that page has no header.
    """
    made: list[wml.Node] = [*front]
    first = bool(front)
    found = list(groups(state))
    for number, (landscape, group) in enumerate(found):
        nodes = inner(group, at_top=number > 0 or not front)
        width = landscape_width(state.style) if landscape else wml.twips(state.style.page.text_width)
        made += state.blocks(nodes, Container(width, run_style=_wide(state) if landscape else PLAIN))
        if number == len(found) - 1:
            made += sections.last(first=first, landscape=landscape)
        else:
            ended = (sections.properties(first=first, landscape=landscape),)
            made.append(wml.P((), "Separator", ended))
        first = False
    return tuple(made)


def _wide(state: State) -> RunStyle:
    """Return how runs look on a page on its side, which has more room for pictures and less height."""
    page = state.style.page
    return RunStyle(
        width=min(legible.wide_width(page), landscape_width(state.style) / wml.TWIPS),
        height=legible.wide_height(page),
    )


def groups(state: State) -> Iterator[tuple[bool, Sequence[d.Block]]]:
    """Yield stretches of blocks for upright and for landscape pages in turn."""
    nodes = state.document.blocks
    start = 0
    held: list[d.Block] = []
    for index, node in enumerate(nodes):
        if not _too_wide(state, node):
            continue
        lead = _lead(nodes, start, index)
        if lead > start:
            if held:
                yield True, held
            yield False, nodes[start:lead]
            held = []
        held.extend(nodes[lead : index + 1])
        start = index + 1
    if held:
        yield True, held
    if start < len(nodes) or not held:
        yield False, nodes[start:]


def _too_wide(state: State, node: d.Block) -> bool:
    room = state.style.page.text_width
    if landscape_width(state.style) <= wml.twips(room):
        return False
    if isinstance(node, d.Table):
        return columns.too_wide(state, node, room)
    if isinstance(node, d.Figure):
        return is_turned(node, state.style.page, state.document.media)
    return isinstance(node, d.CodeBlock) and code.too_wide(state, node, room)


def _lead(nodes: Sequence[d.Block], start: int, index: int) -> int:
    """Return where the headings and the paragraph begin that belong to the block at `index`."""
    at = index
    if at > start and isinstance(nodes[at - 1], d.Para) and _short(nodes[at - 1]):
        at -= 1
    while at > start and isinstance(nodes[at - 1], d.Header):
        at -= 1
    return at


def _short(node: d.Block) -> bool:
    return len(walk.text((node,))) <= _INTRODUCTION
