"""The cover, or for a short document a title block on its first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import walk
from specexport.renderers.common import cover_facts
from specexport.renderers.common.letters import ems
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import marks, pictures
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.body.runs import HEAVY, PLAIN
from specexport.renderers.docx.styles.properties import COVER_COLUMN

if TYPE_CHECKING:
    from specexport.renderers.docx.state import Job

_LOGO_HEIGHT = 34.0
_FIELD_HEIGHT = 26.5
# What the estimate of the heights above the fields may be wrong by, in points.
_SLACK = 36.0
_TAB = "<w:r><w:tab/></w:r>"


def cover(job: Job, section: str) -> str:
    """Return a page that says what the document is; `section` is the end of its section."""
    if job.style.cover.template:
        job.context.inform("SX078", "Word shows the built-in cover, not the style's cover.html")
    title = _title(job)
    fields = _fields(job)
    gap = _gap(job, len(fields))
    lines = [wml.p(text, "CoverField", gap if not number else "") for number, text in enumerate(fields)]
    page = _logo(job) + title + "".join(lines)
    control = wml.block_control(page, wml.gallery("Cover Pages"))
    return control + wml.p("", "Separator", section)


def has_facts(job: Job) -> bool:
    """Return whether there is anything to say on a cover but the title."""
    return bool(job.document.meta.kind or job.document.meta.subtitle or _fields(job) or job.style.logo)


def title_block(job: Job) -> str:
    """Return kind, title and facts for the top of the first page."""
    space = '<w:spacing w:before="0"/>'
    lines = [wml.p(text, "CoverField") for text in _fields(job)]
    return _logo(job) + _title(job, space) + "".join(lines)


def _title(job: Job, space: str = "") -> str:
    meta = job.document.meta
    kind = wml.p(wml.run(meta.kind), "CoverKind", space) if meta.kind else ""
    title = job.mark(meta.id, inlines(job, meta.title, HEAVY) or wml.run(job.title))
    subtitle = wml.p(wml.run(meta.subtitle), "Subtitle") if meta.subtitle else ""
    lead = space if kind or space else f'<w:spacing w:before="{round(job.style.page.text_height * 3.2)}"/>'
    return kind + wml.p(title, "Title", "" if kind else lead) + subtitle


def _fields(job: Job) -> list[str]:
    shown = cover_facts.facts(job.document.meta, job.style.cover.fields, job.catalogue)
    return [_field(job, fact) for fact in shown]


def _field(job: Job, fact: cover_facts.Fact) -> str:
    label = wml.run(fact.label, wml.rstyle("FieldLabel")) + _TAB
    if fact.key == "status":
        words = walk.plain(fact.content)
        return label + (marks.pill(job, words) or wml.run(words, wml.rstyle("Status")))
    room = (job.style.page.text_width - COVER_COLUMN / wml.TWIPS) / job.style.base.size
    return label + inlines(job, fact.content, replace(PLAIN, room=room))


def _gap(job: Job, fields: int) -> str:
    """Return the space that moves the fields into the lower third of the page, where there is room."""
    style, meta = job.style, job.document.meta
    page = style.page
    lines = int(ems(job.title) * style.title.size * 1.04 / page.text_width) + 1
    above = page.text_height * 0.16 + 22 + lines * style.title.line_height + 10
    above += 29 * (1 + int(ems(meta.subtitle) * 13.5 / page.text_width)) if meta.subtitle else 0
    above += _LOGO_HEIGHT + 6 if style.logo else 0
    gap = page.text_height - above - fields * _FIELD_HEIGHT - _SLACK
    return f'<w:spacing w:before="{wml.twips(gap)}"/>' if gap > 12 else ""


def _logo(job: Job) -> str:
    drawing = pictures.logo(job, _LOGO_HEIGHT)
    return wml.p(drawing, "CoverLogo") if drawing else ""
