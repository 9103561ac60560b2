"""From the document to the file: cover, contents, text and sections, then the parts these have called for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.renderers.docx import wml
from specexport.renderers.docx.body.blocks import blocks
from specexport.renderers.docx.body.sections import flow, groups
from specexport.renderers.docx.front import cover, pages
from specexport.renderers.docx.front.contents import contents
from specexport.renderers.docx.parts import comments, fonts, footnotes, package, properties, source_map
from specexport.renderers.docx.parts.headers import StyleSections
from specexport.renderers.docx.state import State, Story

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document

# Cover and contents.
_FRONT_PAGES = 2


def write(document: Document, context: Context) -> bytes:
    """Return the bytes of a DOCX file."""
    lang = document.meta.lang or context.style.lang or "en"
    tight = pages.tightness(document, context.style)
    numbers = pages.longest_numbers(document)
    target, main = package.blank(context.style, lang, tight=tight, numbers=numbers)
    state = State(document, context, Story(main), blocks)
    main.content = wml.part("document", (wml.w("body", *_body(state)),))
    footnotes.attach(state)
    comments.attach(state)
    package.add(main, "/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, state.lists.part())
    settings = package.settings(
        lang,
        notes=bool(state.notes),
        fonts=fonts.attach(main, context.style),
        mirrored=context.style.page.duplex,
        sided=context.style.verso is not None,
    )
    package.add(main, "/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, settings)
    properties.attach(target, document.meta, context, state.title, lang)
    source_map.attach(target, state.anchors, context)
    return package.archive(target)


def _body(state: State) -> wml.Content:
    style = state.style
    short = pages.fits(groups(state), style, style.cover.min_pages - 1)
    if short or not style.cover.show:
        layout = pages.layout(state.document, state.context, 1)
        sections = StyleSections(state, layout.total)
        if not short:
            state.refer_to_pages(layout)
        return flow(state, cover.title_block(state), sections)
    covered = cover.has_facts(state)
    layout = pages.layout(state.document, state.context, 1 + (_FRONT_PAGES if covered else 1))
    sections = StyleSections(state, layout.total)
    state.refer_to_pages(layout)
    if not covered:
        # A page with a title alone says nothing that the top of the contents does not.
        front = cover.title_block(state) + contents(state, layout, sections.properties(first=True))
        return front + flow(state, (), sections)
    front = cover.cover(state, sections.properties(first=True))
    return front + contents(state, layout, sections.properties()) + flow(state, (), sections)
