"""The lines of a block of code: stretches in character styles, divided where they are too long."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.styles.properties import TOKEN_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    # The stretches of a line, each with its character style.
    Line: TypeAlias = list[tuple[str, str]]

MARK = "↪ "
_CONTINUED = ("WrapMark", MARK)
TAB = 4


def pieces(node: d.CodeBlock) -> Iterator[tuple[str, str]]:
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


def wrapped(stretches: Iterator[tuple[str, str]], columns: int) -> Iterator[Line]:
    """Yield lines of at most `columns` characters; what did not fit goes on after a mark on the next line."""
    for line in _lines(stretches):
        text = "".join(part for _, part in line)
        if len(text) <= columns:
            yield line
        else:
            yield from _divided(line, _cuts(text, columns))


def _cuts(text: str, columns: int) -> Iterator[int]:
    """Yield where to divide a line: after the last space that fits, or at the edge when there is none."""
    start, room = 0, columns
    while len(text) - start > room:
        start = text.rfind(" ", start + room // 2, start + room) + 1 or start + room
        room = columns - len(MARK)
        yield start


def _divided(line: Line, cuts: Iterator[int]) -> Iterator[Line]:
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
            shown = part.expandtabs(TAB) if not column else part.replace("\t", " " * TAB)
            column += len(shown)
            if shown:
                line.append((style, shown))
    yield line


def numbered(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Yield lines with the number, from 1, of the author's line that each begins or goes on with."""
    number = 0
    for line in lines:
        number += line[:1] != [_CONTINUED]
        yield number, line


def stretches(lines: Iterable[Line], bright: frozenset[int], *, apart: bool) -> list[tuple[bool, list[Line]]]:
    """Return neighbouring lines that stand out together, and those that do not.

    Each of the author's lines is a stretch of its own, if they are to be kept `apart`.
    """
    groups = groupby(numbered(lines), lambda pair: (pair[0] in bright, pair[0] if apart else 0))
    return [(marked, [line for _, line in group]) for (marked, _), group in groups]


def runs(lines: Iterable[Line], between: str) -> str:
    """Return the runs of lines; `between` stands where one ends and the next begins."""
    return between.join(
        "".join([wml.run(text, wml.rstyle(style) if style else "") for style, text in line]) for line in lines
    )
