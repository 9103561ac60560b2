"""Blocks of code: coloured by character styles, long lines hanging, drawings shrunk.

What is copied out of Word is the code. A line that is too long is a paragraph of its own: Word breaks it, and
what goes on is set in. No text says so.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import listing
from specexport.model.classes import BOX_DIAGRAM, DELETED, INSERTED
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import changes
from specexport.renderers.docx.body.captions import caption
from specexport.renderers.docx.body.runs import BREAK, TAB
from specexport.renderers.docx.styles.properties import BAR_GAP, BOX_PADDING, TOKEN_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

    # The stretches of a line, each with its character style.
    Line: TypeAlias = list[tuple[str, str]]


# Blocks of up to this many lines are not divided between pages; longer ones may be.
_KEPT_TOGETHER = 15
# The space between the numbers of lines and the lines, in characters.
_GAP = 1.6
_LEAST_SIZE, _LEGIBLE_SIZE = 4.0, 5.5
_INSETS = BAR_GAP + 2 + BOX_PADDING + 1
# How far what goes on with a line is set in, in letters.
_HANGING = 2
_TAB_WIDTH, _MOST_STOPS = 4, 16
_KEEP_NEXT, _KEEP_LINES = wml.w("keepNext"), wml.w("keepLines")


def source(state: State, node: d.CodeBlock, container: Container) -> wml.Content:
    """Return a block of code, its language above it, a numbered caption above that."""
    head: wml.Content = ()
    if title := node.attr.get("caption"):
        words = (d.Str(text=title),)
        head = (caption(state, node, "Listing", words, "TableCaption"),)
    if BOX_DIAGRAM in node.attr.classes:
        return (*head, _diagram(state, node, container))
    if container.quoted and not _is_divided(node):
        return head + _quoted(state, node, container)
    code = _code(state, node, container, "LabelledCode" if language(node) else "SourceCode")
    return head + _language(node, container, divided=len(code) > 1 or _is_divided(node)) + code


def _quoted(state: State, node: d.CodeBlock, container: Container) -> wml.Content:
    """Return code in a quotation, whose bar goes on beside it."""
    lines = list(_lines(_pieces(node)))
    code = state.sourced(node, state.mark(node.attr.id, _runs(lines, (BREAK,))))
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
    changed = listing.inserted(node) or listing.deleted(node)
    return bool(changed or listing.highlighted(node) or listing.first_number(node))


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


def _language(node: d.CodeBlock, container: Container, *, divided: bool) -> wml.Content:
    name = language(node)
    if not name:
        return ()
    # Word draws one box around paragraphs with the same borders, which these are then not.
    borders = _open(below=True) if divided else ()
    return (wml.P(wml.run(name), "SourceLanguage", borders + _indent(container)),)


def _open(above: bool = False, below: bool = False) -> wml.Props:
    """Return the borders of a paragraph whose box goes on in the one above or below it."""
    edges = (("top", above), ("bottom", below))
    nil = [wml.w(edge, val="nil") for edge, is_open in edges if is_open]
    return (wml.w("pBdr", *nil),) if nil else ()


class _Stretch(Struct, frozen=True):
    """Neighbouring lines: do they stand out, and is it one that is too long?"""

    bright: bool
    long: bool
    lines: list[Line]


class _Gutter(Struct, frozen=True):
    """What stands before lines: `width` points, in which their numbers are set as those of a list."""

    width: float
    number: wml.Num
    props: wml.Props


def _code(state: State, node: d.CodeBlock, container: Container, style: str) -> wml.Content:
    gutter = _gutter(state, node, container)
    taken = gutter.width if gutter else 0
    columns = _columns(state, container.room / wml.TWIPS - _INSETS - taken)
    lines = list(_lines(_pieces(node)))
    changed = listing.inserted(node) | listing.deleted(node)
    apart = gutter is not None or bool(changed)
    stretches = list(_stretches(lines, listing.highlighted(node), columns, apart=apart))
    if gutter:
        props = _together(lines) + gutter.props
        made = _divided(stretches, style, props, (BREAK, TAB), gutter.number)
    else:
        hanging = _hanging(state, container)
        props = _together(lines) + _tab_stops(state, node, container)
        made = _divided(stretches, style, props, (BREAK,), indents=(_indent(container), hanging))
    made = _changed(state, node, made) if changed else made
    first = made[0]
    content = state.sourced(node, state.mark(node.attr.id, first.content))
    return (replace(first, content=content), *made[1:])


def _changed(state: State, node: d.CodeBlock, lines: list[wml.P]) -> list[wml.P]:
    """Return lines, each a paragraph, those as changed of which a comparison says so."""
    states = dict.fromkeys(listing.inserted(node), INSERTED) | dict.fromkeys(listing.deleted(node), DELETED)
    made: list[Any] = []
    for number, line in enumerate(lines, 1):
        attr = d.Attr(classes=(states.get(number, ""),), pairs=node.attr.pairs)
        made += changes.in_blocks(state, attr, (line,))
    return made


def _tab_stops(state: State, node: d.CodeBlock, container: Container) -> wml.Props:
    """Return the stops of tabs, where code has some: as wide as elsewhere."""
    if "\t" not in node.text:
        return ()
    left, letter = _edges(container)[0], MONOSPACE * state.style.code.size
    places = (left + wml.twips(at * _TAB_WIDTH * letter) for at in range(1, _MOST_STOPS))
    return (wml.w("tabs", *(wml.w("tab", val="left", pos=place) for place in places)),)


def _hanging(state: State, container: Container) -> wml.Props:
    """Return the indent of a line whose end Word sets below it."""
    left, right = _edges(container)
    further = wml.twips(_HANGING * MONOSPACE * state.style.code.size)
    return (wml.w("ind", left=left + further, right=right, hanging=further),)


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
    text = wml.twips(width)
    indent = wml.w("ind", left=left + text, right=right, hanging=text - end)
    return _Gutter(width, wml.Num(state.lists.lines(first), 0), (wml.w("tabs", stop), indent))


def _divided(
    stretches: list[_Stretch],
    style: str,
    props: wml.Props,
    between: wml.Content,
    number: wml.Num | None = None,
    indents: tuple[wml.Props, wml.Props] = ((), ()),
) -> list[wml.P]:
    """Return a paragraph for each stretch of lines, with nothing between them, in one box.

    `indents` are those of lines that fit and of those that do not.
    """
    last = len(stretches) - 1
    labelled = style == "LabelledCode" and (last > 0 or number is not None or stretches[0].bright)
    made = []
    for index, stretch in enumerate(stretches):
        bright = stretch.bright
        named = "HighlightedCode" if bright else "LabelledCode" if index else style
        kept = (_KEEP_NEXT,) if _KEEP_LINES in props and index < last else ()
        borders = _open(above=index > 0 or labelled, below=index < last)
        before = {"before": 160} if bright and not index and style == "SourceCode" else {}
        after = {"after": 0} if index < last else {}
        space = (wml.w("spacing", **before, **after),) if before or after else ()
        own = kept + borders + space + props + indents[stretch.long]
        made.append(wml.P(_runs(stretch.lines, between), named, own, number))
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
    content = state.sourced(node, state.mark(node.attr.id, runs))
    return wml.P(content, "BoxDiagram", spacing + _indent(container))


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


def _lines(stretches: Iterator[tuple[str, str]]) -> Iterator[Line]:
    line: Line = []
    for style, text in stretches:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line = []
            if part:
                line.append((style, part))
    yield line


def _stretches(
    lines: Iterable[Line], bright: frozenset[int], columns: int, *, apart: bool
) -> Iterator[_Stretch]:
    """Yield neighbouring lines that stand out together, those that do not, and each that is too long.

    Each line is a stretch of its own, if they are to be kept `apart`.
    """

    def kind(pair: tuple[int, Line]) -> tuple[bool, bool, int]:
        number, line = pair
        long = sum(len(text.expandtabs(_TAB_WIDTH)) for _, text in line) > columns
        return number in bright, long, number if long or apart else 0

    for (marked, long, _), group in groupby(enumerate(lines, 1), kind):
        yield _Stretch(marked, long, [line for _, line in group])


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
