"""The colours of formulas that do not stand in the colour of the text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.document import Header, Math, Node, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model.document import Document
    from specexport.model.style import Style


def formula_colors(document: Document, style: Style) -> dict[tuple[str, bool], str]:
    """Return the colours of formulas that stand nowhere but in headings, or in heads of tables."""
    found: dict[tuple[str, bool], list[str]] = {}

    def add(nodes: Iterable[Node], color: str) -> None:
        for node in walk.find(nodes, Math):
            found.setdefault((node.text, node.display), []).append(color)

    for heading in walk.find(document.blocks, Header):
        add([heading], style.headings[min(heading.level, len(style.headings)) - 1].type.color)
    for table in walk.find(document.blocks, Table):
        add(table.head, style.table_rules.head_color)
    counts = Counter((node.text, node.display) for node in walk.find(document.blocks, Math))
    return {
        formula: colors[0]
        for formula, colors in found.items()
        if len(set(colors)) == 1 and len(colors) == counts[formula]
    }
