"""What a template will do to documents, said beforehand: what stays, what is mapped, added and replaced."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec import Struct

from specexport.renderers.docx import styles
from specexport.renderers.docx.template import fields, kept, opening, slot, tree, watermark
from specexport.renderers.docx.template.styles import Styles
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from specexport.model.style import Style
    from specexport.renderers.docx.template.opening import Opened

# What most texts need: of the others, those that are used are added without a word.
_MAIN = (
    *("Normal", "BodyText", "Title", "Heading1", "Heading2", "Heading3", "Caption", "SourceCode", "Quote"),
    *("SpecificationTable", "FootnoteText", "TOC1", "Hyperlink"),
)
_MACROS = "vbaProject"


class Remark(Struct, frozen=True):
    """One thing about a template: what becomes of it (`kept`, `filled`, `mapped`, …), and which it is."""

    verdict: str
    what: str


def preview(path: Path, style: Style) -> tuple[Remark, ...]:
    """Return what becomes of a template's parts when text in `style` is written into it.

    Raises EnvironmentProblem when it cannot be used, as writing does.
    """
    opened = opening.opened(path)
    part = opened.part(RT.STYLES)
    ours = list(styles.definitions(style))
    root = opened.root(opened.main)
    fields.refuse_active(root, opened.archive.refusal)
    asked = [*_asked(root), *(one for other in opened.stories()[1:] for one in _asked(opened.root(other)))]
    sheet = tree.parsed(part.blob) if part is not None else tree.parsed(styles.part(style, "en"))
    matched = Styles(sheet, ours, style.docx.styles)
    return (
        *_places(root, style, matched, opened),
        *dict.fromkeys(asked),
        *_styles(matched, sheet, {one.id: one.name for one in ours}),
        *_package(opened),
    )


def _places(root: _Element, style: Style, matched: Styles, opened: Opened) -> Iterator[Remark]:
    """Yield what stays around the text, where that goes, and what it replaces."""
    place = slot.find(copy.deepcopy(root), style.page, matched.is_heading, opened.archive.refusal)
    # Among its elements stand the marks of text and contents, which the types of lxml do not tell.
    blocks: Any = place.root.find(f"{W}body")
    behind = False
    for block in blocks:
        if not isinstance(block.tag, str):
            text = block.text == "body"
            yield Remark("text", "goes here" if text else "the contents go here")
            behind = behind or text
        elif words := kept.said(block):
            yield Remark("kept", f"{'behind' if behind else 'before'} the text: {slot.short(words)}")
    for words in place.replaced:
        yield Remark("replaced", slot.short(words))


def _asked(root: _Element) -> Iterator[Remark]:
    """Yield what controls and fields of a part ask for."""
    for control in root.iter(f"{W}sdt"):
        names = fields.names(control)
        if names and not {name.lower() for name in names} & slot.BODY:
            known = any(map(fields.is_known, names))
            origin = "the document information" if known else "a field of that name, if there is one"
            yield Remark("filled" if known else "asked", f"control {names[0]!r}, from {origin}")
    for field in fields.fields(root):
        if field.name:
            yield Remark("filled", f"field {' '.join(field.instruction.split())}")


def _styles(matched: Styles, sheet: _Element, names: dict[str, str]) -> Iterator[Remark]:
    theirs = {one.get(f"{W}styleId"): tree.value(one, "name") for one in sheet.iter(f"{W}style")}
    for ident in _MAIN:
        if ident in matched.matched:
            yield Remark("mapped", f"{names[ident]} is {theirs[matched.matched[ident]]!r}")
        else:
            yield Remark("added", f"style {names[ident]}")
    if "Heading1" in matched.matched:
        numbered = matched.numbered("Heading1")
        yield Remark("kept", "headings are numbered" if numbered else "headings have no numbers")
    for name in matched.missing:
        yield Remark("missing", f"style {name!r}, which docx.styles asks for")


def _package(opened: Opened) -> Iterator[Remark]:
    """Yield what there is beside the text."""
    for relation, name in ((RT.THEME, "theme"), (RT.NUMBERING, "lists"), (RT.FONT_TABLE, "fonts")):
        if opened.part(relation) is not None:
            yield Remark("kept", name)
    running = [part for part in opened.stories()[1:] if kept.said(opened.root(part))]
    if running:
        yield Remark("kept", f"{len(running)} headers, footers or notes")
    if any(watermark.is_there(opened.root(part)) for part in opened.stories()[1:]):
        yield Remark("kept", "watermark")
    if protection := opened.protection():
        yield Remark("kept", f"protection ({protection}): so are the files protected that are made")
    if any(name.endswith(f"{_MACROS}.bin") for name in opened.archive.names):
        yield Remark("left out", "macros")
