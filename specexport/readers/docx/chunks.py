"""Other files within a Word file (`w:altChunk`, ECMA-376, 17.17.2): their words, where they are text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.common.characters import readable
from specexport.readers.docx.names import R

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.story import Story

_PAGES = (".htm", ".html", ".xhtml", ".mht")
_ENDS = frozenset(
    [
        *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre", "table", "br", "body", "hr"),
        *("dt", "dd", "blockquote", "section", "article", "header", "footer", "figcaption", "caption"),
    ]
)
_CELLS = frozenset({"td", "th"})
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
        lines = list(_lines(_page(data) if name.endswith(".mht") else data)) if name.endswith(_PAGES) else []
    kept = (" ".join(readable(line).split()) for line in lines)
    return tuple(d.Para(content=(d.Str(text=line),)) for line in kept if line)


def _page(data: bytes) -> bytes:
    """Return the page in an archive of web pages (RFC 2557), the data itself where there is none."""
    from email import message_from_bytes

    parts = (one for one in message_from_bytes(data).walk() if one.get_content_type() == "text/html")
    page = next((one.get_payload(decode=True) for one in parts), None)
    return page if isinstance(page, bytes) else data


def _encoding(data: bytes) -> str | None:
    """Return UTF-8 where the bytes are that, None where the page itself must say."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _lines(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.HTMLParser(
        no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding=_encoding(data)
    )
    root = etree.fromstring(data, parser)
    if root is None:
        return
    line: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = str(node.tag)
        if name in _ENDS:
            yield "".join(line)
            line = []
        elif name in _CELLS:
            line.append(" ")
        text = node.text if event == "start" else node.tail
        if text and (event == "end" or name not in _SILENT):
            line.append(text)
    yield "".join(line)
