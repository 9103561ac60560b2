"""Footnotes: a part of their own, with the lines that separate them from the text (17.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import blocks
from specexport.renderers.docx.body.container import Place
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story

if TYPE_CHECKING:
    from specexport.renderers.docx.parts.package import LatePart
    from specexport.renderers.docx.state import Job

SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, ident in (("separator", -1), ("continuationSeparator", 0))
)
_MARK = wml.r("<w:footnoteRef/>", wml.rstyle("FootnoteReference")) + "<w:r><w:tab/></w:r>"


def attach(job: Job) -> None:
    """Add the footnotes part, when the body refers to any footnote."""
    if not job.notes:
        return
    made = part(job)
    made.content = wml.part("footnotes", SEPARATORS + texts(job, Story(made)))


def part(job: Job) -> LatePart:
    """Return a new part for footnotes, related to the document part."""
    return add(job.story.part, "/word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, b"")


def texts(job: Job, story: Story, first: int = 1) -> str:
    """Return all footnotes, numbered from `first`, for the part of `story`."""
    inside = job.inside_notes(story)
    return "".join([_note(inside, number, note) for number, note in enumerate(job.notes, first)])


def _note(job: Job, number: int, note: d.Note) -> str:
    place = Place(round(job.style.page.text_width * wml.TWIPS), "FootnoteText", flow=False, top=False)
    first, rest = note.content[:1], note.content[1:]
    lead = ""
    if first and isinstance(first[0], d.Para):
        lead = inlines(job, first[0].content)
    else:
        rest = note.content
    content = wml.p(_MARK + lead, "FootnoteText") + blocks.blocks(job, rest, place)
    ending = "" if content.endswith("</w:p>") else wml.p("", "FootnoteText")
    return f'<w:footnote w:id="{number}">{content}{ending}</w:footnote>'
