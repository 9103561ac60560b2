"""Blocks as paragraphs and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import side_by_side as layout
from specexport.renderers.docx import fields, references, wml
from specexport.renderers.docx.body import admonitions, boxes, changes, code, lists, rows, tables
from specexport.renderers.docx.body.container import KEPT_SEPARATOR, SEPARATOR
from specexport.renderers.docx.body.direction import leads_right
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.body.runs import HEAVY
from specexport.renderers.docx.parts.numbering import GROUPED_APPENDIX_LIST, UNNUMBERED_LIST
from specexport.renderers.docx.styles.properties import LIST_STEP, QUOTE_INDENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.docx.body.container import Place
    from specexport.renderers.docx.state import Job

# A paragraph of this many characters or fewer leads into the list, table or code that follows it.
_LEAD_IN_LENGTH = 240
# A bold line of this many characters or fewer stays with what follows it.
_TITLE_LENGTH = 160
_LISTS = (d.BulletList, d.OrderedList, d.DefinitionList)
_LED_INTO = (d.BulletList, d.OrderedList, d.DefinitionList, d.Table, d.CodeBlock, d.Figure)
_CENTER = '<w:jc w:val="center"/>'


def blocks(job: Job, nodes: Sequence[d.Block], place: Place) -> str:
    """Return `nodes` as paragraphs and tables, one after another."""
    parts: list[str] = []
    last = len(nodes) - 1
    for index, node in enumerate(nodes):
        if isinstance(node, d.Para) and index < last and _leads_in(node, nodes[index + 1], place):
            parts.append(paragraph(job, node, replace(place, style="LeadIn")))
        elif isinstance(node, d.Para) and index < last and _is_title(node):
            parts.append(paragraph(job, node, replace(place, keep=True)))
        elif isinstance(node, d.HorizontalRule) and index < last and isinstance(nodes[index + 1], d.Header):
            # The space above a heading says as much, and no line is left alone at the foot of a page.
            continue
        else:
            parts.append(block(job, node, place))
        if isinstance(node, d.CodeBlock) and index < last and isinstance(nodes[index + 1], d.CodeBlock):
            # Word draws one box around paragraphs with the same borders.
            parts.append(SEPARATOR)
        elif isinstance(node, _LISTS) and index < last and isinstance(nodes[index + 1], d.Table):
            # Tables have no space above them.
            parts.append(KEPT_SEPARATOR)
    return "".join(parts)


def block(job: Job, node: d.Block, place: Place) -> str:
    """Return one block."""
    match node:
        case d.Para():
            return paragraph(job, node, place)
        case d.Header():
            return header(job, node, place)
        case d.CodeBlock():
            return code.source(job, node, place)
        case d.BlockQuote():
            return blocks(
                job, node.content, place.inset("Quote", QUOTE_INDENT if place.left or not place.flow else 0)
            )
        case d.BulletList():
            return lists.bullets(job, node, place)
        case d.OrderedList():
            return lists.numbers(job, node, place)
        case d.DefinitionList():
            return definitions(job, node, place)
        case d.Table():
            return tables.table(job, node, place)
        case d.Figure():
            return figure(job, node, place)
        case d.Div():
            return div(job, node, place)
        case d.HorizontalRule():
            return wml.p("", "HorizontalRule", place.stand)
        case d.RawBlock():
            return ""
        case _:
            assert_never(node)


def paragraph(job: Job, node: d.Para, place: Place) -> str:
    """Return a paragraph; a display formula and a lone picture stand in the middle."""
    if len(node.content) == 1:
        only = node.content[0]
        if isinstance(only, d.Math) and only.display:
            return wml.p(inlines(job, node.content, place.face), place.style, place.stand + _CENTER)
        if isinstance(only, d.Image) and place.top:
            return wml.p(inlines(job, node.content, place.face), "Figure", '<w:keepNext w:val="0"/>')
    props = place.props(leads_right(opening(node))) + changes.mark(job, node.content)
    return wml.p(inlines(job, node.content, place.face), place.style, props)


def opening(node: d.Block) -> str:
    """Return the text with which a block begins."""
    return next((part.text for part in walk.nodes([node]) if isinstance(part, d.Str)), "")


def _leads_in(node: d.Para, following: d.Block, place: Place) -> bool:
    return (
        place.style == "BodyText"
        and isinstance(following, _LED_INTO)
        and len(walk.text((node,))) <= _LEAD_IN_LENGTH
    )


def _is_title(node: d.Para) -> bool:
    """Return whether a paragraph is but a few words in bold, which do the work of a heading."""
    bold = [part for part in node.content if isinstance(part, d.Strong)]
    rest = [part for part in node.content if not isinstance(part, d.Strong)]
    signs = all(isinstance(part, d.Str) and not part.text.strip(" :.") for part in rest)
    return bool(bold) and signs and len(walk.text((node,))) <= _TITLE_LENGTH


def header(job: Job, node: d.Header, place: Place) -> str:
    """Return a heading, numbered by the list that its style is bound to.

    Inside a quotation, list or cell it is a bold paragraph: the outline is that of the sections.
    """
    content = job.mark(node.attr.id, inlines(job, node.content, HEAVY) or wml.run(" "))
    if not place.top:
        return wml.p(content, "MinorHeading", place.stand)
    level = job.next_level(node.level)
    turned = "<w:bidi/>" if leads_right(opening(node)) else ""
    kind = "AppendixHeading" if _appendix_level(node) == 1 else "Heading"
    props = _heading_number(job, node, level) + turned + changes.mark(job, node.content)
    return wml.p(content, f"{kind}{level}", props)


def _appendix_level(node: d.Header) -> int:
    """Return the level of the appendix in which a numbered heading stands, 0 if it stands in none."""
    return node.level - node.number.count(".") if node.number[:1].isalpha() else 0


def _heading_number(job: Job, node: d.Header, level: int) -> str:
    if _appendix_level(node) > 1:
        return wml.numbered(GROUPED_APPENDIX_LIST, level - 1)
    if not node.number and _listed(job, level):
        return wml.numbered(UNNUMBERED_LIST, level - 1)
    return ""


def _listed(job: Job, level: int) -> bool:
    return job.style.numbering and level <= job.style.numbering_depth


def _inset(place: Place, style: str, indent: int) -> Place:
    """Return the place inside a block whose `style` is set in by `indent` twips where nothing else is."""
    return place.inset(style, indent if place.left or not place.flow else 0)


def definitions(job: Job, node: d.DefinitionList, place: Place) -> str:
    """Return terms, each with its meanings set in below it."""
    inside = _inset(place, "Definition", LIST_STEP)
    parts: list[str] = []
    for item in node.items:
        term = inlines(job, item.term, HEAVY if place.flow else replace(place.face, bold=True))
        parts.append(wml.p(term, "DefinitionTerm" if place.flow else place.style, place.stand))
        parts.extend(blocks(job, meaning.content, inside) for meaning in item.definitions)
    return "".join(parts)


def figure(job: Job, node: d.Figure, place: Place) -> str:
    """Return a figure with its caption below. One without a caption keeps with nothing that follows."""
    if place.top and not node.caption and not node.number:
        return blocks(job, node.content, place)
    inside = replace(place, style="Figure", face=place.face) if place.flow else place
    content = blocks(job, node.content, replace(inside, top=False))
    if not node.caption and not node.number:
        return content
    return content + caption(job, node.attr.id, "Figure", node.number, node.caption, "Caption")


def caption(job: Job, ident: str, kind: str, number: str, content: Sequence[d.Inline], style: str) -> str:
    """Return a caption; its label and number are a sequence field, which references show."""
    label = ""
    if number:
        bold = wml.rstyle("CaptionLabel")
        words = wml.run(f"{job.word(kind)} ", bold) + fields.sequence(kind, number, bold)
        named = job.bookmark(references.caption_name(kind, number), words)
        label = job.mark(ident, named) + (wml.run("  ") if content else "")
    text = inlines(job, content)
    return wml.p(label + text if label else job.mark(ident, text), style)


def div(job: Job, node: d.Div, place: Place) -> str:
    """Return the blocks of a division as its classes say."""
    classes = node.attr.classes
    if "admonition" in classes:
        return admonitions.admonition(job, node, place)
    if "equation" in classes and place.flow:
        return boxes.numbered(job, node, place)
    if layout.CLASS in classes:
        return rows.row(job, node, place)
    if "summary" in classes and place.flow:
        place = replace(place, style="Summary", face=HEAVY)
    content = blocks(job, node.content, place)
    return _marked(job, node.attr.id, content)


def _marked(job: Job, ident: str, content: str) -> str:
    """Return blocks with a bookmark around them (17.13.6.2 lets it stand between paragraphs)."""
    return job.mark(ident, content) if ident else content
