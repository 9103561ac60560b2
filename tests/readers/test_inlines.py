"""Inlines of Markdown: what they become, and at which columns they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specexport import document as d
from specexport import files, style, walk
from specexport.contracts import Context, Source
from specexport.readers import markdown

if TYPE_CHECKING:
    from readers.conftest import Read


def inlines(read: Read, text: str) -> tuple[d.Inline, ...]:
    (para,) = read(text).blocks
    assert isinstance(para, d.Para)
    return para.content


def word(text: str) -> d.Str:
    return d.Str(text=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~gone~~", (d.Strikeout(content=(word("gone"),)),)),
        ("a  \nb", (word("a"), d.LineBreak(), word("b"))),
        ("a\\\nb", (word("a"), d.LineBreak(), word("b"))),
        ("a\nb", (word("a"), d.SoftBreak(), word("b"))),
        ("&copy; &#x41; \\&copy;", (word("© A &copy;"),)),
        ("snake_case_name", (word("snake_case_name"),)),
        ("***both***", (d.Emph(content=(d.Strong(content=(word("both"),)),)),)),
        ("**bold*", (word("*"), d.Emph(content=(word("bold"),)))),
        ("`a  b`", (d.Code(text="a  b"),)),
        ('[a](b "c")', (d.Link(content=(word("a"),), url="b", title="c"),)),
        ("![a *b*](c)", (d.Image(content=(word("a "), d.Emph(content=(word("b"),))), url="c"),)),
        ("[Link to PRD]", (word("[Link to PRD]"),)),
    ],
)
def test_inlines_become_nodes(read: Read, text: str, expected: tuple[d.Inline, ...]) -> None:
    assert inlines(read, text) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://e.com/a_b.", "https://e.com/a_b"),
        ("(see www.e.com/(x))", "http://www.e.com/(x)"),
        ("mail a.b-c_d@e.com, please", "mailto:a.b-c_d@e.com"),
        ("<https://e.com>", "https://e.com"),
        ("[https://e.com](https://f.com)", "https://f.com"),
        ("a [https://e.com] b", "https://e.com"),
        ("[a]\n\n[a]: https://e.com", "https://e.com"),
    ],
)
def test_addresses_become_one_link(read: Read, text: str, url: str) -> None:
    assert [link.url for link in walk.find(read(text).blocks, d.Link)] == [url]


@pytest.mark.parametrize("text", ["xhttps://e.com", "www.", "http://", "a@b", "@user", "https://a_b.c_d"])
def test_what_is_no_address_becomes_none(read: Read, text: str) -> None:
    assert list(walk.find(read(text).blocks, d.Link)) == []


def test_formulas_become_math_and_prices_do_not(read: Read) -> None:
    text = r"$e^{i\pi}$ $x$ \(a_1\) $`b_2`$ $$c$$; $5 and $10, US$ 3, $HOME/$PATH, $5 is less than $6, \(so\)"
    found = [(math.text, math.display) for math in walk.find(read(text).blocks, d.Math)]
    assert found == [(r"e^{i\pi}", False), ("x", False), ("a_1", False), ("b_2", False), ("c", True)]


@pytest.mark.parametrize("text", ["$$\na = b\n- c\n$$\n", "```math\na = b\n- c\n```\n", "$$a = b\n- c$$\n"])
def test_a_block_of_math_is_a_displayed_formula(read: Read, text: str) -> None:
    assert inlines(read, text) == (d.Math(text="a = b\n- c", display=True),)


SOURCE = """- item with `code` and **bold [link](u)**
  second ![pic](p.png) line
> > deep `x` end
> lazy *y*

| a | b \\| `c\\|d` *e* |
|---|---|

\t# not `code`

1.\ttab `z`
"""


def test_inlines_know_their_columns(read: Read) -> None:
    rows = SOURCE.split("\n")
    found = []
    for node in walk.nodes(read(SOURCE).blocks):
        if isinstance(node, (d.Code, d.Strong, d.Link, d.Image, d.Emph)):
            assert node.pos
            assert node.pos.line == node.pos.end_line
            found.append(rows[node.pos.line - 1][node.pos.column - 1 : node.pos.end_column])
    expected = [
        "`code`",
        "**bold [link](u)**",
        "[link](u)",
        "![pic](p.png)",
        "`x`",
        "*y*",
        "`c\\|d`",
        "*e*",
        "`z`",
    ]
    assert found == expected


def test_an_inline_over_two_lines_ends_on_the_second(read: Read) -> None:
    (emphasis,) = walk.find(read("a *b\nc* d\n").blocks, d.Emph)
    assert emphasis.pos
    pos = emphasis.pos
    assert (pos.line, pos.column, pos.end_line, pos.end_column) == (1, 3, 2, 2)


def test_a_link_in_a_link_stays_text(read: Read) -> None:
    (outer,) = walk.find(read("[a <https://b.com> c](d)\n").blocks, d.Link)
    assert outer.url == "d"
    assert walk.plain([outer]) == "a https://b.com c"


# Everything that means something to Markdown, and a letter, a space, a line ending.
MARKS = st.text(alphabet="*_~`[]()!<>\\&;#-+.:|= ax1\n\"'{}$^@/", max_size=60)


@given(MARKS)
def test_any_text_is_read_and_its_first_word_stays(text: str) -> None:
    context = Context(style=style.load("base"), resources=files.NoFolder())
    document = markdown.read(Source(f"z {text}\n".encode(), "spec.md"), context)
    assert "z" in walk.plain(document.blocks)
