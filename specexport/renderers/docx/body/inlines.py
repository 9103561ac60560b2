"""Inlines as runs, hyperlinks and drawings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import (
    BYLINE,
    COMMENT,
    COMMENT_START,
    DELETED,
    INSERTED,
    KBD,
    MARK,
    PLACEHOLDER,
    SIGNATURE_FIELD,
    SMALL_CAPS,
    UNDERLINE,
)
from specexport.renderers.common import urls
from specexport.renderers.common.letters import ems, joints
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import changes, pictures
from specexport.renderers.docx.body.runs import BREAK, PLAIN, spoken
from specexport.renderers.docx.state import valid_uri
from specexport.renderers.docx.wml import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.renderers.docx.body.runs import RunStyle
    from specexport.renderers.docx.state import State

_SPAN_STYLES = {
    KBD: "Keyboard",
    MARK: "Mark",
    INSERTED: "Inserted",
    DELETED: "Deleted",
    PLACEHOLDER: "Placeholder",
}
# Words in code are wider than in text.
_CODE_WIDTH = 1.15
_RTL = wml.w("rtl")
# Signs that Word takes from the Latin font unless it is told otherwise (17.3.2.26), and what asks for it.
_EAST_ASIAN = wml.w("rFonts", hint="eastAsia")
_AMBIGUOUS = re.compile("[“”‘’…—―‥·×÷°±§]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Hebrew, Arabic and the other scripts of the blocks set aside for writing from right to left.
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def leads_right(text: str) -> bool:
    """Return whether the first letter of `text` with a direction is one from right to left (UAX #9, P2).

    Word goes by what it is told, not by letters (17.3.1.6, 17.3.2.30).
    """
    if not _RIGHT.search(text):
        return False
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _all_right(text: str) -> bool:
    """Return whether `text` has letters from right to left and no others."""
    return bool(_RIGHT.search(text)) and not any(unicodedata.bidirectional(char) == "L" for char in text)


def opening(node: d.Block) -> str:
    """Return the text with which a block begins."""
    return next((part.text for part in walk.nodes([node]) if isinstance(part, d.Str)), "")


def inlines(state: State, nodes: Iterable[d.Inline], run_style: RunStyle = PLAIN) -> wml.Content:
    """Return the runs of `nodes`, as `run_style` says that they look."""
    made: list[wml.Node] = []
    for node in nodes:
        made += inline(state, node, run_style)
    return tuple(made)


def inline(state: State, node: d.Inline, run_style: RunStyle) -> wml.Content:
    """Return the runs of one inline."""
    match node:
        case d.Str():
            return wml.run(_divisible(node.text, run_style), _directed(state, node.text, run_style))
        case d.SoftBreak():
            return wml.run(" ", run_style.props)
        case d.LineBreak():
            return (BREAK,)
        case d.Code():
            return _code(state, node, run_style)
        case d.Strong():
            return inlines(state, node.content, replace(run_style, bold=True))
        case d.Emph():
            return inlines(state, node.content, replace(run_style, italic=not run_style.italic))
        case d.Strikeout():
            return inlines(state, node.content, replace(run_style, strike=True))
        case d.Superscript():
            return inlines(state, node.content, replace(run_style, position="superscript"))
        case d.Subscript():
            return inlines(state, node.content, replace(run_style, position="subscript"))
        case d.Link():
            return _link(state, node, run_style)
        case d.Image():
            return pictures.picture(state, node, run_style)
        case d.Span():
            return _span(state, node, run_style)
        case d.Note():
            return _note(state, node, run_style)
        case d.Math():
            return _formula(state, node, run_style)
        case d.RawInline():
            return ()
        case _:
            assert_never(node)


def _directed(state: State, text: str, run_style: RunStyle) -> wml.RPr:
    """Return the properties of a run, which say where all its letters run to the left, or what is wide."""
    props = run_style.props
    if text.isascii():
        return props
    if _all_right(text):
        return replace(props, props=(*props.props, _RTL))
    if _AMBIGUOUS.search(text) and _IDEOGRAPH.search(text) and _is_wide(state, run_style):
        return replace(props, props=(*props.props, _EAST_ASIAN))
    return props


def _is_wide(state: State, run_style: RunStyle) -> bool:
    """Return whether quotation marks and dashes are as wide as ideographs in the language of a run."""
    lang = run_style.lang or state.document.meta.lang or state.style.lang
    return lang[:2].lower() in ("zh", "ja")


def _formula(state: State, node: d.Math, run_style: RunStyle) -> wml.Content:
    """Return a native equation, or its drawing, or the TeX where there is neither."""
    found = state.equations.get((node.text, node.display))
    if isinstance(found, wml.Element):
        return (found,)
    if found:
        return (pictures.formula(state, node.text, found, run_style),)
    return wml.run(node.text, run_style.named("Formula").props)


def _code(state: State, node: d.Code, run_style: RunStyle) -> wml.Content:
    style = "LinkedCode" if run_style.linked else run_style.code
    text = _divisible(node.text.replace("\n", " "), run_style)
    return state.mark(node.attr.id, wml.run(text, run_style.named(style).props))


def _divisible(text: str, run_style: RunStyle) -> str:
    """Return `text` with places to divide it (U+200B) at the joints of words that are wider than the line."""
    if not run_style.room or len(text) < run_style.room:
        return text
    return " ".join(
        "\u200b".join(joints(word)).replace("-\u200b", "-")
        if ems(word) * _CODE_WIDTH > run_style.room
        else word
        for word in text.split(" ")
    )


def _link(state: State, node: d.Link, run_style: RunStyle) -> wml.Content:
    if run_style.linked:
        return inlines(state, node.content, run_style)
    name = state.names.get(node.url[1:]) if node.url.startswith("#") else None
    if name is None and (node.url.startswith("#") or not _followable(state, node)):
        return state.mark(node.attr.id, inlines(state, node.content, run_style))
    content = inlines(state, node.content, replace(run_style, style="Hyperlink", linked=True))
    link: wml.Content
    if name is None:
        url = urls.mended(node.url)
        link = (wml.Hyperlink(content, relationship=state.story.link(url), tooltip=node.title),)
    else:
        link = _reference(state, node, run_style) or (wml.Hyperlink(content, name, tooltip=node.title),)
    return state.mark(node.attr.id, link)


def _reference(state: State, node: d.Link, run_style: RunStyle) -> wml.Content:
    """Return a reference field for a link whose words are what the field says, or nothing."""
    words = walk.plain(node.content)
    code = state.references.instruction(node.url[1:], words)
    if not code or any(not isinstance(child, d.Str) for child in node.content):
        return ()
    lead, instruction = code
    props = run_style.named("Hyperlink").props
    reference = fields.field(instruction, wml.run(words[len(lead) :], props), props)
    return wml.run(lead, props) + reference + _on_page(state, node.url[1:], instruction.split()[1], props)


def _on_page(state: State, ident: str, bookmark: str, props: wml.RPr) -> wml.Content:
    """Return what a reference says of the page on which its target is."""
    if state.layout is None:
        return ()
    before, _, after = state.catalogue.on_page.partition("{page}")
    page = fields.page_of(bookmark, state.layout.page(ident, bookmark), props)
    return wml.run(before, props) + page + wml.run(after, props)


def _followable(state: State, node: d.Link) -> bool:
    if valid_uri(urls.mended(node.url)):
        return True
    shown = node.url if len(node.url) <= 80 else node.url[:77] + "…"
    message = f"the link to {shown!r} is not an address that Word can follow, its text is kept"
    state.warn("SX760", message, node.pos, "correct the address")
    return False


def _span(state: State, node: d.Span, run_style: RunStyle) -> wml.Content:
    if changes.kind(node.attr):
        return state.mark(
            node.attr.id, changes.tracked(state, node.attr, inlines(state, node.content, run_style))
        )
    if not state.in_note and (said := _said(state, node)) is not None:
        return said
    if SIGNATURE_FIELD in node.attr.classes:
        return _signature_field(state, node)
    if node.attr.pairs:
        run_style = spoken(node.attr, run_style)
    for name in node.attr.classes:
        if name in _SPAN_STYLES:
            run_style = run_style.named(_SPAN_STYLES[name])
        elif name == UNDERLINE:
            run_style = replace(run_style, underline=True)
        elif name == SMALL_CAPS:
            run_style = replace(run_style, caps=True)
    return state.mark(node.attr.id, inlines(state, node.content, run_style))


def _signature_field(state: State, node: d.Span) -> wml.Content:
    """Return the text that programs for signing look for, so small and in such a colour that nobody sees it.

    Hidden text they would not find, for it is in no PDF that Word makes.
    """
    color = wml.w("color", val=state.style.colors.background.lstrip("#").upper())
    props = wml.RPr("", (wml.w("noProof"), color, wml.w("sz", val=2), wml.w("szCs", val=2)))
    return wml.run(node.attr.get("anchor"), props)


def _said(state: State, node: d.Span) -> wml.Content | None:
    """Return what belongs to a change or a comment, None for any other span."""
    classes = node.attr.classes
    if COMMENT_START in classes:
        return state.comments.start(node.attr)
    if COMMENT in classes:
        return state.comments.end(node.attr)
    return () if BYLINE in classes else None


def _note(state: State, node: d.Note, run_style: RunStyle) -> wml.Content:
    if state.in_note:
        # A footnote cannot hold the reference of another (17.11.14): its words go where it is referred to.
        return wml.run(f" ({walk.plain(node.content)})", run_style.props)
    state.notes.append(node)
    return (wml.R((wml.FootnoteReference(len(state.notes)),), wml.RPr("FootnoteReference")),)
