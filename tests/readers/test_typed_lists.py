"""Lists that authors type by hand are lists where nothing else can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

ORDERED = {
    "a. x\nb. y\nc. z": ("lower-alpha", "period"),
    "(a) x\n(b) y": ("lower-alpha", "two-parens"),
    "a) x\nb) y": ("lower-alpha", "one-paren"),
    "A) x\nB) y": ("upper-alpha", "one-paren"),
    "A. x\nB. y\nC. z": ("upper-alpha", "period"),
    "i. x\nii. y\niii. z\niv. u": ("lower-roman", "period"),
    "(i) x\n(ii) y": ("lower-roman", "two-parens"),
    "I) x\nII) y": ("upper-roman", "one-paren"),
    "(1) x\n(2) y": ("decimal", "two-parens"),
    "（a）甲\n（b）乙": ("lower-alpha", "two-parens"),
    "a. x  \nb. y\\\nc. z": ("lower-alpha", "period"),
}
PLACES = ("{}", "The provider shall:\n{}", "> {}", "- First\n  {}", "1. First\n   {}\n2. Second")


@pytest.mark.parametrize("text", ORDERED)
@pytest.mark.parametrize("place", PLACES)
def test_they_are_lists_wherever_they_stand(read: Read, text: str, place: str) -> None:
    indent = {">": "> ", "-": "  ", "1": "   "}.get(place[0], "")
    document = read(place.format(text.replace("\n", f"\n{indent}")) + "\n")
    found = [
        node
        for node in walk.find(document.blocks, d.OrderedList)
        if (node.style, node.delimiter) == ORDERED[text]
    ]
    (made,) = found
    assert len(made.items) == text.count("\n") + 1
    words = [walk.plain(item.content) for item in made.items]
    assert all(len(word) == 1 for word in words), words


@pytest.mark.parametrize("bullet", "•◦‣▪●·")
def test_bullets_may_stand_in_each_other(read: Read, bullet: str) -> None:
    inner = "–" if bullet == "◦" else "◦"
    (made,) = (
        read(f"{bullet} one\n  ◦ sub\n{bullet}\u00a0two\n").blocks
        if inner == "◦"
        else read(f"{bullet} one\n{bullet} two\n").blocks
    )
    assert isinstance(made, d.BulletList)
    assert len(made.items) == 2
    assert len(list(walk.find([made], d.BulletList))) == (2 if inner == "◦" else 1)


def test_lists_stand_in_items(read: Read) -> None:
    (made,) = read("a. one\n   i. sub\n   ii. sub *two*\nb. two\n   goes on\n").blocks
    assert isinstance(made, d.OrderedList)
    (inner,) = walk.find(made.items[0].content, d.OrderedList)
    assert inner.style == "lower-roman"
    assert walk.plain([made.items[1]]) == "two goes on"
    assert [item.pos and (item.pos.line, item.pos.end_line) for item in made.items] == [(1, 3), (4, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "A. Lovelace\nB. Russell",
        "a. one\nc. three",
        "b. two\nc. three",
        "See appendix\na. and nothing else",
        "e. g. this\nf. that",
        "• alone",
        "I. am here",
        "a.b\nb.c",
        "(see) x\n(also) y",
    ],
)
def test_other_lines_stay_a_paragraph(read: Read, text: str) -> None:
    (para,) = read(f"{text}\n").blocks
    assert isinstance(para, d.Para)
    assert walk.plain([para]) == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text", ["a. x\n" * 5000, "• x\n" * 5000, "a. x\n  i. y\n" * 3000, "(" * 9000 + "\na) x\n"]
)
def test_long_ones_take_no_time(read: Read, text: str) -> None:
    assert read(text).blocks


@pytest.mark.parametrize(
    ("tag", "style"),
    [
        ('<ol type="a">', "lower-alpha"),
        ('<ol type="A" start="3">', "upper-alpha"),
        ("<ol type=i>", "lower-roman"),
        ("<ol type='I'>", "upper-roman"),
        ("<ol type='1'>", "decimal"),
        ('<ol style="list-style-type: lower-latin">', "lower-alpha"),
        ('<ol style="color: red; list-style: inside upper-roman;">', "upper-roman"),
        ('<ol style="list-style-type:georgian" type="a">', "lower-alpha"),
    ],
)
def test_lists_of_html_are_counted_as_they_say(read: Read, tag: str, style: str) -> None:
    (made,) = read(f"{tag}<li>x</li><li>y</li></ol>\n").blocks
    assert isinstance(made, d.OrderedList)
    assert (made.style, made.start) == (style, 3 if "start" in tag else 1)
