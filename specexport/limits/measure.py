"""Whether a document keeps the limits on what it holds, told before anything dear is done with it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from specexport import document as d
from specexport import walk
from specexport.limits.told import exceeded, size

if TYPE_CHECKING:
    from specexport.contracts import Context
    from specexport.document import Document

_BLOCKS = frozenset(get_args(d.Block))
_TEXTS = (d.Para, d.Header, d.CodeBlock)
_LINE = 100  # characters
_HEADING = 5  # lines, with that in the contents and what leads to it
# What costs as much as so many lines; cells stand beside each other.
_MORE: dict[type[d.Node], float] = {d.Cell: -2 / 3, d.Note: 4, d.Link: 2, d.ListItem: 0.25}
_KINDS: dict[str, tuple[frozenset[Any], str]] = {
    "blocks": (_BLOCKS, "blocks"),
    "list_items": (frozenset((d.ListItem,)), "list items"),
    "table_cells": (frozenset((d.Cell,)), "cells in tables"),
    "pictures": (frozenset((d.Image,)), "pictures"),
}


def hold(document: Document, context: Context) -> None:
    """Raise SpecExportError for a document that is nested too deeply (SX020) or holds too much (SX023)."""
    limits = context.limits
    counts: Counter[type[d.Node]] = Counter()
    for depth, level in enumerate(walk.levels(document.blocks), 1):
        counts.update(map(type, level))
        for field, (kinds, words) in _KINDS.items():
            _hold_number(document, context, field, kinds, words, counts)
        if limits.nesting and depth > limits.nesting:
            message = f"more than {limits.nesting} parts stand within each other"
            remedy = "flatten lists and quotations"
            raise exceeded("nesting", message, remedy, context.source_name, level[0].pos)


def hold_for_pages(document: Document, context: Context) -> None:
    """Raise SpecExportError (SX023) for a document that would take too long to lay out as pages."""
    lines = _lines(d.Header(level=1, content=document.meta.title), context)
    for level in walk.levels(document.blocks):
        for node in level:
            if isinstance(node, _TEXTS):
                lines += _lines(node, context)
            elif isinstance(node, d.Table):
                _hold_columns(node, context)
            else:
                lines += _MORE.get(type(node), 0)
        _hold_lines(lines, level, context)


def _lines(node: d.Para | d.Header | d.CodeBlock, context: Context) -> float:
    """Return how many lines a text takes, more or less."""
    length = len(node.text) if isinstance(node, d.CodeBlock) else len(walk.text(node.content))
    most = context.limits.pdf_text
    if most and length > most:
        message = f"one text has more than the {most:,} characters that are laid out for a PDF"
        raise exceeded("pdf_text", message, "divide it", context.source_name, node.pos)
    own = node.text.count("\n") if isinstance(node, d.CodeBlock) else 0
    first = _HEADING if isinstance(node, d.Header) else 1
    return first + max(own, length // _LINE)


def _hold_columns(table: d.Table, context: Context) -> None:
    most = context.limits.pdf_columns
    if most and len(table.columns) > most:
        message = f"a table has more than the {most:,} columns that are laid out for a PDF"
        raise exceeded("pdf_columns", message, "divide it", context.source_name, table.pos)


def _hold_lines(lines: float, level: list[d.Node], context: Context) -> None:
    most = context.limits.pdf_lines
    if most and lines > most:
        pos = next((node.pos for node in level if node.pos), None)
        message = f"it has about {lines:,.0f} lines, more than the {most:,} that are laid out for a PDF"
        raise exceeded("pdf_lines", message, "split it", context.source_name, pos)


def hold_output(count: int, target: str, context: Context) -> None:
    """Raise SpecExportError (SX024) for a file of `count` bytes, when that is too large."""
    most = context.limits.output_bytes
    if most and count > most:
        message = f"the {target} file is larger than {size(most)}"
        raise exceeded("output_bytes", message, "save pictures smaller, or split it", context.source_name)


def _hold_number(
    document: Document,
    context: Context,
    field: str,
    kinds: frozenset[Any],
    words: str,
    counts: Counter[type[d.Node]],
) -> None:
    most = getattr(context.limits, field)
    if most and sum(counts[kind] for kind in kinds) > most:
        found = (node.pos for node in walk.nodes(document.blocks) if type(node) in kinds and node.pos)
        pos = next(islice(found, most, None), None)
        message = f"it has more than {most:,} {words}"
        raise exceeded(field, message, "split it", context.source_name, pos)
