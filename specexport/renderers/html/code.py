"""Blocks of code: coloured tokens as spans, long lines wrapped where the width is known."""

from __future__ import annotations

import re
from itertools import count, groupby
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import listing
from specexport.model.document import CodeBlock, Token
from specexport.renderers.common.letters import MONOSPACE, columns
from specexport.renderers.html.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TAB = 4
# Blocks of fewer lines stay on one page.
KEPT_TOGETHER = 15
# Where a line is best broken: after a space or a sign, looked for in its last third.
_SEAM = regex(r".*[\s,;:()\[\]{}=|&/\-+.]", re.DOTALL)
_LINE = regex(r"[^\n]*\n|[^\n]+")
# Space at the end of a line is the author's, not a slip of whoever wrote the page: as a reference it says so.
_TRAILING = regex(r"[ \t]+(?=\n|$)")
_ASCII_BOX = regex(r"\+[-=]{2,}.*\+\s*$", re.MULTILINE)
_CONTINUED = '\n<span class="wrap"></span>'
# Several spaces within a line begin an element: readers of files see them there only.
_GAP = regex(r"(?<=\S)(?=[ \t]{2,}\S)")
# The columns that the mark of a continued line takes, and the space after the number of a line.
_MARK = 2
_GUTTER = 2
# Lines are not broken into shorter pieces than this.
_LEAST = 12


def code(node: CodeBlock, width: int = 0, drawn: Callable[[str], str] = lambda _: "") -> str:
    """Return the content of the `code` element; lines of more than `width` columns, if set, are wrapped.

    Neighbouring lines that stand out are one `mark`. Numbers of lines are no text: the style sheet
    shows them, or the picture whose URL `drawn` gives for a number.
    """
    tokens: Iterable[Token] = node.tokens or (Token("", node.text),)
    if number := listing.first_number(node):
        lines = _written(tokens, _beside(node, number, width), fitted=bool(width))
        return _numbered(node, lines, number, drawn)
    narrow = any(columns(line) > width for line in node.text.expandtabs(TAB).split("\n")) if width else False
    if bright := listing.highlighted(node):
        lines = _written(tokens, width if narrow else 0, fitted=bool(width))
        return _marked(lines, bright)
    if width:
        return "".join(_written(tokens, width if narrow else 0, fitted=True))
    return "".join([_span(token.kind, token.text) for token in tokens])


def _written(tokens: Iterable[Token], width: int, fitted: bool) -> Iterator[str]:
    """Yield each line of code with its line ending, broken where it has more than `width` columns, if set.

    Where lines are `fitted`, space belongs to the word behind it, and what follows several spaces is an
    element.
    """
    for line in _lines(tokens, tabs=not width):
        text = "".join(part for _, part in line)
        pieces = list(_cut(line, list(_breaks(text, width)))) if width else line
        yield "".join(_spans(pieces) if fitted else [_span(kind, piece) for kind, piece in pieces])


