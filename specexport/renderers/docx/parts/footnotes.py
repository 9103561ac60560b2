"""Footnotes: a part of their own, with the lines that separate them from the text (17.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.container import Container
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.body.runs import TAB
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story

if TYPE_CHECKING:
    from specexport.renderers.docx.parts.package import LatePart
    from specexport.renderers.docx.state import State

SEPARATORS: wml.Content = tuple(
    wml.w("footnote", wml.P((wml.R((wml.w(kind),)),)), type=kind, id=ident)
    for kind, ident in (("separator", -1), ("continuationSeparator", 0))
)
_MARK = (wml.R((wml.w("footnoteRef"),), wml.RPr("FootnoteReference")), TAB)


def attach(state: State) -> None:
    """Add the footnotes part, when the body refers to any footnote."""
    if not state.notes:
        return
    made = part(state)
    made.content = wml.part("footnotes", SEPARATORS + texts(state, Story(made)))


def part(state: State) -> LatePart:
    """Return a new part for footnotes, related to the document part."""
    return add(state.story.part, "/word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, b"")


def texts(state: State, story: Story, first: int = 1) -> wml.Content:
    """Return all footnotes, numbered from `first`, for the part of `story`."""
    inside = state.inside_notes(story)
    return tuple([_note(inside, number, note) for number, note in enumerate(state.notes, first)])


def _note(state: State, number: int, note: d.Note) -> wml.Element:
    width = round(state.style.page.text_width * wml.TWIPS)
    container = Container(width, "FootnoteText", flow=False, top=False)
    lead: wml.Content = ()
    rest = note.content
    if rest and isinstance(rest[0], d.Para):
        lead, rest = state.sourced(rest[0], inlines(state, rest[0].content)), rest[1:]
    content = (wml.P(_MARK + lead, "FootnoteText"), *state.blocks(rest, container))
    ending = () if isinstance(content[-1], wml.P) else (wml.P((), "FootnoteText"),)
    return wml.w("footnote", *content, *ending, id=number)
