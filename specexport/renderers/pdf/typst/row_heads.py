"""Cells that are the head of their row, told as such to readers aloud (ISO 32000-1, 14.8.4.3.4).

The compiler knows heads of columns only. In the file the template marks a head of a row by a quotation within
its line, which it makes of nothing else: here the cell around it becomes a head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.renderers.pdf.typst.packed import File, Stream

if TYPE_CHECKING:
    from collections.abc import Mapping

# How the compiler begins an element: what it is, and the number of the one around it.
_ELEMENT = regex(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
# The heads of a cell by name: with these a reader asks for no others.
_HEADERS = regex(rb"(/A\[.*?<</O/Table)/Headers\[[^\]]*\]")
_OWN = regex(rb"(/A\[.*?<</O/Table)")
_SCOPE = b"/Scope/Row"


def told(file: File) -> File:
    """Return a file in which heads of rows are such."""
    elements = _elements(file)
    marks = [number for number, (kind, _) in elements.items() if kind == b"Quote"]
    heads = {elements[number][1] for number in marks} & elements.keys()
    if not heads:
        return file
    tables = {_table(cell, elements) for cell in heads}
    objects = list(file.objects)
    for number, (kind, _) in elements.items():
        text = objects[number - 1]
        assert isinstance(text, bytes)
        if number in heads:
            objects[number - 1] = _head(text)
        elif kind == b"Quote":
            objects[number - 1] = text.replace(b"/S/Quote", b"/S/NonStruct", 1)
        elif kind == b"TD" and _table(number, elements) in tables:
            objects[number - 1] = _HEADERS.sub(rb"\1", text, 1)
    return File(objects, file.trailer)


def _elements(file: File) -> Mapping[int, tuple[bytes, int]]:
    """Return what each element of the structure is, and the number of the one around it."""
    found = {}
    for number, one in enumerate(file.objects, 1):
        begun = None if isinstance(one, Stream) else _ELEMENT.match(one)
        if begun:
            found[number] = begun[1], int(begun[2])
    return found


def _table(cell: int, elements: Mapping[int, tuple[bytes, int]]) -> int:
    """Return the number of the table around a cell, 0 where there is none."""
    number = cell
    while number in elements and elements[number][0] != b"Table":
        number = elements[number][1]
    return number if number in elements else 0


def _head(text: bytes) -> bytes:
    """Return a cell as the head of its row."""
    text = _HEADERS.sub(rb"\1", text.replace(b"/S/TD", b"/S/TH", 1), 1)
    if _OWN.search(text):
        return _OWN.sub(rb"\1" + _SCOPE, text, 1)
    if b"/A[" in text:
        return text.replace(b"/A[", b"/A[<</O/Table" + _SCOPE + b">>", 1)
    return text.replace(b"/K", b"/A[<</O/Table" + _SCOPE + b">>]/K", 1)
