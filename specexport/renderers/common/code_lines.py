"""Lines of code where the width is known: where they are wrapped, what stays together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import listing
from specexport.renderers.common.letters import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.model.document import CodeBlock, Token

TAB = 4
# Blocks of fewer lines stay on one page.
KEPT_TOGETHER = 15
# Lines are not broken into shorter pieces than this.
LEAST = 12
# Where a line is best broken: after a space or a sign, looked for in its last third.
_SEAM = regex(r".*[\s,;:()\[\]{}=|&/\-+.]", re.DOTALL)
_LINE = regex(r"[^\n]*\n|[^\n]+")
_ASCII_BOX = regex(r"\+[-=]{2,}.*\+\s*$", re.MULTILINE)
# The columns that the mark of a continued line takes, and the space after the number of a line.
_MARK = 2
_GUTTER = 2


def widest(text: str) -> int:
    """Return the number of columns of the longest line."""
    return max(map(columns, text.expandtabs(TAB).split("\n")), default=0)


def is_drawing(text: str) -> bool:
    """Return whether a box diagram has boxes, and not only the branches of a tree."""
    return any(corner in text for corner in "┌┐╔╗╭╮╒╓") or bool(_ASCII_BOX.search(text))


def meets(node: CodeBlock, room: int) -> bool:
    """Return whether the first line stands out, or takes more than `room` columns."""
    return 1 in listing.highlighted(node) or columns(node.text.partition("\n")[0].expandtabs(TAB)) > room


def beside(node: CodeBlock, first: int, width: int) -> int:
    """Return the columns that numbers leave for lines."""
    return max(width - digits(node, first) - _GUTTER, LEAST) if width else 0


def digits(node: CodeBlock, first: int) -> int:
    """Return how many digits the greatest number of a line has."""
    return len(str(first + node.text.count("\n")))


def lines(tokens: Iterable[Token], tabs: bool = False) -> Iterator[list[tuple[str, str]]]:
    """Yield the tokens line by line, each line but the last with its ending; `tabs` stay, or are spaces."""
    line: list[tuple[str, str]] = []
    for token in tokens:
        for piece in _LINE.findall(token.text):
            line.append((token.kind, piece if tabs else piece.expandtabs(TAB)))
            if piece.endswith("\n"):
                yield line
                line = []
    yield line


def wrapped(line: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Return the tokens of a line with a `wrap` wherever it is broken for a width in columns."""
    text = "".join(part for _, part in line)
    return list(_cut(line, list(_breaks(text, width))))


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
