"""Raw HTML becomes nodes, and none of it is left."""

from __future__ import annotations

import re
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


def word(text: str) -> d.Str:
    return d.Str(text=text)


def para(*content: d.Inline) -> d.Para:
    return d.Para(content=content)


@pytest.mark.parametrize(
    ("html", "node"),
    [
        ("<b>x</b>", d.Strong(content=(word("x"),))),
        ("<em>x</em>", d.Emph(content=(word("x"),))),
        ("<del>x</del>", d.Strikeout(content=(word("x"),))),
        ("<sup>x</sup>", d.Superscript(content=(word("x"),))),
        ("<sub>x</sub>", d.Subscript(content=(word("x"),))),
        ("<u>x</u>", d.Span(content=(word("x"),), attr=d.Attr(classes=("underline",)))),
        ("<ins>x</ins>", d.Span(content=(word("x"),), attr=d.Attr(classes=("inserted",)))),
        ("<kbd>x</kbd>", d.Span(content=(word("x"),), attr=d.Attr(classes=("kbd",)))),
        ("<mark>x</mark>", d.Span(content=(word("x"),), attr=d.Attr(classes=("mark",)))),
        ("<code>x &lt; y</code>", d.Code(text="x < y")),
        ('<a href="u" title="t">x</a>', d.Link(content=(word("x"),), url="u", title="t")),
        ('<a name="n"></a>', d.Span(content=(), attr=d.Attr(id="n"))),
        ("<br/>", d.LineBreak()),
        (
            '<img src="p.png" alt="x" width="30">',
            d.Image(content=(word("x"),), url="p.png", attr=d.Attr(pairs=(("width", "30"),))),
        ),
    ],
)
def test_inline_elements_become_nodes(read: Read, html: str, node: d.Inline) -> None:
    assert read(f"a {html} b").blocks == (para(word("a "), node, word(" b")),)


def test_what_is_no_element_of_html_is_text(read: Read) -> None:
    (block,) = read("Use List<String> and <your-name> here").blocks
    assert walk.plain([block]) == "Use List<String> and <your-name> here"


def test_comments_go_and_unknown_wrappers_give_way(read: Read) -> None:
    text = "<!-- hidden -->\n\na<!-- b --> <font color=red>red</font>\n\n<section>\n\nin it\n\n</section>\n"
    assert [walk.plain([block]) for block in read(text).blocks] == ["a red", "in it"]
    assert read.said == []


def test_details_hold_markdown(read: Read) -> None:
    text = "<details>\n<summary>More <b>here</b></summary>\n\n- item\n\n</details>\n\nafter\n"
    details, after = read(text).blocks
    assert isinstance(details, d.Div)
    assert details.attr.classes == ("details",)
    summary, items = details.content
    assert isinstance(summary, d.Div)
    assert summary.attr.classes == ("summary",)
    assert walk.plain([summary]) == "More here"
    assert isinstance(items, d.BulletList)
    assert walk.plain([after]) == "after"


def test_a_table_has_spans_heads_and_blocks(read: Read) -> None:
    html = """<table>
<caption>Costs</caption>
<tr><th>A<th rowspan="2">B<th>C</tr>
<tr><th>D</th><th>E</th></tr>
<tr><td colspan="2">x<ul><li>y</ul></td></tr>
</table>
"""
    (table,) = read(html).blocks
    assert isinstance(table, d.Table)
    assert walk.plain(table.caption) == "Costs"
    assert len(table.columns) == 3
    assert [[cell.col_span for cell in row.cells] for row in (*table.head, *table.body)] == [
        [1, 1, 1],
        [1, 1],
        [2, 1],
    ]
    assert [type(block) for block in table.body[-1].cells[0].content] == [d.Para, d.BulletList]


@pytest.mark.parametrize(
    "rows", ["<tr><td rowspan=9>a<td>b</tr><tr></tr><tr><td>c", "<tr><td>a<tr><td>b<td>c<td>d"]
)
def test_every_row_of_a_table_covers_its_columns(read: Read, rows: str) -> None:
    (table,) = walk.find(read(f"<table>{rows}</table>\n").blocks, d.Table)
    covered: dict[int, int] = {}
    for index, row in enumerate(table.body):
        for cell in row.cells:
            for below in range(index, index + cell.row_span):
                covered[below] = covered.get(below, 0) + cell.col_span
    assert covered == dict.fromkeys(range(len(table.body)), len(table.columns))


