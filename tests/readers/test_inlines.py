"""Inlines of Markdown: what they become, and at which columns they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.readers import markdown
from specexport.system import files

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


@pytest.mark.parametrize(
    ("text", "tex", "display"),
    [
        (r"and $$\text{is $y$}$$", r"\text{is $y$}", True),
        (r"so $\text{rate is $r_i$ here}$ it is", r"\text{rate is $r_i$ here}", False),
        (r"or $$x = \mbox{if $y > {0}$} + \textbf{a}$$ then", r"x = \mbox{if $y > {0}$} + \textbf{a}", True),
        (r"with $\text{costs \$5}$ only", r"\text{costs \$5}", False),
        (r"$x$ for {$5 and $6}", "x", False),
    ],
)
def test_formulas_stand_within_the_words_of_formulas(text: str, tex: str, display: bool, read: Read) -> None:
    found = [(math.text, math.display) for math in walk.find(read(text).blocks, d.Math)]
    assert found == [(tex, display)]


@pytest.mark.parametrize("text", ["$$\na = b\n- c\n$$\n", "```math\na = b\n- c\n```\n", "$$a = b\n- c$$\n"])
def test_a_block_of_math_is_a_displayed_formula(read: Read, text: str) -> None:
    assert inlines(read, text) == (d.Math(text="a = b\n- c", display=True),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("go :rocket:", "go 🚀"),
        ("**:white_check_mark:** :+1:", "✅ 👍"),
        (":warning: x", "⚠️ x"),
        ("`:rocket:` \\:rocket:", ":rocket: :rocket:"),
        ("liability:bank:eur 10:30:00 :no_such_name:", "liability:bank:eur 10:30:00 :no_such_name:"),
    ],
)
def test_emoji_are_called_by_githubs_names(read: Read, text: str, says: str) -> None:
    assert walk.plain(inlines(read, text)) == says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H~2~O", (word("H"), d.Subscript(content=(word("2"),)), word("O"))),
        ("x^2^.", (word("x"), d.Superscript(content=(word("2"),)), word("."))),
        ("~gone~", (d.Strikeout(content=(word("gone"),)),)),
        ("^16.0||^17 and 2^10 or 2^20", (word("^16.0||^17 and 2^10 or 2^20"),)),
        ("a~b c~d", (word("a"), d.Strikeout(content=(word("b c"),)), word("d"))),
    ],
)
def test_scripts_touch_what_they_belong_to(read: Read, text: str, expected: tuple[d.Inline, ...]) -> None:
    assert inlines(read, text) == expected


def test_attributes_follow_pictures_code_and_links(read: Read) -> None:
    image, _, code, _, link, _, plain, rest = inlines(
        read, '![a](b){width=50% #fig} `x`{.python} [y](z){title="t t"} `w`{ not these }'
    )
    assert image == d.Image(content=(word("a"),), url="b", attr=d.Attr("fig", (), (("width", "50%"),)))
    assert code == d.Code(text="x", attr=d.Attr(classes=("python",)))
    assert isinstance(link, d.Link)
    assert link.attr.get("title") == "t t"
    assert plain == d.Code(text="w")
    assert rest == word("{ not these }")
    assert image.pos
    assert (image.pos.column, image.pos.end_column) == (1, 23)


def test_variables_stand_for_what_front_matter_says(read: Read) -> None:
    matter = "---\nproduct-name: Ledger\nsite: https://e.com\n---\n"
    document = read(f"{matter}{{{{product_name}}}}s at {{{{ Site }}}}, [x]({{{{site}}}}/a)\n")
    assert walk.plain(document.blocks) == "Ledgers at https://e.com, x"
    assert [link.url for link in walk.find(document.blocks, d.Link)] == ["https://e.com", "https://e.com/a"]
    assert read.said == []


def test_what_the_caller_sets_comes_first(read: Read) -> None:
    read.context = replace(
        read.context, options=replace(read.context.options, variables={"version": "1.10", "new": "*n*"})
    )
    document = read("---\nversion: 2\n---\n{{version}} {{new}}\n")
    assert walk.plain(document.blocks) == "1.10 *n*"


def test_a_variable_without_value_is_a_placeholder_and_reported_once(read: Read) -> None:
    para, again = read("a {{Project Name}} b\n\n{{project-name}} [x]({{project_name}})\n").blocks
    assert isinstance(para, d.Para)
    assert para.content == (
        word("a "),
        d.Span(content=(word("{{Project Name}}"),), attr=d.Attr(classes=("placeholder",))),
        word(" b"),
    )
    assert walk.plain([again]) == "{{project-name}} x"
    (said,) = read.said
    assert (said.code, said.pos and (said.pos.line, said.pos.column)) == ("SX709", (1, 3))


@pytest.mark.parametrize(
    "text", ["`{{a}}`", "\\{{a}}", "${{ secrets.A }}", "{{ .Values.a }}", "{{}}", "{{#if a}}"]
)
def test_braces_of_other_tools_are_text(read: Read, text: str) -> None:
    assert walk.plain(inlines(read, text)) == text.strip("`\\")
    assert read.said == []


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
