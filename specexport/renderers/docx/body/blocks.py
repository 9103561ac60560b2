"""Blocks as paragraphs and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import ADMONITION, CHANGED, EQUATION, SIDE_BY_SIDE, SUMMARY
from specexport.renderers.common.page_breaks import is_page_break
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import boxes, changes, code, lists, tables
from specexport.renderers.docx.body.captions import caption
from specexport.renderers.docx.body.container import BIDI, KEPT_SEPARATOR, SEPARATOR
from specexport.renderers.docx.body.inlines import inlines, leads_right, opening
from specexport.renderers.docx.body.runs import HEAVY, spoken
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
_CENTER = wml.w("jc", val="center")
_LOOSE = wml.w("keepNext", val=0)
_NEW_PAGE = wml.w("pageBreakBefore")


def blocks(state: State, nodes: Sequence[d.Block], container: Container) -> wml.Content:
    """Return `nodes` as paragraphs and tables, one after another."""
    made: list[wml.Node] = []
    turned = False
    last = len(nodes) - 1
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index < last else None
        if isinstance(node, d.HorizontalRule) and _is_idle_before(following):
            # The space above a heading says as much, and no line is left alone at the foot of a page.
            continue
        if is_page_break(node):
            turned = turned or container.flow
            continue
        content = block(state, node, _before(node, following, container))
        content = changes.ranged(state, node, content)
        if content and turned:
            content, turned = on_new_page(content), False
        made += content
        if isinstance(node, d.CodeBlock) and isinstance(following, d.CodeBlock):
            # Word draws one box around paragraphs with the same borders.
            made.append(SEPARATOR)
        elif isinstance(node, _LISTS) and isinstance(following, d.Table):
            # Tables have no space above them.
            made.append(KEPT_SEPARATOR)
    return tuple(made)


def _is_idle_before(following: d.Block | None) -> bool:
    """Return whether a rule says nothing before what follows it."""
    return isinstance(following, d.Header) or is_page_break(following)


def on_new_page(content: wml.Content) -> wml.Content:
    """Return what begins on a new page (`w:pageBreakBefore`, 17.3.1.23)."""
    first, *rest = content
    if isinstance(first, wml.P):
        return (replace(first, props=(*first.props, _NEW_PAGE)), *rest)
    if isinstance(first, (wml.Bookmark, wml.Sdt)) and first.content:
        return (replace(first, content=on_new_page(first.content)), *rest)
    # What Word does with a paragraph in a table that is to begin a page, other programs do not.
    return replace(SEPARATOR, props=(_NEW_PAGE,)), *content


def _before(node: d.Block, following: d.Block | None, container: Container) -> Container:
    """Return the container for a block, which may introduce what is `following`, or stay with it."""
    if not isinstance(node, d.Para) or following is None:
        return container
    if _leads_in(node, following, container):
        return replace(container, style="LeadIn")
    return replace(container, keep=True) if _is_title(node) else container


def block(state: State, node: d.Block, container: Container) -> wml.Content:
    """Return one block."""
    match node:
        case d.Para():
            return (paragraph(state, node, container),)
        case d.Header():
            return (header(state, node, container),)
        case d.CodeBlock():
            return code.source(state, node, container)
        case d.BlockQuote():
            return blocks(state, node.content, container.inset("Quote", QUOTE_INDENT))
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
            return (wml.P((), "HorizontalRule", container.props),)
        case d.RawBlock():
            return ()
        case _:
            assert_never(node)


def paragraph(state: State, node: d.Para, container: Container) -> wml.P:
    """Return a paragraph; a display formula and a lone picture stand in the middle."""
    style, props = container.style, container.props
    only = node.content[0] if len(node.content) == 1 else None
    if isinstance(only, d.Math) and only.display:
        props = (*props, _CENTER)
    elif isinstance(only, d.Image) and container.top:
        style, props = "Figure", (_LOOSE,)
    else:
        turned = (BIDI,) if leads_right(opening(node)) else ()
        props = props + turned + changes.mark(state, node.content)
    content = state.sourced(node, inlines(state, node.content, container.run_style))
    return wml.P(content, style, props)


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


def header(state: State, node: d.Header, container: Container) -> wml.P:
    """Return a heading, numbered by the list that its style is bound to.

    Inside a quotation, list or cell it is a bold paragraph: the outline is that of the sections.
    """
    content = state.mark(node.attr.id, inlines(state, node.content, spoken(node.attr, HEAVY)) or wml.run(" "))
    content = state.sourced(node, content)
    if not container.top:
        return wml.P(content, "MinorHeading", container.props)
    level = state.next_level(node.level)
    turned = (BIDI,) if leads_right(opening(node)) else ()
    kind = "AppendixHeading" if _appendix_level(node) == 1 else "Heading"
    props = turned + changes.mark(state, node.content)
    return wml.P(content, f"{kind}{level}", props, _heading_number(state, node, level))


def _appendix_level(node: d.Header) -> int:
    """Return the level of the appendix in which a numbered heading stands, 0 if it stands in none."""
    return node.level - node.number.count(".") if node.number[:1].isalpha() else 0


def _heading_number(state: State, node: d.Header, level: int) -> wml.Num | None:
    """Return the list of a heading whose style is bound to another, or to none."""
    if _appendix_level(node) > 1:
        return wml.Num(GROUPED_APPENDIX_LIST, level - 1)
    if not node.number and state.style.numbering and level <= state.style.numbering_depth:
        return wml.Num(UNNUMBERED_LIST, level - 1)
    return None


def definitions(state: State, node: d.DefinitionList, container: Container) -> wml.Content:
    """Return terms, each with its meanings set in below it."""
    inside = container.inset("Definition", LIST_STEP)
    run_style = HEAVY if container.flow else replace(container.run_style, bold=True)
    style = "DefinitionTerm" if container.flow else container.style
    made: list[wml.Node] = []
    for item in node.items:
        ended = changes.of_term(state, item)
        term = state.sourced(item, inlines(state, item.term, run_style))
        made.append(wml.P(term, style, (*container.props, *ended)))
        for meaning in item.definitions:
            made += blocks(state, meaning.content, inside)
    return tuple(made)


def figure(state: State, node: d.Figure, container: Container) -> wml.Content:
    """Return a figure with its caption below. One without a caption keeps with nothing that follows."""
    captioned = bool(node.caption or node.number)
    if container.top and not captioned:
        return blocks(state, node.content, container)
    inside = replace(container, style="Figure") if container.flow else container
    content = blocks(state, node.content, replace(inside, top=False))
    if not captioned:
        return content
    return (*content, caption(state, node, "Figure", node.caption, "Caption"))


def div(state: State, node: d.Div, container: Container) -> wml.Content:
    """Return the blocks of a division as its classes say."""
    classes = node.attr.classes
    if changes.kind(node.attr):
        return changes.in_blocks(state, node.attr, blocks(state, node.content, container))
    if ADMONITION in classes:
        return boxes.admonition(state, node, container)
    if EQUATION in classes and container.flow:
        return boxes.equation(state, node, container)
    if SIDE_BY_SIDE in classes:
        return boxes.row(state, node, container)
    if node.attr.pairs:
        container = replace(container, run_style=spoken(node.attr, container.run_style))
    if SUMMARY in classes and container.flow:
        container = replace(container, style="Summary", run_style=HEAVY)
    content = blocks(state, node.content, container)
    if CHANGED in classes:
        return changes.barred(content)
    # A bookmark may stand between paragraphs (17.13.6.2).
    return state.mark(node.attr.id, content) if node.attr.id else content
