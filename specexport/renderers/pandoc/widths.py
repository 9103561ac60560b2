"""Widths of table columns for writers that lay out pages: shares of the text, as the cells need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.common import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model import document as d
    from specexport.style import Style

# The white space at both sides of a cell, in points. Writers set tables in one size.
_PADDING, _STEPS = 12.0, (1.0,)


def sized(node: d.Table, style: Style) -> d.Table:
    """Return a table with a share of the text for each of its columns, where none has one."""
    if any(column.width for column in node.columns) or not node.columns:
        return node
    kind = columns.Type(style.table.size, _STEPS, _PADDING / style.table.size)
    demands = _demands(node, style.inline_code.scale)
    room = style.page.text_width
    fit = columns.fit(demands, kind, room)
    natural = [(demand.natural + kind.padding) * kind.size / room for demand in demands]
    shares = fit.shares or natural
    sizes = (
        replace(column, width=round(share, 4)) for column, share in zip(node.columns, shares, strict=True)
    )
    return replace(node, columns=tuple(sizes))


def _demands(node: d.Table, scale: float) -> list[columns.Demand]:
    demands = [columns.Demand() for _ in node.columns]
    groups: tuple[tuple[Sequence[d.Row], bool], ...] = (
        (node.head, True),
        (node.body, False),
        (node.foot, True),
    )
    for rows, heavy in groups:
        for row in rows:
            if len(row.cells) == len(demands):  # cells that span say nothing of one column
                for demand, cell in zip(demands, row.cells, strict=True):
                    columns.add_cell(demand, cell, heavy, scale, lambda _: 0.0)
    return demands
