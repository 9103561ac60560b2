"""Tables as records, one after another: every cell under the name of its column.

So are tables shown that cannot stand as tables on paper: layout engines lose rows of tables within tables
where both are divided between pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model.walk import find, plain
from specexport.renderers.common.grid import slots
from specexport.renderers.html.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from specexport.renderers.common.grid import GridSlot
    from specexport.renderers.html.blocks import Blocks
    from specexport.renderers.html.markup import Attributes

    Written: TypeAlias = Callable[[d.Cell, int], str]

# Records of more letters may be divided.
_KEPT_LETTERS = 600


def records(node: d.Table, caption: str, attributes: Attributes, cell: Written, to: Blocks) -> str:
    """Return a table as records; `cell` writes what a cell holds in its column.

    The names of columns are written whole once, so that what they hold, such as a footnote, is there once.
    """
    if not (node.body or node.foot):
        node = replace(node, head=(), body=node.head)
    names = _names(node)
    lines = [caption and element("p", caption, {"class": "caption"})]
    said: set[int] = set()

    def named(column: int) -> str:
        parts = []
        for head in names[column]:
            parts.append(escape(plain(head.content)) if id(head) in said else to.compact(head.content))
            said.add(id(head))
        return element("div", " ".join(filter(None, parts)), {"class": "field-name"}) if any(parts) else ""

    for rows in (node.body, node.foot):
        for line in slots(rows, len(node.columns)):
            fields = [
                element("div", named(slot.column) + content, {"class": "field"})
                for slot in line
                if slot.cell is not None and (content := cell(slot.cell, slot.column))
            ]
            lines.append(element("div", "\n".join(fields), {"class": _kind(line)}) if fields else "")
    unsaid = [head for column in names for head in column if id(head) not in said]
    lines += [to.compact(head.content) for head in {id(head): head for head in unsaid}.values()]
    return element("div", "\n".join(filter(None, lines)), attributes)


def _kind(line: Sequence[GridSlot]) -> str:
    """Return the class of a record: a short one is not divided between two pages."""
    cells = [slot.cell for slot in line if slot.cell is not None]
    letters = sum([len(plain(cell.content)) for cell in cells])
    nested = any(next(find(cell.content, d.Table), None) for cell in cells)
    return "record" if nested or letters > _KEPT_LETTERS else "record kept"


def _names(node: d.Table) -> list[list[d.Cell]]:
    """Return for every column the cells of the head above it."""
    found: list[list[d.Cell]] = [[] for _ in node.columns]
    for line in slots(node.head, len(node.columns)):
        for slot in line:
            if slot.cell is not None and not slot.missing:
                for column in found[slot.column : slot.column + slot.span]:
                    column.append(slot.cell)
    return found
