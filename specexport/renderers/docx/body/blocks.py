"""Blocks as paragraphs and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import side_by_side as layout
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import admonitions, boxes, captions, changes, code, lists, rows, tables
from specexport.renderers.docx.body.container import KEPT_SEPARATOR, SEPARATOR
from specexport.renderers.docx.body.direction import leads_right, opening
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.body.runs import HEAVY
from specexport.renderers.docx.parts.numbering import GROUPED_APPENDIX_LIST, UNNUMBERED_LIST
from specexport.renderers.docx.styles.properties import LIST_STEP, QUOTE_INDENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

# A paragraph of this many characters or fewer leads into the list, table or code that follows it.
_LEAD_IN_LENGTH = 240
# A bold line of this many characters or fewer stays with what follows it.
_TITLE_LENGTH = 160
_LISTS = (d.BulletList, d.OrderedList, d.DefinitionList)
_LED_INTO = (d.BulletList, d.OrderedList, d.DefinitionList, d.Table, d.CodeBlock, d.Figure)
_CENTER = '<w:jc w:val="center"/>'


def blocks(state: State, nodes: Sequence[d.Block], container: Container) -> str:
    """Return `nodes` as paragraphs and tables, one after another."""
    parts: list[str] = []
    last = len(nodes) - 1
    for index, node in enumerate(nodes):
        if isinstance(node, d.Para) and index < last and _leads_in(node, nodes[index + 1], container):
            parts.append(paragraph(state, node, replace(container, style="LeadIn")))
        elif isinstance(node, d.Para) and index < last and _is_title(node):
            parts.append(paragraph(state, node, replace(container, keep=True)))
        elif isinstance(node, d.HorizontalRule) and index < last and isinstance(nodes[index + 1], d.Header):
            # The space above a heading says as much, and no line is left alone at the foot of a page.
            continue
        else:
            parts.append(block(state, node, container))
        if isinstance(node, d.CodeBlock) and index < last and isinstance(nodes[index + 1], d.CodeBlock):
            # Word draws one box around paragraphs with the same borders.
            parts.append(SEPARATOR)
        elif isinstance(node, _LISTS) and index < last and isinstance(nodes[index + 1], d.Table):
            # Tables have no space above them.
            parts.append(KEPT_SEPARATOR)
    return "".join(parts)


def block(state: State, node: d.Block, container: Container) -> str:
    """Return one block."""
    match node:
        case d.Para():
            return paragraph(state, node, container)
        case d.Header():
            return header(state, node, container)
        case d.CodeBlock():
            return code.source(state, node, container)
        case d.BlockQuote():
            return blocks(
                state,
                node.content,
                container.inset("Quote", QUOTE_INDENT if container.left or not container.flow else 0),
            )
        case d.BulletList():
            return lists.bullets(state, node, container)
        case d.OrderedList():
            return lists.numbers(state, node, container)
        case d.DefinitionList():
            return definitions(state, node, container)
        case d.Table():
            return tables.table(state, node, container)
        case d.Figure():
            return figure(state, node, container)
        case d.Div():
            return div(state, node, container)
        case d.HorizontalRule():
            return wml.p("", "HorizontalRule", container.stand)
        case d.RawBlock():
            return ""
        case _:
            assert_never(node)


def paragraph(state: State, node: d.Para, container: Container) -> str:
    """Return a paragraph; a display formula and a lone picture stand in the middle."""
    if len(node.content) == 1:
        only = node.content[0]
        if isinstance(only, d.Math) and only.display:
            return wml.p(
                inlines(state, node.content, container.face), container.style, container.stand + _CENTER
            )
        if isinstance(only, d.Image) and container.top:
            return wml.p(inlines(state, node.content, container.face), "Figure", '<w:keepNext w:val="0"/>')
    props = container.props(leads_right(opening(node))) + changes.mark(state, node.content)
    return wml.p(inlines(state, node.content, container.face), container.style, props)


def _leads_in(node: d.Para, following: d.Block, container: Container) -> bool:
    return (
        container.style == "BodyText"
        and isinstance(following, _LED_INTO)
        and len(walk.text((node,))) <= _LEAD_IN_LENGTH
    )


def _is_title(node: d.Para) -> bool:
    """Return whether a paragraph is but a few words in bold, which do the work of a heading."""
    bold = [part for part in node.content if isinstance(part, d.Strong)]
    rest = [part for part in node.content if not isinstance(part, d.Strong)]
    signs = all(isinstance(part, d.Str) and not part.text.strip(" :.") for part in rest)
    return bool(bold) and signs and len(walk.text((node,))) <= _TITLE_LENGTH


def header(state: State, node: d.Header, container: Container) -> str:
    """Return a heading, numbered by the list that its style is bound to.

    Inside a quotation, list or cell it is a bold paragraph: the outline is that of the sections.
    """
    content = state.mark(node.attr.id, inlines(state, node.content, HEAVY) or wml.run(" "))
    if not container.top:
        return wml.p(content, "MinorHeading", container.stand)
    level = state.next_level(node.level)
    turned = "<w:bidi/>" if leads_right(opening(node)) else ""
    kind = "AppendixHeading" if _appendix_level(node) == 1 else "Heading"
    props = _heading_number(state, node, level) + turned + changes.mark(state, node.content)
    return wml.p(content, f"{kind}{level}", props)


def _appendix_level(node: d.Header) -> int:
    """Return the level of the appendix in which a numbered heading stands, 0 if it stands in none."""
    return node.level - node.number.count(".") if node.number[:1].isalpha() else 0


def _heading_number(state: State, node: d.Header, level: int) -> str:
    if _appendix_level(node) > 1:
        return wml.numbered(GROUPED_APPENDIX_LIST, level - 1)
    if not node.number and _listed(state, level):
        return wml.numbered(UNNUMBERED_LIST, level - 1)
    return ""


def _listed(state: State, level: int) -> bool:
    return state.style.numbering and level <= state.style.numbering_depth


def _inset(container: Container, style: str, indent: int) -> Container:
    """Return the container inside a block whose `style` is set in by `indent` twips where nothing else is."""
    return container.inset(style, indent if container.left or not container.flow else 0)


def definitions(state: State, node: d.DefinitionList, container: Container) -> str:
    """Return terms, each with its meanings set in below it."""
    inside = _inset(container, "Definition", LIST_STEP)
    parts: list[str] = []
    for item in node.items:
        term = inlines(state, item.term, HEAVY if container.flow else replace(container.face, bold=True))
        parts.append(wml.p(term, "DefinitionTerm" if container.flow else container.style, container.stand))
        parts.extend(blocks(state, meaning.content, inside) for meaning in item.definitions)
    return "".join(parts)


def figure(state: State, node: d.Figure, container: Container) -> str:
    """Return a figure with its caption below. One without a caption keeps with nothing that follows."""
    if container.top and not node.caption and not node.number:
        return blocks(state, node.content, container)
    inside = replace(container, style="Figure", face=container.face) if container.flow else container
    content = blocks(state, node.content, replace(inside, top=False))
    if not node.caption and not node.number:
        return content
    return content + captions.caption(state, node.attr.id, "Figure", node.number, node.caption, "Caption")


def div(state: State, node: d.Div, container: Container) -> str:
    """Return the blocks of a division as its classes say."""
    classes = node.attr.classes
    if "admonition" in classes:
        return admonitions.admonition(state, node, container)
    if "equation" in classes and container.flow:
        return boxes.numbered(state, node, container)
    if layout.CLASS in classes:
        return rows.row(state, node, container)
    if "summary" in classes and container.flow:
        container = replace(container, style="Summary", face=HEAVY)
    content = blocks(state, node.content, container)
    return _marked(state, node.attr.id, content)


def _marked(state: State, ident: str, content: str) -> str:
    """Return blocks with a bookmark around them (17.13.6.2 lets it stand between paragraphs)."""
    return state.mark(ident, content) if ident else content
