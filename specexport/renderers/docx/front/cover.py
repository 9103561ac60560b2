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
    from specexport.renderers.docx.state import State

_LOGO_HEIGHT = 34.0
_FIELD_HEIGHT = 26.5
# What the estimate of the heights above the fields may be wrong by, in points.
_SLACK = 36.0
_TAB = "<w:r><w:tab/></w:r>"


def cover(state: State, section: str) -> str:
    """Return a page that says what the document is; `section` is the end of its section."""
    if state.style.cover.template:
        state.context.inform("SX078", "Word shows the built-in cover, not the style's cover.html")
    title = _title(state)
    fields = _fields(state)
    gap = _gap(state, len(fields))
    lines = [wml.p(text, "CoverField", gap if not number else "") for number, text in enumerate(fields)]
    page = _logo(state) + title + "".join(lines)
    control = wml.block_control(page, wml.gallery("Cover Pages").xml())
    return control + wml.p("", "Separator", section)


def has_facts(state: State) -> bool:
    """Return whether there is anything to say on a cover but the title."""
    return bool(
        state.document.meta.kind or state.document.meta.subtitle or _fields(state) or state.style.logo
    )


def title_block(state: State) -> str:
    """Return kind, title and facts for the top of the first page."""
    space = '<w:spacing w:before="0"/>'
    lines = [wml.p(text, "CoverField") for text in _fields(state)]
    return _logo(state) + _title(state, space) + "".join(lines)


def _title(state: State, space: str = "") -> str:
    meta = state.document.meta
    kind = wml.p(wml.run(meta.kind), "CoverKind", space) if meta.kind else ""
    title = state.mark(meta.id, inlines(state, meta.title, HEAVY) or wml.run(state.title))
    subtitle = wml.p(wml.run(meta.subtitle), "Subtitle") if meta.subtitle else ""
    lead = space if kind or space else f'<w:spacing w:before="{round(state.style.page.text_height * 3.2)}"/>'
    return kind + wml.p(title, "Title", "" if kind else lead) + subtitle


def _fields(state: State) -> list[str]:
    shown = cover_facts.facts(state.document.meta, state.style.cover.fields, state.catalogue)
    return [_field(state, fact) for fact in shown]


def _field(state: State, fact: cover_facts.Fact) -> str:
    label = wml.run(fact.label, wml.rstyle("FieldLabel")) + _TAB
    if fact.key == "status":
        words = walk.plain(fact.content)
        return label + (marks.pill(state, words) or wml.run(words, wml.rstyle("Status")))
    room = (state.style.page.text_width - COVER_COLUMN / wml.TWIPS) / state.style.base.size
    return label + inlines(state, fact.content, replace(PLAIN, room=room))


def _gap(state: State, fields: int) -> str:
    """Return the space that moves the fields into the lower third of the page, where there is room."""
    style, meta = state.style, state.document.meta
    page = style.page
    lines = int(ems(state.title) * style.title.size * 1.04 / page.text_width) + 1
    above = page.text_height * 0.16 + 22 + lines * style.title.line_height + 10
    above += 29 * (1 + int(ems(meta.subtitle) * 13.5 / page.text_width)) if meta.subtitle else 0
    above += _LOGO_HEIGHT + 6 if style.logo else 0
    gap = page.text_height - above - fields * _FIELD_HEIGHT - _SLACK
    return f'<w:spacing w:before="{wml.twips(gap)}"/>' if gap > 12 else ""


def _logo(state: State) -> str:
    drawing = pictures.logo(state, _LOGO_HEIGHT)
    return wml.p(drawing, "CoverLogo") if drawing else ""
