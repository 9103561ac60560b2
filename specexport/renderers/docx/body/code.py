"""Blocks of code: coloured by character styles, long lines broken at a visible mark, drawings shrunk."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import listing
from specexport.model.classes import BOX_DIAGRAM
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.captions import caption
from specexport.renderers.docx.body.runs import BREAK, TAB
from specexport.renderers.docx.styles.properties import BAR_GAP, BOX_PADDING, QUOTE_INDENT, TOKEN_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

    # The stretches of a line, each with its character style.
    Line: TypeAlias = list[tuple[str, str]]
    # Neighbouring lines, and whether they stand out.
    Stretch: TypeAlias = tuple[bool, list[Line]]

# Blocks of up to this many lines are not divided between pages; longer ones may be.
_KEPT_TOGETHER = 15
# The space between the numbers of lines and the lines, in characters.
_GAP = 1.6
_LEAST_SIZE, _LEGIBLE_SIZE = 4.0, 5.5
_INSETS = BAR_GAP + 2 + BOX_PADDING + 1
# What a line begins with that goes on with the one above it.
_MARK = "↪ "
_CONTINUED = ("WrapMark", _MARK)
_TAB_WIDTH = 4
_KEEP_NEXT, _KEEP_LINES = wml.w("keepNext"), wml.w("keepLines")


def source(state: State, node: d.CodeBlock, container: Container) -> wml.Content:
    """Return a block of code, its language above it, a numbered caption above that."""
    head: wml.Content = ()
    if title := node.attr.get("caption"):
        words = (d.Str(text=title),)
        head = (caption(state, node.attr.id, "Listing", node.number, words, "TableCaption"),)
    if BOX_DIAGRAM in node.attr.classes:
        return (*head, _diagram(state, node, container))
    if container.quoted and not _is_divided(node):
        return head + _quoted(state, node, container)
    label = _language(node, container)
    return head + label + _code(state, node, container, "LabelledCode" if label else "SourceCode")


def _quoted(state: State, node: d.CodeBlock, container: Container) -> wml.Content:
    """Return code in a quotation, whose bar goes on beside it."""
    edges = QUOTE_INDENT * (1 if container.left else 2)
    lines = list(_wrapped(_pieces(node), _columns(state, (container.room - edges) / wml.TWIPS)))
    code = state.mark(node.attr.id, _runs(lines, (BREAK,)))
    props = container.props + _together(lines)
    name = language(node)
    if not name:
        return (wml.P(code, "QuotedCode", props),)
    label = wml.P(wml.run(f"{name}\u2002"), "QuotedLanguage", container.props)
    return label, wml.P(code, "QuotedCode", (*props, wml.w("spacing", before=0)))


def _together(lines: list[Line]) -> wml.Props:
    """Return what keeps a short block of code on one page."""
    return () if len(lines) > _KEPT_TOGETHER else (_KEEP_LINES,)


def _is_divided(node: d.CodeBlock) -> bool:
    """Return whether the lines of a block are in several paragraphs."""
    return bool(listing.highlighted(node) or listing.first_number(node))


def _columns(state: State, width: float) -> int:
    """Return how many characters of code fit into `width` points."""
    return max(16, int(width / (state.style.code.size * MONOSPACE)))


def _edges(container: Container) -> tuple[int, int]:
    """Return how far code in its box stands in from the left of the page and from the right, in twips."""
    return container.left + (BAR_GAP + 2) * wml.TWIPS, (BOX_PADDING + 1) * wml.TWIPS


def _indent(container: Container) -> wml.Props:
    """Return the indent of code, which its style knows where nothing else is set in."""
    left, right = _edges(container)
    return (wml.w("ind", left=left, right=right),) if container.left else ()


def _language(node: d.CodeBlock, container: Container) -> wml.Content:
    name = language(node)
    if not name:
        return ()
    # Word draws one box around paragraphs with the same borders, which these are then not.
    borders = _open(below=True) if _is_divided(node) else ()
    return (wml.P(wml.run(name), "SourceLanguage", borders + _indent(container)),)


def _open(above: bool = False, below: bool = False) -> wml.Props:
    """Return the borders of a paragraph whose box goes on in the one above or below it."""
    edges = (("top", above), ("bottom", below))
    nil = [wml.w(edge, val="nil") for edge, is_open in edges if is_open]
    return (wml.w("pBdr", *nil),) if nil else ()


class _Gutter(Struct, frozen=True):
    """What stands before lines: `width` points, in which their numbers are set as those of a list."""

    width: float
    number: wml.Num
    props: wml.Props


def _code(state: State, node: d.CodeBlock, container: Container, style: str) -> wml.Content:
    gutter = _gutter(state, node, container)
    taken = gutter.width if gutter else 0
    lines = list(_wrapped(_pieces(node), _columns(state, container.room / wml.TWIPS - _INSETS - taken)))
    bright = listing.highlighted(node)
    if gutter:
        stretches = _stretches(lines, bright, apart=True)
        made = _divided(stretches, style, _together(lines) + gutter.props, (BREAK, TAB), gutter.number)
    elif bright:
        props = _together(lines) + _indent(container)
        made = _divided(_stretches(lines, bright, apart=False), style, props, (BREAK,))
    else:
        made = [wml.P(_runs(lines, (BREAK,)), style, _together(lines) + _indent(container))]
    first = made[0]
    return (replace(first, content=state.mark(node.attr.id, first.content)), *made[1:])


def _gutter(state: State, node: d.CodeBlock, container: Container) -> _Gutter | None:
    """Return the room for the numbers of lines, None for code without them."""
    first = listing.first_number(node)
    if not first:
        return None
    letter = MONOSPACE * state.style.code.size
    digits = len(str(first + node.text.count("\n")))
    width = (digits + _GAP) * letter
    left, right = _edges(container)
    # Numbers end here: they are set to the right, as far in as the first line is.
    end = wml.twips(width - _GAP * letter)
    stop = wml.w("tab", val="num", pos=left + wml.twips(width))
    indent = wml.w("ind", left=left, right=right, firstLine=end)
    return _Gutter(width, wml.Num(state.lists.lines(first), 0), (wml.w("tabs", stop), indent))


def _divided(
    stretches: list[Stretch],
    style: str,
    props: wml.Props,
    between: wml.Content,
    number: wml.Num | None = None,
) -> list[wml.P]:
    """Return a paragraph for each stretch of lines, with nothing between them, in one box."""
    last = len(stretches) - 1
    made = []
    for index, (bright, lines) in enumerate(stretches):
        named = "HighlightedCode" if bright else "LabelledCode" if index else style
        kept = (_KEEP_NEXT,) if _KEEP_LINES in props and index < last else ()
        borders = _open(above=index > 0 or style == "LabelledCode", below=index < last)
        before = {"before": 160} if bright and not index and style == "SourceCode" else {}
        after = {"after": 0} if index < last else {}
        space = (wml.w("spacing", **before, **after),) if before or after else ()
        made.append(wml.P(_runs(lines, between), named, kept + borders + space + props, number))
    return made


def _diagram(state: State, node: d.CodeBlock, container: Container) -> wml.P:
    """Return a drawing made of characters: never wrapped, its type as small as it must be to fit."""
    lines = [line.expandtabs(_TAB_WIDTH) for line in node.text.split("\n")]
    size = max(_LEAST_SIZE, _fitting(lines, container.room / wml.TWIPS))
    props = wml.PLAIN
    spacing: wml.Props = ()
    if size < state.style.code.size:
        half = round(size * 2)
        props = wml.RPr(props=(wml.w("sz", val=half), wml.w("szCs", val=half)))
        spacing = (wml.w("spacing", line=round(size * 1.17 * wml.TWIPS), lineRule="exact"),)
    runs = _joined([wml.run(line, props) for line in lines], (BREAK,))
    return wml.P(state.mark(node.attr.id, runs), "BoxDiagram", spacing + _indent(container))


def _fitting(lines: list[str], room: float) -> float:
    """Return the size of type, in half points, at which the longest line fits into `room` points."""
    return int((room - _INSETS) / (max(1, *map(len, lines)) * MONOSPACE) * 2) / 2


def too_wide(state: State, node: d.CodeBlock, room: float) -> bool:
    """Return whether a drawing made of characters is too small to read when it fits into `room` points."""
    if BOX_DIAGRAM not in node.attr.classes:
        return False
    lines = [line.expandtabs(_TAB_WIDTH) for line in node.text.split("\n")]
    return _fitting(lines, room) < min(_LEGIBLE_SIZE, state.style.code.size)


def _pieces(node: d.CodeBlock) -> Iterator[tuple[str, str]]:
    """Yield stretches of code, each with its character style; neighbours in one style are one stretch."""
    style, held = "", ""
    for token in node.tokens or (d.Token("", node.text),):
        fresh = TOKEN_STYLES.get(token.kind, "")
        # White space looks the same in every style.
        if held and fresh != style and not token.text.isspace():
            yield style, held
            held = ""
        if not held:
            style = fresh
        held += token.text
    if held:
        yield style, held


def _wrapped(stretches: Iterator[tuple[str, str]], columns: int) -> Iterator[Line]:
    """Yield lines of at most `columns` characters; what did not fit goes on after a mark on the next line."""
    for line in _lines(stretches):
        text = "".join(part for _, part in line)
        if len(text) <= columns:
            yield line
        else:
            yield from _cut(line, _cuts(text, columns))


def _cuts(text: str, columns: int) -> Iterator[int]:
    """Yield where to divide a line: after the last space that fits, or at the edge when there is none."""
    start, room = 0, columns
    while len(text) - start > room:
        start = text.rfind(" ", start + room // 2, start + room) + 1 or start + room
        room = columns - len(_MARK)
        yield start


def _cut(line: Line, cuts: Iterator[int]) -> Iterator[Line]:
    cut = next(cuts, None)
    held: Line = []
    position = 0
    for style, text in line:
        begin = 0
        while cut is not None and position + len(text) > cut:
            if text[begin : cut - position]:
                held.append((style, text[begin : cut - position]))
            yield held
            held, begin = [_CONTINUED], cut - position
            cut = next(cuts, None)
        if text[begin:]:
            held.append((style, text[begin:]))
        position += len(text)
    yield held


def _lines(stretches: Iterator[tuple[str, str]]) -> Iterator[Line]:
    line: Line = []
    column = 0
    for style, text in stretches:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line, column = [], 0
            shown = part.expandtabs(_TAB_WIDTH) if not column else part.replace("\t", " " * _TAB_WIDTH)
            column += len(shown)
            if shown:
                line.append((style, shown))
    yield line


def _numbered(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Yield lines with the number, from 1, of the author's line that each begins or goes on with."""
    number = 0
    for line in lines:
        number += line[:1] != [_CONTINUED]
        yield number, line


def _stretches(lines: Iterable[Line], bright: frozenset[int], *, apart: bool) -> list[Stretch]:
    """Return neighbouring lines that stand out together, and those that do not.

    Each of the author's lines is a stretch of its own, if they are to be kept `apart`.
    """
    groups = groupby(_numbered(lines), lambda pair: (pair[0] in bright, pair[0] if apart else 0))
    return [(marked, [line for _, line in group]) for (marked, _), group in groups]


def _runs(lines: Iterable[Line], between: wml.Content) -> wml.Content:
    """Return the runs of lines; `between` stands where one ends and the next begins."""
    return _joined([[_run(style, text) for style, text in line] for line in lines], between)


def _run(style: str, text: str) -> wml.R:
    return wml.R((wml.T(text),), wml.RPr(style) if style else wml.PLAIN)


def _joined(lines: Iterable[Iterable[wml.Node]], between: wml.Content) -> wml.Content:
    made: list[wml.Node] = []
    for index, line in enumerate(lines):
        if index:
            made += between
        made += line
    return tuple(made)
