"""What reStructuredText cannot say, made what it can: markup of words does not nest, and marks begin lines.

Without this pandoc's writer puts markup into markup, which readers show as signs, and paragraphs that begin
like an item of a list (`M. Jones`, a lone `-` in a cell) are read as one. Breaks of lines get lost in cells
and items, and rows that begin with nothing.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.pandoc.ast.writing import LINES
from specexport.renderers.common import grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Marked: TypeAlias = d.Strong | d.Emph | d.Strikeout | d.Superscript | d.Subscript
_MARKUP = (d.Strong, d.Emph, d.Strikeout, d.Superscript, d.Subscript, d.Code, d.Link, d.Math)
_BREAKS = (d.SoftBreak, d.LineBreak)
# Bullets, enumerators, options, directives, doctests, fields (docutils). pandoc sees to `*`, `|` and `__`.
_MARK = re.compile(
    r"(?:[-+\u2022\u2023\u2043]|\(?(?:#|\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)]|--?[A-Za-z][\w-]*|\.\.|>>>)(?=\s|$)"
    r"|:[^:\s][^:]*:(?=\s|$)"
)
# What is empty at the ends of code, where the format has nothing.
_EMPTY_LINES = re.compile(r"\A(?:[^\S\n]*\n)+|\s+\Z")
_ESCAPE = d.RawInline(format="rst", text="\\")
_NOTHING = d.RawBlock(format="rst", text="..")
_GAP = d.Cell(content=(_NOTHING,))
# A space that is none, between markup and characters that may stand before it, which not all readers know.
_JOINT = d.RawInline(format="rst", text="\\ ")
_JOINED = tuple("-:/'\"<([{")


def flattened(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks in which no markup of words is within another, and no paragraph begins like an item."""
    return walk.rewrite(blocks, _visit)


def _visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    match node:
        case d.Para():
            return _lines(replace(node, content=tuple(_parted(tuple(_escaped(node.content))))))
        case d.Cell() if not node.content:
            return replace(node, content=(_NOTHING,))
        case d.Table() if any(cell.row_span > 1 or cell.col_span > 1 for cell in walk.find([node], d.Cell)):
            head, body, foot = (
                _spread(rows, len(node.columns)) for rows in (node.head, node.body, node.foot)
            )
            return replace(node, head=head, body=body, foot=foot)
        case d.CodeBlock():
            text = _EMPTY_LINES.sub("", node.text)
            return replace(node, text=text) if text else ()
        case d.Code() if node.text.strip() != node.text:
            return tuple(_bare(node))
        case d.Link():
            return replace(node, content=_words(node.content))
        case d.Strong() | d.Emph() | d.Strikeout() | d.Superscript() | d.Subscript():
            return tuple(_apart(node))
        case _:
            return node


def _lines(node: d.Para) -> d.Block:
    """Return a paragraph as a line block where it has breaks, which stand nowhere else."""
    if not any(type(part) is d.LineBreak for part in node.content):
        return node
    return d.Div(content=(node,), attr=LINES)


def _spread(rows: tuple[d.Row, ...], columns: int) -> tuple[d.Row, ...]:
    """Return rows without spans: nothing stands where a cell goes on."""
    return tuple(
        replace(row, cells=tuple(cell for slot in slots for cell in _alone(slot)))
        for row, slots in zip(rows, grid.slots(rows, columns), strict=True)
    )


def _alone(slot: grid.GridSlot) -> Iterator[d.Cell]:
    cell = slot.cell if slot.cell and slot.cell.content else None
    rest = slot.span - 1 if cell else slot.span
    if cell:
        yield replace(cell, row_span=1, col_span=1)
    yield from (_GAP,) * rest


def _bare(node: d.Code) -> Iterator[d.Inline]:
    """Yield code with the space at its ends beside it: a literal has none."""
    text = node.text.strip()
    yield from _space(node.text[: len(node.text) - len(node.text.lstrip())])
    if text:
        yield replace(node, text=text)
        yield from _space(node.text[len(node.text.rstrip()) :])


def _escaped(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    """Yield the content of a paragraph whose lines begin neither with space nor like an item.

    It does not end as what code follows either.
    """
    begins = True
    for at, node in enumerate(content, 1):
        text = node.text if type(node) is d.Str else ""
        if begins and (text := text.lstrip()) and _MARK.match(text):
            yield _ESCAPE
        if at == len(content) and text.endswith("::"):
            yield from (d.Str(text=text[:-1]), _ESCAPE, d.Str(text=":"))
        elif text or type(node) is not d.Str:
            yield replace(node, text=text) if type(node) is d.Str and text != node.text else node
        begins = isinstance(node, _BREAKS) or (begins and type(node) is d.Str and not text)


def _parted(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    for node, after in zip_longest(content, content[1:]):
        assert node
        yield node
        if type(node) is d.Str and node.text.endswith(_JOINED) and isinstance(after, _MARKUP):
            yield _JOINT


def _words(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return the words of a link, or its content where that is a picture."""
    if any(walk.find(content, d.Image)):
        return content
    bare = all(isinstance(node, (d.Str, d.SoftBreak)) for node in content)
    words = content if bare else (d.Str(text=walk.plain(content)),)
    return tuple(part for node in words for part in _without_address(node))


def _without_address(node: d.Inline) -> Iterator[d.Inline]:
    """Yield a text whose angle brackets do not begin the address of the link that it is in."""
    if type(node) is not d.Str or "<" not in node.text:
        yield node
        return
    first, *rest = node.text.split("<")
    yield d.Str(text=first)
    for part in rest:
        yield from (_ESCAPE, d.Str(text=f"<{part}"))


def _apart(node: _Marked) -> Iterator[d.Inline]:
    """Yield what is in marked words one after the other: texts are marked, all else stands by itself."""
    for part in _unmarked(node.content):
        if type(part) is not d.Str:
            yield part
            continue
        inner = part.text.strip()
        before, _, after = part.text.partition(inner) if inner else (part.text, "", "")
        yield from _space(before)
        if inner:
            yield replace(node, content=(replace(part, text=inner),))
        yield from _space(after)


def _space(text: str) -> Iterable[d.Inline]:
    return (d.Str(text=" "),) if text else ()


def _unmarked(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    """Yield inlines without the marks of those that mark words, texts beside each other as one."""
    text = ""
    for node in _opened(content):
        if type(node) is d.Str:
            text += node.text
            continue
        if text:
            yield d.Str(text=text)
            text = ""
        yield node
    if text:
        yield d.Str(text=text)


def _opened(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    for node in content:
        if isinstance(node, (d.Strong, d.Emph, d.Span)):
            yield from _opened(node.content)
        elif isinstance(node, _BREAKS):
            yield d.Str(text=" ")
        else:
            yield node
