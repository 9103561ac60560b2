"""Blocks of code as calls of the template: coloured tokens, wrapped lines, numbers, lines that stand out."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import listing as lines_of
from specexport.model.classes import BOX_DIAGRAM
from specexport.renderers.common import code_lines, drawn_digits, insets
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.pdf.typst.literals import array, call, sequence, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.renderers.pdf.typst.blocks import Blocks

# Blocks that take more of a page than this may be divided whatever they are.
_MOST_KEPT = 0.75
_BREAK = "linebreak()"
_WRAP = "wrap"


def listing(node: d.CodeBlock, writer: Blocks) -> str:
    """Return a block of code, its lines wrapped; a box diagram is made smaller instead."""
    made = _diagram(node, writer) if BOX_DIAGRAM in node.attr.classes else _code(node, writer)
    words = node.attr.get("caption")
    label = writer.state.label(node.attr.id)
    if not words:
        return sequence((f"[#metadata(none)#{label}]" if label else "", made))
    caption = writer.caption(writer.words.listing, node.number, (d.Str(text=words),))
    return call("listing", caption, made, id=label)


def _code(node: d.CodeBlock, writer: Blocks) -> str:
    columns = int((writer.width - insets.LISTING) / (writer.style.code.size * MONOSPACE))
    first = lines_of.first_number(node)
    width = max(columns, code_lines.LEAST)
    width = code_lines.beside(node, first, width) if first else width
    lines = [_line(line, width, writer) for line in _lines(node)]
    name = language(node)
    short = node.text.count("\n") + 1 < code_lines.KEPT_TOGETHER
    return call(
        "code-block",
        string(node.text),
        _numbered(node, lines, first, writer),
        writer.state.mark(node.pos, node.text),
        label=string(name) if name else "",
        crowded=bool(name) and code_lines.meets(node, columns - len(name)),
        whole=short and _fits(lines, writer),
    )


def _diagram(node: d.CodeBlock, writer: Blocks) -> str:
    text = node.text.expandtabs(code_lines.TAB)
    fitting = (writer.width - insets.LISTING) / (max(code_lines.widest(text), 1) * MONOSPACE)
    lines = [_literal(line, writer) for line in text.split("\n")]
    whole = code_lines.is_drawing(text) or text.count("\n") < code_lines.KEPT_TOGETHER
    return call(
        "code-block",
        string(node.text),
        sequence(_joined(lines)),
        writer.state.mark(node.pos, node.text),
        size=f"{min(writer.style.code.size, fitting):.2f}pt",
        whole=whole and _fits(lines, writer),
        drawn=True,
    )


def _lines(node: d.CodeBlock) -> list[list[tuple[str, str]]]:
    tokens: Iterable[d.Token] = node.tokens or (d.Token("", node.text),)
    found = list(code_lines.lines(tokens))
    return found[:-1] if len(found) > 1 and not found[-1] else found


def _fits(lines: list[str], writer: Blocks) -> bool:
    """Whether a block surely has room on one page: what is kept there and has not is cut off."""
    count = len(lines) + sum(line.count(_BREAK) for line in lines)
    return count * writer.style.code.line_height < writer.style.page.text_height * _MOST_KEPT


def _line(line: list[tuple[str, str]], width: int, writer: Blocks) -> str:
    """Return a line of code, broken where it has more than `width` columns."""
    parts = []
    for kind, text in code_lines.wrapped(line, width):
        if kind == _WRAP:
            parts += [_BREAK, "wrapped"]
        elif text := text.rstrip("\n"):
            written = _literal(text, writer)
            parts.append(call("token", string(kind), written) if kind else written)
    return sequence(parts) if parts else ""


def _literal(text: str, writer: Blocks) -> str:
    return writer.state.letters.set(text) if text else ""


def _compared(node: d.CodeBlock, lines: list[str]) -> Iterator[str]:
    """Yield lines, marked those that were inserted or deleted."""
    inserted, deleted = lines_of.inserted(node), lines_of.deleted(node)
    for number, line in enumerate(lines, 1):
        kind = "inserted" if number in inserted else "deleted" if number in deleted else ""
        yield call(kind, line) if kind and line else line


def _joined(lines: Iterable[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield from (_BREAK, line) if at else (line,)


def _numbered(node: d.CodeBlock, lines: list[str], first: int, writer: Blocks) -> str:
    """Return all lines, with their numbers if they have some; neighbours that stand out are one strip."""
    if first:
        digits = code_lines.digits(node, first)
        blank = f"{_BREAK}\n{_number(' ' * digits, writer)}\n"
        numbers = (f"{number:>{digits}}" for number in count(first))
        lines = [
            sequence((_number(number, writer), line.replace(f"{_BREAK}\n", blank)))
            for number, line in zip(numbers, lines, strict=False)
        ]
    lines = list(_compared(node, lines))
    bright = lines_of.highlighted(node)
    if not bright:
        return sequence(_joined(lines))
    groups = groupby(enumerate(lines, 1), lambda line: line[0] in bright)
    strips = [(hot, sequence(_joined(line or '" "' for _, line in group))) for hot, group in groups]
    return sequence(call("strip", strip, hot=hot) for hot, strip in strips)


def _number(number: str, writer: Blocks) -> str:
    """Return a number that is as wide as its columns, its digits drawn where their font can be read."""
    drawn = [drawn_digits.svg(writer.style, sign) if sign != " " else "" for sign in number]
    names = [string(writer.state.put(one.encode(), "svg")) if one else "none" for one in drawn]
    has_file = all(bool(one) != (sign == " ") for one, sign in zip(drawn, number, strict=True))
    return call("line-number", array(names)) if has_file else call("written-number", string(number))
