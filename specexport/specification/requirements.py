"""Requirements by their ids: what a paragraph, an item, a heading or a row says behind `FR-001`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = regex(r"\W*(?P<id>[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]+)*-\d+(?:\.\d+)*)\b[\s:.)*–—-]*")


def stated(document: d.Document) -> dict[str, str]:
    """Return what each requirement says that has an id; of several of one id, the first."""
    found: dict[str, str] = {}
    for text in _texts(document):
        match = _ID.match(text)
        if match and len(text) > match.end():
            found.setdefault(match["id"], text[match.end() :].strip())
    return found


def _texts(document: d.Document) -> Iterator[str]:
    kinds = (d.Para, d.Header, d.Row)
    for node in walk.nodes(document.blocks):
        if isinstance(node, d.Row):
            yield " ".join(filter(None, (walk.plain(cell.content) for cell in node.cells)))
        elif isinstance(node, kinds):
            yield walk.plain((node,))