def test_html_in_a_markdown_cell_becomes_blocks(read: Read) -> None:
    (table,) = read("| a |\n|---|\n| x<br>y <ul><li>1</li><li>2</li></ul> |\n").blocks
    assert isinstance(table, d.Table)
    first, items = table.body[0].cells[0].content
    assert first == para(word("x"), d.LineBreak(), word("y"))
    assert isinstance(items, d.BulletList)
    assert len(items.items) == 2


def test_preformatted_code_keeps_its_lines_and_language(read: Read) -> None:
    (code,) = read('<pre><code class="language-js">a\n  b &lt; <b>c</b>\n</code></pre>\n').blocks
    assert code == d.CodeBlock(text="a\n  b < c", attr=d.Attr(classes=("js",)))


def test_an_anchor_before_a_heading_goes_into_it(read: Read) -> None:
    (header,) = read('<a id="old"></a>\n\n## New\n').blocks
    assert isinstance(header, d.Header)
    assert header.content == (d.Span(content=(), attr=d.Attr(id="old")), word("New"))


def test_centred_pictures_stay_centred(read: Read) -> None:
    (division,) = read('<p align="center"><img src="p.png"></p>\n').blocks
    assert division == d.Div(
        content=(para(d.Image(content=(), url="p.png")),), attr=d.Attr(classes=("center",))
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "a <iframe src='https://e.com'></iframe> b",
        "<object data=x>\n\nalert(1)\n\n</object>",
        "<svg onload=alert(1)><text>alert(1)</text></svg>",
    ],
)
def test_what_acts_is_left_out_and_reported_with_its_line(read: Read, html: str) -> None:
    document = read(f"x\n\n{html}\n")
    assert "alert" not in walk.text(document.blocks)
    assert set(read.codes) == {"SX740"}
    assert read.said[0].pos
    assert read.said[0].pos.line == 3


def test_a_style_sheet_goes_in_silence(read: Read) -> None:
    assert read("<style>p { color: red }</style>\n\nx\n").blocks == (para(word("x")),)
    assert read.said == []


MIXED = "a <b>c</b><!-- n -->\n\n<div>\n<p>in it</p>\n</div>\n\n<!-- gone -->\n\nend\n"


def test_html_may_be_shown_as_it_is_written(read: Read) -> None:
    read.context = replace(read.context, options=replace(read.context.options, raw_html="escape"))
    blocks = read(MIXED).blocks
    assert [walk.plain([block]) for block in blocks] == ["a <b>c</b>", "<div> <p>in it</p> </div>", "end"]
    assert read.said == []


def test_html_may_be_left_out_and_what_is_lost_is_reported(read: Read) -> None:
    read.context = replace(read.context, options=replace(read.context.options, raw_html="drop"))
    blocks = read(MIXED).blocks
    assert [walk.plain([block]) for block in blocks] == ["a c", "end"]
    assert [(said.code, said.severity, said.pos and said.pos.line) for said in read.said] == [
        ("SX741", "warning", 3),
        ("SX741", "info", 1),
    ]


def test_elements_of_html_know_their_columns(read: Read) -> None:
    text = "- <div>\n    <b>bold</b> and <a\n    href='u'>x</a>\n  </div>\n\ny <kbd>K</kbd>\n"
    rows = text.split("\n")
    found = {}
    for node in walk.nodes(read(text).blocks):
        if isinstance(node, (d.Strong, d.Link, d.Span)):
            assert node.pos
            found[type(node)] = node.pos.line, node.pos.end_line
            assert rows[node.pos.line - 1][node.pos.column - 1 :].startswith("<")
            assert rows[node.pos.end_line - 1][: node.pos.end_column].endswith(">")
    assert found == {d.Strong: (2, 2), d.Link: (2, 3), d.Span: (6, 6)}


PARTS = re.findall(
    r"\S+",
    """
    <b> </b> <table> </table> <tr> <td> </td> <ul> <li> </ul> <details> <summary> </details> <p> </p>
    <pre> </pre> </a> <h2> </h2> <x> - > ** <dl> <dt> <dd> </dl> <br>
    """,
)
TAGS = st.lists(
    st.sampled_from([*PARTS, "<a href=x>", "\n\n", "\n", " word ", "| a |\n|---|\n| "]), max_size=25
)


@given(TAGS)
def test_no_raw_html_is_left_and_no_word_lost(parts: list[str]) -> None:
    context = Context(style=style.load("base"), resources=files.NoFolder())
    text = "start " + "".join(parts)
    document = markdown.read(Source(text.encode(), "spec.md"), context)
    assert not any(isinstance(node, (d.RawBlock, d.RawInline)) for node in walk.nodes(document.blocks))
    assert walk.text(document.blocks).count("word") == text.count("word")
