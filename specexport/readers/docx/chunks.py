"""Other files within a Word file (`w:altChunk`, ECMA-376, 17.17.2): their words, where they are text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.docx.names import R
from specexport.readers.docx.pieces import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.story import Story

_PAGES = (".htm", ".html", ".xhtml", ".mht")
_ENDS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre", "table", "br", "body"})
_SILENT = frozenset({"script", "style", "head", "title"})


def read(story: Story, node: _Element) -> tuple[d.Block, ...]:
    """Return the paragraphs of another file, and remember that its looks are lost, or all of it."""
    link = story.link(node.get(f"{R}id"))
    data = story.package.data(link.target) if link and not link.external else None
    if data is None or link is None:
        story.lost.append("another file")
        return ()
    name = link.target.lower()
    story.lost.append(
        f"the looks of the file {link.target} within it" if name.endswith((*_PAGES, ".txt")) else link.target
    )
    if name.endswith(".txt"):
        lines = data.decode("utf-8", "replace").splitlines()
    else:
        lines = list(_lines(data)) if name.endswith(_PAGES) else []
    kept = (" ".join(readable(line).split()) for line in lines)
    return tuple(d.Para(content=(d.Str(text=line),)) for line in kept if line)


def _lines(data: bytes) -> Iterator[str]:
    from lxml import etree

    root = etree.fromstring(data, etree.HTMLParser(no_network=True, recover=True))
    if root is None:
        return
    line: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = str(node.tag)
        if name in _ENDS and "".join(line).strip():
            yield "".join(line)
            line = []
        text = node.text if event == "start" else node.tail
        if text and (event == "end" or name not in _SILENT):
            line.append(text)
    yield "".join(line)
