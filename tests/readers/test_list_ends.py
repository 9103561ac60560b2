"""Closing tags behind lists end what they close, however they are indented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

LISTS = ("- one\n- two", "1. one\n2. two", "- one\n  - two", "- one\n\n  more\n\n- two", "* one `x`\n* two")


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("indent", range(9))
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_cell_ends(read: Read, listed: str, indent: int, gap: str) -> None:
    space = " " * indent
    html = (
        f"<table>\n<tr><th>A</th><th>B</th></tr>\n<tr>\n<td>\n\n{listed}{gap}{space}</td>\n"
        f"{space}<td>{gap}{listed}{gap}{space}</td>\n</tr>\n<tr><td>last</td><td>cell</td></tr>\n"
        "</table>\n\n## After\n"
    )
    document = read(html)
    kinds = [type(block) for block in document.blocks if type(block) is not d.HorizontalRule]
    if indent == 0 and gap == "\n":
        return
    assert kinds == [d.Table, d.Header], document.blocks
    table = document.blocks[0]
    assert isinstance(table, d.Table)
    assert [len(row.cells) for row in (*table.head, *table.body)] == [2, 2, 2]
    assert walk.plain(document.blocks[1:]) == "After"


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("indent", [0, 2, 3, 4])
def test_details_end(read: Read, listed: str, indent: int) -> None:
    html = (
        f"<details>\n<summary>More</summary>\n\n{listed}\n\n{' ' * indent}</details>\n\n## After\n\nText.\n"
    )
    document = read(html)
    assert [type(block) for block in document.blocks] == [d.Div, d.Header, d.Para]


def test_an_item_of_html_ends(read: Read) -> None:
    document = read("<ul>\n<li>A\n\n- one\n- two\n\n    </li>\n<li>B</li>\n</ul>\n\nAfter.\n")
    outer, after = document.blocks
    assert isinstance(outer, d.BulletList)
    assert [walk.plain(item.content) for item in outer.items] == ["A one two", "B"]
    assert walk.plain([after]) == "After."


def test_a_tag_in_the_line_of_an_item_ends_the_cell(read: Read) -> None:
    document = read("<table><tr><td>\n\n- one\n- two</td><td>x</td></tr></table>\n\nAfter.\n")
    assert [type(block) for block in document.blocks] == [d.Table, d.Para]


@pytest.mark.parametrize(
    "text",
    [
        "- <details><summary>S</summary>\n\n  text\n\n  </details>\n- two\n",
        "- a <b>x</b>\n- <div>\n\n  y\n\n  </div>\n",
        "- one\n\n  </td>\n\n- two\n",
    ],
)
def test_what_an_item_opens_ends_in_it(read: Read, text: str) -> None:
    document = read(text)
    (made,) = document.blocks
    assert isinstance(made, d.BulletList)
    assert len(made.items) == 2


@pytest.mark.parametrize(
    ("attrs", "align"),
    [
        ('style="text-align:right"', "right"),
        ("style='color: red; text-align : CENTER;'", "center"),
        ('align="left" style="text-align: right"', "right"),
        ('align="right"', "right"),
        ('style="vertical-align: top"', "default"),
        ('style="text-align: justify"', "default"),
    ],
)
@pytest.mark.parametrize("cell", ["td", "th"])
def test_cells_are_set_as_their_style_says(read: Read, cell: str, attrs: str, align: str) -> None:
    document = read(f"<table><tr><td>a</td></tr><tr><{cell} {attrs}>b</{cell}></tr></table>\n")
    assert [node.align for node in walk.find(document.blocks, d.Cell)] == ["default", align]
