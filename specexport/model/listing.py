"""Which lines of a block of code stand out, and how they are numbered: what its attributes say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model.classes import NUMBER_LINES

if TYPE_CHECKING:
    from specexport.model.document import Attr, CodeBlock

INSERTED_LINES, DELETED_LINES = "inserted-lines", "deleted-lines"
"""The pairs that name the lines (`2,4-6`) of which a comparison says so; both stand in the text."""
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def language(attr: Attr) -> str:
    """Return the language of code, which is its first class; nothing where none is said."""
    return attr.classes[0] if attr.classes else ""


def highlighted(block: CodeBlock) -> frozenset[int]:
    """Return the lines that the pair `highlight` (`3-5,9`) names, from 1; those that the block has."""
    return _named(block, "highlight")


def inserted(block: CodeBlock) -> frozenset[int]:
    """Return the lines, from 1, that were inserted since an older version of the block, by somebody."""
    return _named(block, INSERTED_LINES) if block.attr.get("author") else frozenset()


def deleted(block: CodeBlock) -> frozenset[int]:
    """Return the lines, from 1, that were deleted since an older version of the block, by somebody."""
    return _named(block, DELETED_LINES) if block.attr.get("author") else frozenset()


def wholly(block: CodeBlock, name: str, pairs: tuple[tuple[str, str], ...]) -> CodeBlock:
    """Return code of which all lines were inserted or deleted, as `name` says; `pairs` say by whom."""
    lines = (name, f"1-{block.text.count(chr(10)) + 1}")
    return replace(block, attr=replace(block.attr, pairs=(*block.attr.pairs, lines, *pairs)))


def _named(block: CodeBlock, name: str) -> frozenset[int]:
    said = block.attr.get(name)
    if not said:
        return frozenset()
    count = block.text.count("\n") + 1
    return frozenset(
        line
        for first, last in _RANGE.findall(said)
        for line in range(max(int(first), 1), min(int(last or first), count) + 1)
    )


def first_number(block: CodeBlock) -> int:
    """Return the number of the first line, 0 where lines are not numbered (class `numberLines`)."""
    if NUMBER_LINES not in block.attr.classes:
        return 0
    start = block.attr.get("startFrom", "1")
    return int(start) if start.isdecimal() and len(start) <= 9 else 1
