"""reStructuredText made so that pandoc reads all of it: code whose first line stands further in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.readers.common.draft import Draft

MARK = "\U000f5844"
"""A character for private use, which stands in no text: where the lines of a block of code begin."""

# What code follows: a paragraph that ends in two colons, or a directive with its options.
_LEAD = regex(
    r"(?m)^([ \t]*)(?:\.\. (?:code|code-block|sourcecode)::.*(?:\n[ \t]+:.*)*|.*::[ \t]*)\n(?:[ \t]*\n)+"
)
# A title between two lines, as of a document; one with a line below it may be the first of its sections.
_TITLE = regex(rb"\s*([=`:.'\"~^_*+#-])\1*[ \t]*\r?\n.*\S.*\r?\n\1+[ \t]*\r?\n")
_STRUCK = regex(r"\[STRIKEOUT:([^\[\]]+)\]")


def prepared(data: bytes) -> bytes:
    """Return a source whose blocks of code each begin at the left edge of their lines."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data  # pandoc says so
    out: list[str] = []
    end = 0
    for lead in _LEAD.finditer(text):
        if lead.start() >= end and (mark := _mark(text, lead.end(), len(lead[1]))):
            out += (text[end:mark], MARK)
            end = mark
    return "".join((*out, text[end:])).encode()


def options(data: bytes) -> tuple[str, ...]:
    """Return what makes pandoc take the title, subtitle and fields above the text for what they are."""
    return ("--standalone",) if _TITLE.match(data) else ()


def _mark(text: str, start: int, around: int) -> int:
    """Return where a mark belongs in the first line of the code at `start`, 0 where it needs none.

    Code is what stands further in than `around`. Its first line needs a mark if it is further in than others.
    """
    first = edge = -1
    for line in re.compile(r".*\n?").finditer(text, start):
        if not line[0].strip():
            if line.end() == len(text):
                break
            continue
        indent = _indent(line[0])
        if indent <= around:
            break
        first = indent if first < 0 else first
        edge = indent if edge < 0 else min(edge, indent)
    return start + edge if 0 < edge < first else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def run(draft: Draft) -> Draft:
    """Return a draft without marks in code, and with the words that pandoc writes struck out so."""
    return replace(draft, blocks=walk.rewrite(draft.blocks, _visit))


def _visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    if type(node) is d.CodeBlock and node.text.startswith(MARK):
        return replace(node, text=node.text[1:])
    if type(node) is d.Str and "[STRIKEOUT:" in node.text:
        parts = _STRUCK.split(node.text)
        made = (
            d.Strikeout(content=(d.Str(text=part),)) if at % 2 else d.Str(text=part)
            for at, part in enumerate(parts)
        )
        return tuple(part for part in made if type(part) is not d.Str or part.text)
    return node
