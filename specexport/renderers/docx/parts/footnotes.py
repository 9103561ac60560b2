"""Footnotes: a part of their own, with the lines that separate them from the text (17.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.container import Container
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story

if TYPE_CHECKING:
    from specexport.renderers.docx.parts.package import LatePart
    from specexport.renderers.docx.state import State

SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, ident in (("separator", -1), ("continuationSeparator", 0))
)
_MARK = wml.r("<w:footnoteRef/>", wml.rstyle("FootnoteReference")) + "<w:r><w:tab/></w:r>"


def attach(state: State) -> None:
    """Add the footnotes part, when the body refers to any footnote."""
    if not state.notes:
        return
    made = part(state)
    made.content = wml.part("footnotes", SEPARATORS + texts(state, Story(made)))


def part(state: State) -> LatePart:
    """Return a new part for footnotes, related to the document part."""
    return add(state.story.part, "/word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, b"")


def texts(state: State, story: Story, first: int = 1) -> str:
    """Return all footnotes, numbered from `first`, for the part of `story`."""
    inside = state.inside_notes(story)
    return "".join([_note(inside, number, note) for number, note in enumerate(state.notes, first)])


def _note(state: State, number: int, note: d.Note) -> str:
    container = Container(
        round(state.style.page.text_width * wml.TWIPS), "FootnoteText", flow=False, top=False
    )
    first, rest = note.content[:1], note.content[1:]
    lead = ""
    if first and isinstance(first[0], d.Para):
        lead = inlines(state, first[0].content)
    else:
        rest = note.content
    content = wml.p(_MARK + lead, "FootnoteText") + state.blocks(rest, container)
    ending = "" if content.endswith("</w:p>") else wml.p("", "FootnoteText")
    return f'<w:footnote w:id="{number}">{content}{ending}</w:footnote>'
