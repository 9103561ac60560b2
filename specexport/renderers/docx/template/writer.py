"""The document in the company's own template, from opening it to the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec.structs import replace

from specexport.renderers.docx import styles, wml
from specexport.renderers.docx.body.blocks import blocks
from specexport.renderers.docx.body.sections import flow, groups
from specexport.renderers.docx.front import contents, cover, pages
from specexport.renderers.docx.parts import fonts, package, properties, source_map
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import State, Story
from specexport.renderers.docx.styles.theme import theme
from specexport.renderers.docx.template import (
    fields,
    heading_numbers,
    merging,
    opening,
    sections,
    slot,
    tree,
    watermark,
)
from specexport.renderers.docx.template.styles import Styles, languages
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.model.document import Document
    from specexport.model.style import Style, TableRules
    from specexport.renderers.docx.parts.package import LatePart
    from specexport.renderers.docx.template.opening import Opened
    from specexport.renderers.docx.template.slot import Slot
    from specexport.renderers.docx.wml import Content

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PAGE_BREAK = wml.P((wml.R((wml.w("br", type="page"),)),))


def write(document: Document, context: Context, path: Path) -> bytes:
    """Return `document` in the template at `path`. Raises EnvironmentProblem when that cannot be used."""
    opened = opening.opened(path)
    style, lang = context.style, _language(document, context)
    styles_part = opened.part(RT.STYLES) or _own_styles(opened, context, lang)
    root = tree.parsed(styles_part.blob)
    matched = Styles(root, styles.definitions(style), style.docx.styles)
    place = slot.find(opened.root(opened.main), style.page, matched.is_heading, opened.archive.refusal)
    lists = opened.part(RT.NUMBERING)
    document, context = heading_numbers.conform(
        document, context, matched, opened.root(lists) if lists else None
    )
    # What is added to the template is made for its paper.
    page = sections.page_of(place.section, style.page)
    context = replace(context, style=replace(context.style, page=page, table_rules=_rules(matched, style)))
    if place.replaced:
        replaced = f"the text takes the place of the template's {slot.named(place.replaced)}"
        context.inform("SX767", replaced, hint=f"put {slot.MARK} where the text goes, and all stays")
    if protection := opened.protection():
        message = f"the template is protected ({protection}), and so is the file"
        context.inform("SX763", message, hint="take the protection out of the template if it is not meant")
    for name in matched.missing:
        context.warn("SX766", f"the template has no style {name!r}", hint="correct docx.styles in the style")
    state = State(document, context, Story(opened.main), blocks)
    _avoid_numbers(state, opened, place.root)
    merger = _write_text(state, opened, place, matched)
    languages(root, lang, override=bool(document.meta.lang))
    root.extend(tree.elements(merger.added_styles(styles.definitions(state.style))))
    styles_part.content = tree.serialized(root)
    _add_missing_parts(state, opened)
    properties.attach(opened.package, document.meta, context, state.title, lang, merging.others(opened))
    source_map.attach(opened.package, state.anchors, context)
    return package.archive(opened.package)


def _rules(matched: Styles, style: Style) -> TableRules:
    """Return the rules of tables: they have stripes where the template's own tables do."""
    rules = style.table_rules
    stripe = rules.stripe_background_color or style.colors.background
    return replace(rules, stripe_background_color=stripe) if matched.bands else rules


def _language(document: Document, context: Context) -> str:
    return document.meta.lang or context.style.lang or "en"


def _own_styles(opened: Opened, context: Context, lang: str) -> LatePart:
    """Return a part with our styles, for a template that has none."""
    part = add(opened.main, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, b"")
    part.content = styles.part(context.style, lang)
    return part


def _avoid_numbers(state: State, opened: Opened, root: _Element) -> None:
    """Let bookmarks and pictures of the text have numbers and names that the template's do not have."""
    marks = list(root.iter(f"{W}bookmarkStart"))
    taken = [*(one.get(f"{W}id") for one in marks), *(one.get("id") for one in root.iter(_DRAWING))]
    state.comments.first = merging.next_comment(opened)
    names = {one.get(f"{W}name", "").lower() for one in marks}
    state.number_from(1 + max(tree.whole_numbers(taken), default=0), names)


def _write_text(state: State, opened: Opened, place: Slot, matched: Styles) -> merging.Merger:
    """Write the text, and what belongs to it, into the template, and return what made it the template's."""
    filled = _fill(state, opened, place.root)
    watermark.stamp(opened, state, place)
    style = state.style
    merger = merging.Merger(opened, matched, style.numbering_depth if style.numbering else 0)
    table, text = _texts(state, place, filled)
    opened.main.content = place.joined(merger.merged(table), merger.merged(text))
    merger.footnotes.attach(state, merger)
    merging.comments(opened, state, merger)
    merger.numbering.attach(state.lists, merger.used)
    return merger


def _fill(state: State, opened: Opened, root: _Element) -> set[str]:
    """Fill in what the template asks for, and return the names of what it has said of the document."""
    values = fields.Values(state, merging.others(opened))
    refuse = opened.archive.refusal
    fields.refuse_active(root, refuse)
    filled = fields.fill(root, values)
    waiting = fields.waiting(root)
    for part in opened.stories()[1:]:
        other = opened.root(part)
        fields.refuse_active(other, refuse)
        if said := fields.fill(other, values):
            part.content = tree.serialized(other)
            filled |= said - {"title"}  # a running header is no title page
        waiting += fields.waiting(other)
    if waiting:
        named = ", ".join(dict.fromkeys(waiting))
        hint = "add it to the document information, or take the control out of the template"
        state.context.warn("SX764", f"the template still asks for {named}", hint=hint)
    return filled


def _texts(state: State, place: Slot, filled: Set[str]) -> tuple[Content, Content]:
    """Return the contents for the template's own place, and the text, which else begins with them.

    Of the document information, the text says at its top what is not among the `filled`.
    """
    short = pages.fits(groups(state), state.style, state.style.cover.min_pages - 1)
    layout = pages.layout(state.document, state.context, 2 if place.cover else 1)
    if not short:
        state.refer_to_pages(layout)
    front = cover.unsaid(state, filled) if "title" in filled else cover.title_block(state)
    below = bool(front) and not place.contents
    listed = place.contents or not short
    table = contents.control(state, layout, tabbed=True, below=below) if listed else ()
    if table and not place.contents:
        front = (*front, *table, _PAGE_BREAK)
    return table, flow(state, front, sections.TemplateSections(place))


def _add_missing_parts(state: State, opened: Opened) -> None:
    """Add theme, fonts and settings where the template has none."""
    main, style = opened.main, state.style
    if opened.part(RT.THEME) is None:
        add(main, "/word/theme/theme1.xml", CT.OFC_THEME, RT.THEME, theme(style))
    embedded = opened.part(RT.FONT_TABLE) is None and fonts.attach(main, style)
    if opened.part(RT.SETTINGS) is None:
        lang = state.document.meta.lang or "en"
        settings = package.settings(lang, notes=bool(state.notes), fonts=embedded)
        add(main, "/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, settings)
