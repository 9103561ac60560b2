"""The cover, or for a short document a title block on its first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import walk
from specexport.model.document import Str
from specexport.renderers.common import cover_facts
from specexport.renderers.common.letters import ems
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import pictures
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.body.runs import HEAVY, PLAIN, TAB
from specexport.renderers.docx.body.tables import pill
from specexport.renderers.docx.styles.properties import COVER_COLUMN

if TYPE_CHECKING:
    from collections.abc import Collection

    from specexport.renderers.docx.state import State

# What says the same under another name.
_OTHER_NAMES = {"kind": ("subject",), "updated": ("date",), "created": ("date",), "authors": ("author",)}
_FIELD_HEIGHT = 26.5
# What the estimate of the heights above the fields may be wrong by, in points.
_SLACK = 36.0


def cover(state: State, section: wml.Element) -> wml.Content:
    """Return a page that says what the document is; `section` is the end of its section."""
    if state.style.cover.template:
        state.context.inform("SX078", "Word shows the built-in cover, not the style's cover.html")
    title = _title(state)
    fields = _fields(state)
    gap = _gap(state, len(fields))
    lines = [wml.P(text, "CoverField", () if number else gap) for number, text in enumerate(fields)]
    control = wml.Sdt((*_logo(state), *title, *lines), (wml.gallery("Cover Pages"),))
    return control, wml.P((), "Separator", (section,))


def has_facts(state: State) -> bool:
    """Return whether there is anything to say on a cover but the title."""
    return bool(
        state.document.meta.kind or state.document.meta.subtitle or _fields(state) or state.style.logo
    )


def title_block(state: State) -> wml.Content:
    """Return kind, title and facts for the top of the first page."""
    lines = [wml.P(text, "CoverField") for text in _fields(state)]
    return (*_logo(state), *_title(state, (wml.w("spacing", before=0),)), *lines)


def unsaid(state: State, said: Collection[str]) -> wml.Content:
    """Return what a template's own pages do not say of the document; `said` names what they do.

    A cover of the company's with a place for the title need not have one for the rest.
    """
    meta, words = state.document.meta, state.catalogue
    known = frozenset(map(str.casefold, said))
    head = [
        wml.P(wml.run(text), style)
        for name, text, style in (("kind", meta.kind, "CoverKind"), ("subtitle", meta.subtitle, "Subtitle"))
        if text and not known & {name, *_OTHER_NAMES.get(name, ())}
    ]
    wanted = cover_facts.facts(meta, state.style.cover.fields, words)
    label = meta.classification or state.style.classification
    if label:
        wanted.append(cover_facts.CoverFact("classification", words.classification, (Str(text=label),)))
    left = (
        fact
        for fact in wanted
        if not known & {fact.key or fact.label.casefold(), *_OTHER_NAMES.get(fact.key, ())}
    )
    return (*head, *(wml.P(_field(state, fact), "CoverField") for fact in left))


def _title(state: State, space: wml.Props = ()) -> wml.Content:
    """Return kind, title and subtitle; `space` is that above them, where they do not begin a cover."""
    meta = state.document.meta
    title = state.mark(meta.id, inlines(state, meta.title, HEAVY) or wml.run(state.title))
    subtitle = (wml.P(wml.run(meta.subtitle), "Subtitle"),) if meta.subtitle else ()
    if meta.kind:
        return wml.P(wml.run(meta.kind), "CoverKind", space), wml.P(title, "Title"), *subtitle
    lead = space or (wml.w("spacing", before=round(state.style.page.text_height * 3.2)),)
    return wml.P(title, "Title", lead), *subtitle


def _fields(state: State) -> list[wml.Content]:
    shown = cover_facts.facts(state.document.meta, state.style.cover.fields, state.catalogue)
    return [_field(state, fact) for fact in shown]


def _field(state: State, fact: cover_facts.CoverFact) -> wml.Content:
    label = (*wml.run(fact.label, wml.RPr("FieldLabel")), TAB)
    if fact.is_status:
        words = walk.plain(fact.content)
        return label + (pill(state, words) or wml.run(words, wml.RPr("Status")))
    room = (state.style.page.text_width - COVER_COLUMN / wml.TWIPS) / state.style.base.size
    return label + inlines(state, fact.content, replace(PLAIN, room=room))


def _gap(state: State, fields: int) -> wml.Props:
    """Return the space that moves the fields into the lower third of the page, where there is room."""
    style, meta = state.style, state.document.meta
    page = style.page
    lines = int(ems(state.title) * style.title.size * 1.04 / page.text_width) + 1
    above = page.text_height * 0.16 + 22 + lines * style.title.line_height + 10
    above += 29 * (1 + int(ems(meta.subtitle) * 13.5 / page.text_width)) if meta.subtitle else 0
    above += style.logo_height + 6 if style.logo else 0
    gap = page.text_height - above - fields * _FIELD_HEIGHT - _SLACK
    return (wml.w("spacing", before=wml.twips(gap)),) if gap > 12 else ()


def _logo(state: State) -> wml.Content:
    drawing = pictures.logo(state, state.style.logo_height)
    return (wml.P((drawing,), "CoverLogo"),) if drawing else ()
