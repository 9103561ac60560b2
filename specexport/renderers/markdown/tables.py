"""Tables: with bars where GitHub's form can hold them (GFM 4.10), else as HTML with Markdown in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.renderers.markdown.blocks import Blocks

_RULES: dict[d.Alignment, str] = {"default": "---", "left": ":---", "center": ":---:", "right": "---:"}


def written(table: d.Table, blocks: Blocks) -> str:
    """Return a table as Markdown."""
    return _with_bars(table, blocks) if _is_simple(table) else "\n".join(_as_html(table, blocks))


def _is_simple(table: d.Table) -> bool:
    """Say whether a table has one row of heads, and cells of one paragraph that span nothing."""
    if len(table.head) != 1 or table.foot or table.row_heads or table.caption or not table.columns:
        return False
    cells = [cell for row in (*table.head, *table.body) for cell in row.cells]
    if any(len(row.cells) != len(table.columns) for row in (*table.head, *table.body)):
        return False
    return all(_fits(cell) for cell in cells)


def _fits(cell: d.Cell) -> bool:
    if cell.align != "default" or cell.row_span > 1 or cell.col_span > 1 or len(cell.content) > 1:
        return False
    return not cell.content or (type(cell.content[0]) is d.Para and not _has_bar_in_code(cell))


def _has_bar_in_code(cell: d.Cell) -> bool:
    """Say whether a bar would have to be escaped where a backslash already stands before it."""
    return any("\\|" in node.text for node in walk.nodes([cell]) if isinstance(node, (d.Code, d.Math)))


def _with_bars(table: d.Table, blocks: Blocks) -> str:
    rows = [[_cell(cell, blocks) for cell in row.cells] for row in (*table.head, *table.body)]
    rule = [_RULES[column.align] for column in table.columns]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (rows[0], rule, *rows[1:]))


def _cell(cell: d.Cell, blocks: Blocks) -> str:
    first = cell.content[0] if cell.content else None
    return blocks.inlines.cell(first.content) if isinstance(first, d.Para) else ""


def _as_html(table: d.Table, blocks: Blocks) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>\n\n{blocks.inlines.line(table.caption)}\n\n</caption>"
    for group, rows in (("thead", table.head), ("tbody", table.body), ("tfoot", table.foot)):
        if rows:
            yield f"<{group}>"
            yield from _rows(table, group, rows, blocks)
            yield f"</{group}>"
    yield "</table>"


def _rows(table: d.Table, group: str, rows: Sequence[d.Row], blocks: Blocks) -> Iterator[str]:
    for row in rows:
        yield "<tr>"
        for index, cell in enumerate(row.cells):
            is_head = group == "thead" or index < table.row_heads
            yield from _html_cell("th" if is_head else "td", cell, table, index, blocks)
        yield "</tr>"


def _html_cell(name: str, cell: d.Cell, table: d.Table, index: int, blocks: Blocks) -> Iterator[str]:
    align = cell.align
    if align == "default" and index < len(table.columns):
        align = table.columns[index].align
    extra = f' align="{align}"' if align != "default" else ""
    extra += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    extra += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    content = blocks(cell.content)
    yield f"<{name}{extra}>\n\n{content}\n\n</{name}>" if content else f"<{name}{extra}></{name}>"
