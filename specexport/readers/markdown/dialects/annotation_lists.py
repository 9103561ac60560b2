"""Annotations of MkDocs Material: `(1)` in a block with the class `annotate`, and a list of notes below it.

https://squidfunk.github.io/mkdocs-material/reference/annotations/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects import sequences

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.includes import SourcePart

_CLASS = "annotate"
_MARK = regex(r"[ \t]?\((\d{1,3})\)!?")


def annotated(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` with footnotes for the marks in those that are annotated, and without their lists."""
    if not any(_CLASS in div.attr.classes for div in walk.find(blocks, d.Div)):
        return blocks
    return sequences.each(blocks, _joined)


def _joined(blocks: Blocks) -> Blocks:
    out: list[d.Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if type(block) is d.OrderedList and type(above) is d.Div and _CLASS in above.attr.classes:
            out[-1:] = _with_notes(above, block)
        else:
            out.append(block)
    return tuple(out)


def _with_notes(div: d.Div, notes: d.OrderedList) -> list[d.Block]:
    """Return an annotated division with its notes, and the list of those that nothing refers to."""
    used: set[int] = set()

    def visit(node: d.Str) -> tuple[d.Inline, ...]:
        out: list[d.Inline] = []
        end = 0
        for mark in _MARK.finditer(node.text):
            index = int(mark[1]) - notes.start
            if not 0 <= index < len(notes.items):
                continue
            used.add(index)
            if text := node.text[end : mark.start()]:
                out.append(replace(node, text=text))
            out.append(d.Note(content=notes.items[index].content, pos=node.pos))
            end = mark.end()
        rest = node.text[end:]
        return (*out, replace(node, text=rest)) if rest else tuple(out)

    content = walk.rewrite(div.content, visit, d.Str)
    classes = tuple(name for name in div.attr.classes if name != _CLASS)
    left = tuple(item for index, item in enumerate(notes.items) if index not in used)
    attr = replace(div.attr, classes=classes)
    kept: list[d.Block] = [replace(div, content=content, attr=attr)] if attr != d.NO_ATTR else list(content)
    return [*kept, *((replace(notes, items=left),) if left else ())]
