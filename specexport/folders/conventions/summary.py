"""`SUMMARY.md` of mdBook, GitBook and HonKit: a list of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.folders.conventions import pages
from specexport.folders.conventions.pages import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.tree import Plan, Tree

_FILES = ("SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md")
_LINE = regex(
    r"(?P<space>[ \t]*)(?P<mark>[-*+][ \t]+)?"
    r"(?:\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]"
    r"\(<?(?P<url>[^()<>]*?)>?(?:\s+\"[^\"]*\")?\)|(?P<text>\S.*?))[ \t]*"
)
_HEADING = regex(r"#{1,6}[ \t]+(?P<title>.+?)[ \t#]*")


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder with `SUMMARY.md`."""
    name = next((one for one in _FILES if one in tree.files), "")
    if not name:
        return None
    place = name.rpartition("/")[0]
    return pages.plan(tree, "book", name, entries(tree.read(name), tree, place), place=place)


def entries(text: str, tree: Tree, place: str) -> Iterator[Entry]:
    """Yield the links of a list, as deep as they stand in it; a heading but the first heads what follows."""
    indents: list[int] = []
    below = 0
    first = True
    for line in text.expandtabs(4).splitlines():
        if heading := _HEADING.fullmatch(line):
            below = 0 if first else 1
            first, indents = False, []
            if below:
                yield Entry("", heading["title"])
        elif (match := _LINE.fullmatch(line)) and (match["mark"] or match["url"]):
            first = False
            level = below + _depth(indents, len(match["space"]))
            path = pages.find_page(tree, match["url"], place) if match["url"] else None
            if path:
                yield Entry(path, match["title"], level)
            elif not match["url"]:
                yield Entry("", match["title"] or match["text"].strip("*_"), level)


def _depth(indents: list[int], indent: int) -> int:
    """Return how many lists are open at an item with this indent, which is added to `indents`."""
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    return len(indents)
