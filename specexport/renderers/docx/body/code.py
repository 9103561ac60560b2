"""Blocks of code: coloured by character styles, long lines broken at a visible mark, drawings shrunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import listing
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import captions
from specexport.renderers.docx.body.lines import TAB, pieces, runs, stretches, wrapped
from specexport.renderers.docx.styles.properties import BAR_GAP, BOX_PADDING, QUOTE_INDENT

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.body.lines import Line
    from specexport.renderers.docx.state import State

# Blocks of up to this many lines are not divided between pages; longer ones may be.
_KEPT_TOGETHER = 15
_BREAK = "<w:r><w:br/></w:r>"
# The space between the numbers of lines and the lines, in characters.
_GAP = 1.6
_LEAST_SIZE, _LEGIBLE_SIZE = 4.0, 5.5
_INSETS = BAR_GAP + 2 + BOX_PADDING + 1


def source(state: State, node: d.CodeBlock, container: Container) -> str:
    """Return a block of code, its language above it, a numbered caption above that."""
    title = node.attr.get("caption")
    head = (
        captions.caption(state, node.attr.id, "Listing", node.number, (d.Str(text=title),), "TableCaption")
        if title
        else ""
    )
    if "box-diagram" in node.attr.classes:
        return head + _diagram(state, node, container)
    if container.quoted and not _is_divided(node):
        return head + _quoted(state, node, container)
    label = _language(node, container)
    return head + label + _code(state, node, container, "LabelledCode" if label else "SourceCode")


def _quoted(state: State, node: d.CodeBlock, container: Container) -> str:
    """Return code in a quotation, whose bar goes on beside it."""
    name = language(node)
    label = wml.p(wml.run(f"{name}\u2002"), "QuotedLanguage", container.stand) if name else ""
    edges = QUOTE_INDENT * (1 if container.left else 2)
    lines = list(wrapped(pieces(node), _columns(state, (container.room - edges) / wml.TWIPS)))
    together = "" if len(lines) > _KEPT_TOGETHER else "<w:keepLines/>"
    space = '<w:spacing w:before="0"/>' if label else ""
    indent = container.stand.removeprefix(container.kept)
    content = state.mark(node.attr.id, runs(lines, _BREAK))
    return label + wml.p(content, "QuotedCode", container.kept + together + space + indent)


def _is_divided(node: d.CodeBlock) -> bool:
    """Return whether the lines of a block are in several paragraphs."""
    return bool(listing.highlighted(node) or listing.first_number(node))


def _columns(state: State, width: float) -> int:
    """Return how many characters of code fit into `width` points."""
    return max(16, int(width / (state.style.code.size * MONOSPACE)))


def _stand(container: Container) -> str:
    if not container.left:
        return ""
    left, right = container.left + (BAR_GAP + 2) * wml.TWIPS, (BOX_PADDING + 1) * wml.TWIPS
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def _language(node: d.CodeBlock, container: Container) -> str:
    name = language(node)
    if not name:
        return ""
    # Word draws one box around paragraphs with the same borders, which these are then not.
    open_ = _open(below=True) if _is_divided(node) else ""
    return wml.p(wml.run(name), "SourceLanguage", open_ + _stand(container))


def _open(above: bool = False, below: bool = False) -> str:
    """Return the borders of a paragraph whose box goes on in the one above or below it."""
    edges = (("top", above), ("bottom", below))
    nil = "".join(f'<w:{edge} w:val="nil"/>' for edge, is_open in edges if is_open)
    return f"<w:pBdr>{nil}</w:pBdr>" if nil else ""


def _code(state: State, node: d.CodeBlock, container: Container, style: str) -> str:
    gutter = _gutter(state, node)
    lines = list(wrapped(pieces(node), _columns(state, container.room / wml.TWIPS - _INSETS - gutter)))
    together = "" if len(lines) > _KEPT_TOGETHER else "<w:keepLines/>"
    bright = listing.highlighted(node)
    if bright or gutter:
        parts = stretches(lines, bright, apart=bool(gutter))
        return _divided(state, node, style, parts, together, _beside(state, node, container, gutter))
    return wml.p(state.mark(node.attr.id, runs(lines, _BREAK)), style, together + _stand(container))


def _gutter(state: State, node: d.CodeBlock) -> float:
    """Return the width of the numbers beside the lines with the space after them, 0 without numbers."""
    first = listing.first_number(node)
    digits = len(str(first + node.text.count("\n")))
    return (digits + _GAP) * MONOSPACE * state.style.code.size if first else 0.0


class _Beside(Struct, frozen=True):
    """What stands beside lines: the number of their list, and the properties that make room for it."""

    numbered: str = ""
    tabs: str = ""
    stand: str = ""
    between: str = _BREAK


def _beside(state: State, node: d.CodeBlock, container: Container, gutter: float) -> _Beside:
    if not gutter:
        return _Beside(stand=_stand(container))
    left, right = container.left + (BAR_GAP + 2) * wml.TWIPS, (BOX_PADDING + 1) * wml.TWIPS
    text = left + wml.twips(gutter)
    # Numbers end here: they are set to the right, as far in as the first line is.
    end = wml.twips(gutter - _GAP * MONOSPACE * state.style.code.size)
    return _Beside(
        numbered=wml.numbered(state.lists.lines(listing.first_number(node)), 0),
        tabs=f'<w:tabs><w:tab w:val="num" w:pos="{text}"/></w:tabs>',
        stand=f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="{end}"/>',
        between=f"{_BREAK}<w:r><w:tab/></w:r>",
    )


def _divided(
    state: State,
    node: d.CodeBlock,
    style: str,
    parts: list[tuple[bool, list[Line]]],
    together: str,
    beside: _Beside,
) -> str:
    """Return a paragraph for each stretch of lines, with nothing between them, in one box."""
    last = len(parts) - 1
    made = []
    for index, (bright, lines) in enumerate(parts):
        named = "HighlightedCode" if bright else "LabelledCode" if index else style
        kept = ("<w:keepNext/>" if together and index < last else "") + together
        borders = _open(above=index > 0 or style == "LabelledCode", below=index < last)
        before = ' w:before="160"' if bright and not index and style == "SourceCode" else ""
        after = ' w:after="0"' if index < last else ""
        space = f"<w:spacing{before}{after}/>" if before or after else ""
        content = runs(lines, beside.between)
        props = kept + beside.numbered + borders + beside.tabs + space + beside.stand
        made.append(wml.p(content if index else state.mark(node.attr.id, content), named, props))
    return "".join(made)


def _diagram(state: State, node: d.CodeBlock, container: Container) -> str:
    """Return a drawing made of characters: never wrapped, its type as small as it must be to fit."""
    lines = [line.expandtabs(TAB) for line in node.text.split("\n")]
    size = max(_LEAST_SIZE, _fitting(lines, container.room / wml.TWIPS))
    props, spacing = "", ""
    if size < state.style.code.size:
        half = round(size * 2)
        props = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        spacing = f'<w:spacing w:line="{round(size * 1.17 * wml.TWIPS)}" w:lineRule="exact"/>'
    runs = "<w:r><w:br/></w:r>".join(wml.run(line, props) for line in lines)
    return wml.p(state.mark(node.attr.id, runs), "BoxDiagram", spacing + _stand(container))


def _fitting(lines: list[str], room: float) -> float:
    """Return the size of type, in half points, at which the longest line fits into `room` points."""
    return int((room - _INSETS) / (max(1, *map(len, lines)) * MONOSPACE) * 2) / 2


def too_wide(state: State, node: d.CodeBlock, room: float) -> bool:
    """Return whether a drawing made of characters is too small to read when it fits into `room` points."""
    if "box-diagram" not in node.attr.classes:
        return False
    lines = [line.expandtabs(TAB) for line in node.text.split("\n")]
    return _fitting(lines, room) < min(_LEGIBLE_SIZE, state.style.code.size)
