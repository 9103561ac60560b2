"""Whether a document keeps the limits on what it holds, told before anything dear is done with it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from specexport.core.limits import exceeded, size
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document

_BLOCKS = frozenset(get_args(d.Block))
_KINDS: dict[str, tuple[frozenset[Any], str]] = {
    "blocks": (_BLOCKS, "blocks"),
    "list_items": (frozenset((d.ListItem,)), "list items"),
    "table_cells": (frozenset((d.Cell,)), "cells in tables"),
    "pictures": (frozenset((d.Image,)), "pictures"),
}


def hold(document: Document, context: Context) -> None:
    """Raise SpecExportError for a document that is nested too deeply (SX020) or holds too much (SX023)."""
    limits = context.options.limits
    counts: Counter[type[d.Node]] = Counter()
    for depth, level in enumerate(walk.levels(document.blocks), 1):
        counts.update(map(type, level))
        for field, (kinds, words) in _KINDS.items():
            _hold_number(document, context, field, kinds, words, counts)
        if limits.nesting and depth > limits.nesting:
            message = f"more than {limits.nesting} parts stand within each other"
            remedy = "flatten lists and quotations"
            raise exceeded("nesting", message, remedy, context.source_name, level[0].pos)


def hold_output(count: int, target: str, context: Context) -> None:
    """Raise SpecExportError (SX024) for a file of `count` bytes, when that is too large."""
    most = context.options.limits.output_bytes
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
    most = getattr(context.options.limits, field)
    if most and sum(counts[kind] for kind in kinds) > most:
        found = (node.pos for node in walk.nodes(document.blocks) if type(node) in kinds and node.pos)
        pos = next(islice(found, most, None), None)
        message = f"it has more than {most:,} {words}"
        raise exceeded(field, message, "split it", context.source_name, pos)
