"""What has a number in a document: figures and tables, and what they are called by links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import find

if TYPE_CHECKING:
    from collections.abc import Iterable

# Fewer figures or tables are found without a list of them.
_WORTH_LISTING = 3


def target(node: d.Figure | d.Table, word: str) -> str:
    """Return the id of something with a number, called by `word` and that unless it has a name."""
    return node.attr.id or (f"{word}-{node.number}".replace(" ", "-") if node.number else "")


def entries(content: Iterable[d.Block], kind: type[d.Figure | d.Table], word: str) -> list[d.ContentsEntry]:
    """Return the entries of a list of what is numbered, none where it would be too short."""
    found = [node for node in find(content, kind) if node.number]
    if len(found) < _WORTH_LISTING:
        return []
    return [d.ContentsEntry(1, node.caption, target(node, word), node.number) for node in found]
