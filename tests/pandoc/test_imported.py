"""Word files from elsewhere come in as their authors would have written them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable

NS = nsdecls("w")
# As LibreOffice writes them: item by item a list of its own, which goes on unless it says otherwise.
LISTS = "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{anew}</w:num>'
    for number, anew in (
        ("4", ""),
        ("8", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        ("9", ""),
        ("14", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    )
)
LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'


def saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def read(make_context: Callable[..., Any]) -> Callable[[bytes], d.Document]:
    def reading(data: bytes) -> d.Document:
        context = make_context()
        context = replace(context, source=Source(b"", "a.docx"))
        return flow.read(Source(data, "a.docx"), context)

    return reading


def numbered(*numbers: str) -> bytes:
    """Return a Word file with an item for each number of a list."""
    file = docx.Document()
    file.add_heading("T", 0)
    root = file.part.numbering_part.element
    root[:] = list(
        parse_xml(f'<w:x {NS}><w:abstractNum w:abstractNumId="1">{LEVEL}</w:abstractNum>{LISTS}</w:x>')
    )
    for at, number in enumerate(numbers):
        props = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        para = f"<w:p {NS}>{props}<w:r><w:t>item {at}</w:t></w:r></w:p>"
        file.element.body.insert(-1, parse_xml(para))
    return saved(file)


def test_a_list_goes_on_where_word_goes_on_counting(read: Callable[[bytes], d.Document]) -> None:
    lists = list(walk.find(read(numbered("8", "4", "9", "14", "4")).blocks, d.OrderedList))
    assert [(each.start, len(each.items)) for each in lists] == [(1, 3), (1, 2)]


def test_lists_that_begin_anew_stay_apart(read: Callable[[bytes], d.Document]) -> None:
    lists = walk.find(read(numbered("8", "14")).blocks, d.OrderedList)
    assert [(each.start, len(each.items)) for each in lists] == [(1, 1), (1, 1)]


def test_columns_are_aligned_where_all_cells_of_one_are_alike(read: Callable[[bytes], d.Document]) -> None:
    file = docx.Document()
    file.add_heading("T", 0)
    table = file.add_table(3, 2)
    for row, texts in zip(table.rows, (("Name", "Count"), ("a", "1"), ("b", "2")), strict=True):
        for cell, text, side in zip(row.cells, texts, ("left", "right"), strict=True):
            cell.text = text
            props = cell.paragraphs[0]._p.get_or_add_pPr()
            if text != "b":
                props.append(parse_xml(f'<w:jc {NS} w:val="{side}"/>'))
    (found,) = walk.find(read(saved(file)).blocks, d.Table)
    assert [column.align for column in found.columns] == ["default", "right"]
    assert {cell.align for row in (*found.head, *found.body) for cell in row.cells} == {"default"}


def test_a_drawing_that_this_program_made_is_not_there_twice(make_context: Callable[..., Any]) -> None:
    table = "| Phase | Duration |\n|---|---|\n| A | 5 days |\n| B | 10 days |\n"
    context = make_context()
    made = flow.read(
        Source(f"# T\n\n## S\n\n{table}".encode(), "a.md"),
        context,
    )
    (image,) = walk.find(made.blocks, d.Image)
    words = walk.plain(image.content)
    again = flow.read(
        Source(f"# T\n\n## S\n\n{table}\n![{words}](old.png)\n".encode(), "a.md"), make_context()
    )
    assert [each.url for each in walk.find(again.blocks, d.Image)] == [image.url]
    assert sum(type(block) is d.Figure for block in again.blocks) == 1
