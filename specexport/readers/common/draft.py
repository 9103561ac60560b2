"""What is made of a source on the way to a document, and helpers that the steps share."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import classes, walk
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Draft(Struct, frozen=True):
    """Blocks, fields of the document information, and the title, empty where none is told."""

    blocks: tuple[d.Block, ...]
    fields: tuple[d.MetaField, ...] = ()
    title: tuple[d.Inline, ...] = ()


CODE_STYLES = frozenset(
    {
        *("code", "source code", "source text", "html preformatted", "preformatted text", "plain text"),
        *("labelled code", "quoted code", "box diagram", "macro text"),
    }
)
"""What programs call their styles for paragraphs of code, in lower case."""

CODE_LINE = d.Attr(classes=(classes.CODE_LINE,))
"""What marks a block of code that is only a line of one, until `joined_code` has seen it."""

CODE_BEGINS = d.Attr(classes=(classes.CODE_LINE, classes.CODE_BEGINS))
"""The same of the first line of a block that is known to begin there."""


# Nodes whose blocks stand below each other; in some there is room for a figure with its caption.
ROOMY = (d.BlockQuote, d.ListItem, d.Definition, d.Div)
HOLDERS = (*ROOMY, d.Cell, d.Note)


def sequences(
    blocks: tuple[d.Block, ...],
    change: Callable[[tuple[d.Block, ...]], tuple[d.Block, ...]],
    holders: tuple[type[d.Node], ...] = HOLDERS,
) -> tuple[d.Block, ...]:
    """Return blocks with `change` made to every run of them: those within `holders` first, then the whole."""

    def visit(node: d.Node) -> d.Node:
        if not isinstance(node, holders):
            return node
        before: tuple[d.Block, ...] = getattr(node, "content", ())
        after = change(before)
        return node if after is before else replace(node, content=after)

    return change(walk.rewrite(blocks, visit))


def joined_code(blocks: tuple[d.Block, ...]) -> Iterator[d.Block]:
    """Yield blocks with lines of code that follow each other as one, unless another block begins."""
    begun = 0

    def part(block: d.Block) -> int:
        """Return a number that is the same for the lines of one block of code, 0 for what is none."""
        nonlocal begun
        attr: d.Attr = getattr(block, "attr", d.NO_ATTR)
        begun += attr == CODE_BEGINS
        return 1 + begun if attr in (CODE_LINE, CODE_BEGINS) else 0

    for number, group in groupby(blocks, part):
        if number:
            found = list(group)
            yield d.CodeBlock(text="\n".join(lines([block]) for block in found), pos=found[0].pos)
        else:
            yield from group


def aside(kind: str, title: str, content: tuple[d.Block, ...]) -> d.Div:
    """Return an admonition as pandoc tells one: its title is a division within it."""
    head = d.Div(content=(d.Para(content=words(title)),), attr=d.Attr(classes=(classes.TITLE,)))
    return d.Div(content=(head, *content), attr=d.Attr(classes=(kind,)))


def style(node: d.Node) -> str:
    """Return the name of the Word style that pandoc tells of a node, in lower case, or nothing."""
    attr: d.Attr = getattr(node, "attr", d.NO_ATTR)
    return attr.get("custom-style").lower()


def words(text: str) -> tuple[d.Inline, ...]:
    """Return a text as inlines."""
    return (d.Str(text=text),) if text else ()


def lines(roots: Any) -> str:
    """Return text with its line breaks, as code has them."""
    return "".join(
        "\n" if isinstance(node, (d.LineBreak, d.SoftBreak)) else node.text
        for node in walk.nodes(roots)
        if isinstance(node, (d.Str, d.Code, d.CodeBlock, d.LineBreak, d.SoftBreak))
    )
