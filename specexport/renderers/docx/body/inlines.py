"""Inlines as runs, hyperlinks and drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common.changes import BYLINE, STARTS
from specexport.renderers.common.letters import ems, joints
from specexport.renderers.docx import fields, wml
from specexport.renderers.docx.body import changes, pictures
from specexport.renderers.docx.body.direction import all_right
from specexport.renderers.docx.body.runs import PLAIN
from specexport.renderers.docx.state import valid_uri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.renderers.docx.body.runs import Face
    from specexport.renderers.docx.state import State

_SPAN_STYLES = {
    "kbd": "Keyboard",
    "mark": "Mark",
    "inserted": "Inserted",
    "deleted": "Deleted",
    "placeholder": "Placeholder",
}
# Words in code are wider than in text.
_CODE_WIDTH = 1.15
_RTL = "<w:rtl/>"
BREAK = "<w:r><w:br/></w:r>"


def inlines(state: State, nodes: Iterable[d.Inline], face: Face = PLAIN) -> str:
    """Return the runs of `nodes` in `face`."""
    return "".join([inline(state, node, face) for node in nodes])


def inline(state: State, node: d.Inline, face: Face) -> str:
    """Return the runs of one inline."""
    match node:
        case d.Str():
            props = face.props + (_RTL if not node.text.isascii() and all_right(node.text) else "")
            return wml.run(_divisible(node.text, face), props)
        case d.SoftBreak():
            return wml.run(" ", face.props)
        case d.LineBreak():
            return BREAK
        case d.Code():
            return _code(state, node, face)
        case d.Strong():
            return inlines(state, node.content, replace(face, bold=True))
        case d.Emph():
            return inlines(state, node.content, replace(face, italic=not face.italic))
        case d.Strikeout():
            return inlines(state, node.content, replace(face, strike=True))
        case d.Superscript():
            return inlines(state, node.content, replace(face, position="superscript"))
        case d.Subscript():
            return inlines(state, node.content, replace(face, position="subscript"))
        case d.Link():
            return _link(state, node, face)
        case d.Image():
            return pictures.picture(state, node, face)
        case d.Span():
            return _span(state, node, face)
        case d.Note():
            return _note(state, node, face)
        case d.Math():
            return _formula(state, node, face)
        case d.RawInline():
            return ""
        case _:
            assert_never(node)


def _formula(state: State, node: d.Math, face: Face) -> str:
    """Return a native equation, or the TeX where there is none."""
    found = state.equations.get((node.text, node.display))
    return found or wml.run(node.text, face.with_style("Formula").props)


def _code(state: State, node: d.Code, face: Face) -> str:
    style = "LinkedCode" if face.linked else face.code
    return state.mark(
        node.attr.id, wml.run(_divisible(node.text.replace("\n", " "), face), face.with_style(style).props)
    )


def _divisible(text: str, face: Face) -> str:
    """Return `text` with places to divide it (U+200B) at the joints of words that are wider than the line."""
    if not face.room or len(text) < face.room:
        return text
    return " ".join(
        "\u200b".join(joints(word)).replace("-\u200b", "-") if ems(word) * _CODE_WIDTH > face.room else word
        for word in text.split(" ")
    )


def _link(state: State, node: d.Link, face: Face) -> str:
    if face.linked:
        return inlines(state, node.content, face)
    name = state.names.get(node.url[1:]) if node.url.startswith("#") else None
    if name is None and (node.url.startswith("#") or not _followable(state, node)):
        return state.mark(node.attr.id, inlines(state, node.content, face))
    content = inlines(state, node.content, replace(face.with_style("Hyperlink"), linked=True))
    if name is not None and (field := _reference(state, node, face)):
        link = field
    elif name is not None:
        link = wml.anchor_link(name, content, node.title)
    else:
        link = wml.external_link(state.story.link(node.url), content, node.title)
    return state.mark(node.attr.id, link)


def _reference(state: State, node: d.Link, face: Face) -> str:
    """Return a reference field for a link whose words are what the field says, or nothing."""
    words = walk.plain(node.content)
    code = state.references.instruction(node.url[1:], words)
    if not code or any(not isinstance(child, d.Str) for child in node.content):
        return ""
    lead, instruction = code
    props = face.with_style("Hyperlink").props
    reference = wml.field(instruction, wml.run(words[len(lead) :], props), props)
    return wml.run(lead, props) + reference + _on_page(state, node.url[1:], instruction.split()[1], props)


def _on_page(state: State, ident: str, bookmark: str, props: str) -> str:
    """Return what a reference says of the page on which its target is."""
    if state.layout is None:
        return ""
    before, _, after = state.catalogue.on_page.partition("{page}")
    page = fields.page_of(bookmark, state.layout.page(ident, bookmark), props)
    return wml.run(before, props) + page + (wml.run(after, props) if after else "")


def _followable(state: State, node: d.Link) -> bool:
    if valid_uri(node.url):
        return True
    shown = node.url if len(node.url) <= 80 else node.url[:77] + "…"
    message = f"the link to {shown!r} is not an address that Word can follow, its text is kept"
    state.warn("SX760", message, node.pos, "correct the address")
    return False


def _span(state: State, node: d.Span, face: Face) -> str:
    if changes.element(node.attr):
        return state.mark(node.attr.id, changes.tracked(state, node.attr, inlines(state, node.content, face)))
    if not state.in_note and (said := _said(state, node)) is not None:
        return said
    for name in node.attr.classes:
        if name in _SPAN_STYLES:
            face = face.with_style(_SPAN_STYLES[name])
        elif name == "underline":
            face = replace(face, underline=True)
        elif name == "smallcaps":
            face = replace(face, caps=True)
    return state.mark(node.attr.id, inlines(state, node.content, face))


def _said(state: State, node: d.Span) -> str | None:
    """Return what belongs to a change or a comment, None for any other span."""
    classes = node.attr.classes
    if STARTS in classes:
        return state.comments.start(node.attr)
    if "comment" in classes:
        return state.comments.end(node.attr)
    return "" if BYLINE in classes else None


def _note(state: State, node: d.Note, face: Face) -> str:
    if state.in_note:
        # A footnote cannot hold the reference of another (17.11.14): its words go where it is referred to.
        return wml.run(f" ({walk.plain(node.content)})", face.props)
    state.notes.append(node)
    reference = f'<w:footnoteReference w:id="{len(state.notes)}"/>'
    return wml.r(reference, wml.rstyle("FootnoteReference"))
