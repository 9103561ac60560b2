"""What says that a table of contents follows, or that a program puts one in this place."""

from __future__ import annotations

import re

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.passes.handmade_numbers import without_number

_BREAKS = frozenset({d.SoftBreak, d.LineBreak})
_TITLES = frozenset(
    {
        *("table of contents", "table of content", "contents", "toc", "content", "index"),
        *("目录", "目次", "sommaire", "inhaltsverzeichnis", "inhalt"),
        *("índice", "indice", "оглавление", "содержание"),
    }
)
_MARKS = frozenset(
    {
        # What GitLab, Python-Markdown, kramdown and others make contents of.
        *("[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]", "{:toc}", "{{TOC}}", "@[toc]"),
        # What Azure DevOps makes a list of the pages below this one of.
        *("[[TOSP]]", "[[_TOSP_]]"),
    }
)
_MARK_BEGINS = ("[", "{", "@", "")
# What doctoc and others write above the list that they keep up to date.
_GENERATED = regex(r"table of contents\b.*\bgenerated\b", re.I)


def is_mark(block: d.Block) -> bool:
    """Say whether a paragraph is but what some programs put a table of contents in the place of."""
    if type(block) is not d.Para or not block.content:
        return False
    first = block.content[0]
    may_be = type(first) is not d.Str or first.text.lstrip()[:1] in _MARK_BEGINS
    return may_be and walk.plain(block.content) in _MARKS


def without_mark(block: d.Block) -> d.Block:
    """Return a paragraph whose first line is such a mark without that line, every other block as it is."""
    if type(block) is not d.Para:
        return block
    end = next((at for at, node in enumerate(block.content) if type(node) in _BREAKS), 0)
    return replace(block, content=block.content[end + 1 :]) if end and is_mark(_line(block, end)) else block


def _line(para: d.Para, end: int) -> d.Para:
    return d.Para(content=para.content[:end])


def is_title(text: str) -> bool:
    """Say whether a heading reads as that of a table of contents, numbered or not."""
    return without_number(text).strip(" :*").lower() in _TITLES


def announces(block: d.Block) -> bool:
    """Say whether a table of contents is what follows: below its heading, or a program's note."""
    if type(block) is d.Header:
        return is_title(walk.plain(block.content))
    text = walk.plain([block]) if type(block) is d.Para else ""
    return is_title(text) or bool(_GENERATED.search(text))


def introduces(block: d.Block) -> bool:
    """Say whether a paragraph ends as a sentence that what follows completes."""
    return type(block) is d.Para and walk.plain(block.content).endswith((":", "\uff1a"))


def is_contents_anchor(name: str) -> bool:
    """Say whether an anchor names a table of contents, as links back to the top do."""
    return name.replace("-", " ") in _TITLES or name == "top"
