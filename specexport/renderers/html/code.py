"""Blocks of code: coloured tokens as spans, long lines wrapped where the width is known."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import listing
from specexport.model.document import CodeBlock, Token
from specexport.renderers.common import code_lines
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.html.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Space at the end of a line is the author's, not a slip of whoever wrote the page: as a reference it says so.
_TRAILING = regex(r"[ \t]+(?=\n|$)")
_CONTINUED = '\n<span class="wrap"></span>'
# Several spaces within a line begin an element: readers of files see them there only.
_GAP = regex(r"(?<=\S)(?=[ \t]{2,}\S)")


def code(node: CodeBlock, width: int = 0, drawn: Callable[[str], str] = lambda _: "") -> str:
    """Return the content of the `code` element; lines of more than `width` columns, if set, are wrapped.

    Neighbouring lines that stand out are one `mark`. Numbers of lines are no text: the style sheet
    shows them, or the picture whose URL `drawn` gives for a number.
    """
    tokens: Iterable[Token] = node.tokens or (Token("", node.text),)
    if number := listing.first_number(node):
        lines = _written(tokens, code_lines.beside(node, number, width), fitted=bool(width))
        return _numbered(node, lines, number, drawn)
    narrow = 0 < width < code_lines.widest(node.text)
    if listing.inserted(node) or listing.deleted(node):
        lines = _written(tokens, width if narrow else 0, fitted=bool(width))
        return _compared(lines, listing.inserted(node), listing.deleted(node))
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
    for line in code_lines.lines(tokens, tabs=not width):
        pieces = code_lines.wrapped(line, width) if width else line
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


def _numbered(node: CodeBlock, lines: Iterable[str], first: int, drawn: Callable[[str], str]) -> str:
    digits = code_lines.digits(node, first)
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


def _compared(lines: Iterable[str], inserted: frozenset[int], deleted: frozenset[int]) -> str:
    """Return lines of which some were inserted or deleted."""

    def name(numbered: tuple[int, str]) -> str:
        return "ins" if numbered[0] in inserted else "del" if numbered[0] in deleted else ""

    groups = groupby(enumerate(lines, 1), name)
    parts = [(kind, "".join([line for _, line in group])) for kind, group in groups]
    return "".join([element(kind, text) if kind else text for kind, text in parts])


def drawing(text: str, *, fitted: bool) -> str:
    """Return a drawing made of characters as HTML; where it is `fitted`, as lines of code are."""
    shown = text.expandtabs(code_lines.TAB)
    return "".join(_written((Token("", shown),), 0, fitted=True)) if fitted else verbatim(shown)


def verbatim(text: str) -> str:
    """Return `text` as HTML, with space at the end of a line said to be meant."""
    return _TRAILING.sub(lambda space: f"{space[0][:-1]}&#{ord(space[0][-1])};", escape(text))


def _span(kind: str, text: str) -> str:
    if kind == "wrap":
        return _CONTINUED
    markup = verbatim(text)
    return element("span", markup, {"class": kind}) if kind and text else markup
