"""Code: diagrams drawn in characters, and the numbers of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import BOX_DIAGRAM, NUMBER_LINES, UNNUMBERED
from specexport.model.listing import language

if TYPE_CHECKING:
    from specexport.core.context import Context

# A line of a drawing: Unicode's Box Drawing and Block Elements, or corners and edges of ASCII.
_DRAWN = regex("[\u2500-\u259f]|\\+-{2,}|-{2,}\\+|^\\s*[|`]-{2,}(?!-*\\|)")
_DRAWINGS = frozenset({"diagram", "ascii-art", "asciiart", "tree", "box"})
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "mermaid", "ascii", "math"})
"""Names of languages that have no colours."""
# What says of a block whether its lines are numbered.
_NUMBERING = frozenset({NUMBER_LINES, UNNUMBERED})


def run(document: d.Document, context: Context) -> d.Document:
    """Mark box diagrams with the class `box-diagram`, and code that gets numbers with `numberLines`.

    The style says whether code gets numbers that does not say so itself; single lines get none.
    """
    numbered = context.style.line_numbers

    def visit(node: d.CodeBlock) -> d.Node:
        if is_box_diagram(node):
            return _classed(node, *node.attr.classes, BOX_DIAGRAM)
        if numbered and "\n" in node.text and not _NUMBERING.intersection(node.attr.classes):
            return _classed(node, *(node.attr.classes or ("text",)), NUMBER_LINES)
        return node

    return replace(document, blocks=walk.rewrite(document.blocks, visit, d.CodeBlock))


def _classed(block: d.CodeBlock, *classes: str) -> d.CodeBlock:
    return replace(block, attr=replace(block.attr, classes=classes))


def is_box_diagram(block: d.CodeBlock) -> bool:
    """Say whether the text is a drawing or tree made of box characters, or of `+--+` and `|--`."""
    if language(block.attr) not in PLAIN | _DRAWINGS:
        return False
    lines = block.text.split("\n")
    drawn = sum(bool(_DRAWN.search(line)) for line in lines)
    return drawn >= 2 or (drawn == 1 and len(lines) == 1)