def _spans(pieces: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the elements of a line for a file: no element is space alone, or has several spaces within."""
    for kind, text in _spaced(pieces):
        if kind == "wrap":
            yield _CONTINUED
            continue
        first, *more = _GAP.split(text)
        yield _span(kind, first)
        yield from (element("span", verbatim(part), {"class": kind}) for part in more)


def _spaced(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return pieces of which none is space alone, but at the end of a line."""
    out: list[tuple[str, str]] = []
    space = ""
    for kind, text in pieces:
        if kind == "wrap":
            if out:
                out[-1] = (out[-1][0], out[-1][1] + space)
            out.append((kind, text))
            space = ""
        elif text.strip(" \t"):
            # Colours take in the space behind a word: where it is more than one, it belongs to the next.
            word = text.rstrip(" \t")
            word = text if len(text) - len(word) < 2 else word
            out.append((kind, space + word))
            space = text[len(word) :]
        else:
            space += text
    return [*out, ("", space)] if space else out


def _beside(node: CodeBlock, first: int, width: int) -> int:
    """Return the columns that numbers leave for lines."""
    return max(width - _digits(node, first) - _GUTTER, _LEAST) if width else 0


def _digits(node: CodeBlock, first: int) -> int:
    return len(str(first + node.text.count("\n")))


def _numbered(node: CodeBlock, lines: Iterable[str], first: int, drawn: Callable[[str], str]) -> str:
    digits = _digits(node, first)
    pictured = bool(drawn("0"))
    blank = _line(" " * digits, "", drawn=pictured)
    numbers = (f"{number:>{digits}}" for number in count(first))
    numbered = (
        _line(number, drawn(number), drawn=pictured)
        + line.replace(_CONTINUED, _CONTINUED[0] + blank + _CONTINUED[1:])
        for number, line in zip(numbers, lines, strict=False)
    )
    return _marked(numbered, listing.highlighted(node))


def _line(number: str, picture: str, drawn: bool) -> str:
    if drawn:
        shape = f"width: {len(number) * MONOSPACE:.3f}em"
        shape += f"; background-image: url({picture})" if picture else ""
        return element("span", "", {"class": "line drawn", "style": shape})
    return element("span", "", {"class": "line", "data-number": number})


def _marked(lines: Iterable[str], bright: frozenset[int]) -> str:
    groups = groupby(enumerate(lines, 1), lambda line: line[0] in bright)
    parts = [(marked, "".join([line for _, line in group])) for marked, group in groups]
    return "".join([element("mark", text) if marked else text for marked, text in parts])


def drawing(text: str, *, fitted: bool) -> str:
    """Return a drawing made of characters as HTML; where it is `fitted`, as lines of code are."""
    shown = text.expandtabs(TAB)
    return "".join(_written((Token("", shown),), 0, fitted=True)) if fitted else verbatim(shown)


def widest(text: str) -> int:
    """Return the number of columns of the longest line."""
    return max(map(columns, text.expandtabs(TAB).split("\n")), default=0)


def is_drawing(text: str) -> bool:
    """Return whether a box diagram has boxes, and not only the branches of a tree."""
    return any(corner in text for corner in "┌┐╔╗╭╮╒╓") or bool(_ASCII_BOX.search(text))


def meets(node: CodeBlock, room: int) -> bool:
    """Return whether the first line stands out, or takes more than `room` columns."""
    return 1 in listing.highlighted(node) or columns(node.text.partition("\n")[0].expandtabs(TAB)) > room


def verbatim(text: str) -> str:
    """Return `text` as HTML, with space at the end of a line said to be meant."""
    return _TRAILING.sub(lambda space: f"{space[0][:-1]}&#{ord(space[0][-1])};", escape(text))


def _span(kind: str, text: str) -> str:
    if kind == "wrap":
        return _CONTINUED
    markup = verbatim(text)
    return element("span", markup, {"class": kind}) if kind and text else markup


def _lines(tokens: Iterable[Token], tabs: bool = False) -> Iterator[list[tuple[str, str]]]:
    """Yield the tokens line by line, each line but the last with its ending; `tabs` stay, or are spaces."""
    line: list[tuple[str, str]] = []
    for token in tokens:
        for piece in _LINE.findall(token.text):
            line.append((token.kind, piece if tabs else piece.expandtabs(TAB)))
            if piece.endswith("\n"):
                yield line
                line = []
    yield line


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield the offsets at which a line is broken so that no part of it has more than `width` columns."""
    start, room = 0, width
    text = text.rstrip("\n")
    while columns(rest := text[start : start + room + 1]) > room:
        while columns(rest) > room:
            rest = rest[:-1]
        seam = _SEAM.match(rest)
        step = seam.end() if seam and seam.end() > len(rest) * 2 // 3 else max(len(rest), 1)
        step += text[start + step : start + step + 1] == " "  # a space at the end takes no room
        start, room = start + step, width - _MARK
        yield start


def _cut(line: list[tuple[str, str]], breaks: list[int]) -> Iterator[tuple[str, str]]:
    offset = 0
    for kind, text in line:
        while breaks and breaks[0] <= offset + len(text):
            head = breaks[0] - offset
            yield kind, text[:head]
            yield "wrap", ""
            text, offset = text[head:], breaks.pop(0)
        yield kind, text
        offset += len(text)
