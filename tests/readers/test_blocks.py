"""Blocks of Markdown: what they become, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read


def lines(node: d.Node) -> tuple[int, int]:
    assert node.pos
    return node.pos.line, node.pos.end_line


def test_a_list_glued_to_its_label_is_a_list(read: Read) -> None:
    label, items = read("**In Scope:**\n- one\n- two\n").blocks
    assert isinstance(label, d.Para)
    assert isinstance(items, d.BulletList)
    assert items.tight
    assert [walk.plain([item]) for item in items.items] == ["one", "two"]


def test_items_of_a_task_list_are_checked_or_not(read: Read) -> None:
    (items,) = read("- [ ] open\n- [x] done\n- [X] also\n- [link](#a)\n").blocks
    assert isinstance(items, d.BulletList)
    assert [item.checked for item in items.items] == [False, True, True, None]
    assert walk.plain([items.items[1]]) == "done"


def test_a_numbered_list_keeps_its_start_and_delimiter(read: Read) -> None:
    (items,) = read("3) three\n4) four\n").blocks
    assert items == d.OrderedList(
        items=tuple(d.ListItem(content=(d.Para(content=(d.Str(text=text),)),)) for text in ("three", "four")),
        start=3,
        delimiter="one-paren",
    )


@pytest.mark.parametrize("kind", ["NOTE", "tip", "Important", "WARNING", "CAUTION"])
def test_an_alert_is_an_admonition(read: Read, kind: str) -> None:
    (alert,) = read(f"> [!{kind}]\n> Mind *this*.\n").blocks
    assert isinstance(alert, d.Div)
    assert alert.attr.classes == ("admonition", kind.lower())
    assert walk.plain(alert.content) == "Mind this."
    assert lines(alert.content[0]) == (2, 2)


def test_an_alert_may_have_a_title_and_an_unknown_one_is_a_quotation(read: Read) -> None:
    alert, quote = read("> [!TIP] Before you start\n> Text\n\n> [!WHATEVER]\n> Text\n").blocks
    assert isinstance(alert, d.Div)
    assert alert.attr.get("title") == "Before you start"
    assert isinstance(quote, d.BlockQuote)


def test_a_table_has_alignments_and_bars_in_cells(read: Read) -> None:
    (table,) = read("| a | b | c | d |\n|---|:--|:-:|--:|\n| `x\\|y` | | 2 |\n").blocks
    assert isinstance(table, d.Table)
    assert [column.align for column in table.columns] == ["default", "left", "center", "right"]
    cells = table.body[0].cells
    assert [walk.plain(cell.content) for cell in cells] == ["x|y", "", "2", ""]
    assert cells[0].content == (d.Para(content=(d.Code(text="x|y"),)),)
    assert cells[1].content == ()


def test_cells_beyond_the_columns_are_reported(read: Read) -> None:
    (table,) = read("a | b\n--|--\n1 | 2 | 3\n").blocks
    assert isinstance(table, d.Table)
    assert len(table.body[0].cells) == 2
    assert [(said.code, said.pos and said.pos.line) for said in read.said] == [("SX703", 3)]


@pytest.mark.parametrize("text", ["> | a |\n> |---|\n> | b |\n", "- | a |\n  |---|\n  | b |\n"])
def test_tables_stand_in_quotations_and_lists(read: Read, text: str) -> None:
    assert len(list(walk.find(read(text).blocks, d.Table))) == 1


def test_a_line_that_looks_like_html_may_head_a_table(read: Read) -> None:
    (table,) = read("<br> | Requirements\n-|-\na | b\n").blocks
    assert isinstance(table, d.Table)


def test_code_knows_its_language_caption_and_attributes(read: Read) -> None:
    blocks = read('```Python title="app.py" {#main .numbered}\nx\n```\n\n    plain\n').blocks
    assert blocks == (
        d.CodeBlock(text="x", attr=d.Attr("main", ("python", "numbered"), (("caption", "app.py"),))),
        d.CodeBlock(text="plain"),
    )


def test_a_line_of_spaces_is_blank_and_not_code(read: Read) -> None:
    para, code = read("text\n        \n    code\n").blocks
    assert (type(para), type(code)) == (d.Para, d.CodeBlock)


def test_a_heading_may_have_attributes(read: Read) -> None:
    (header,) = read("## 概要 `x` {#overview .wide}\n").blocks
    assert isinstance(header, d.Header)
    assert header.attr == d.Attr("overview", ("wide",))
    assert walk.plain(header.content) == "概要 x"


def test_a_footnote_stands_where_it_is_referred_to(read: Read) -> None:
    (para,) = read("Text[^n].\n\n[^n]: First.\n\n    - second\n").blocks
    note = next(walk.find([para], d.Note))
    assert [type(block) for block in note.content] == [d.Para, d.BulletList]
    assert lines(note.content[0]) == (3, 3)
    assert lines(note.content[1]) == (5, 5)


def test_footnotes_stand_in_tables_and_in_each_other(read: Read) -> None:
    (table,) = read("| a |\n|---|\n| x[^1] |\n\n[^1]: one[^2]\n[^2]: two\n").blocks
    assert [walk.plain(note.content) for note in walk.find([table], d.Note)] == ["one", "two"]
    assert read.said == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("x[^a]\n\n[^a]: see [^a]\n", ["SX704"]),
        ("x[^a]\n\n[^a]: see [^b]\n\n[^b]: see [^a]\n", ["SX704"]),
        ("x\n\n[^a]: nobody asks\n", ["SX702"]),
        ("x[^nope]\n", []),
    ],
)
def test_footnotes_that_go_wrong_are_reported(read: Read, text: str, codes: list[str]) -> None:
    document = read(text)
    assert read.codes == codes
    assert "x" in walk.plain(document.blocks)


def test_every_block_knows_its_lines(read: Read) -> None:
    text = """# Title

Setext
heading
---

> quoted
> text
lazy
> 1. item
>    ```
>    code
>    ```

- one

  two
- three
  - deep
    deeper
***
| a |
|---|
| b |
"""
    found: dict[str, list[Any]] = {}
    for node in walk.nodes(read(text).blocks):
        if not isinstance(node, get_args(d.Inline)):
            found.setdefault(type(node).__name__, []).append(lines(node))
    assert found == {
        "Header": [(1, 1), (3, 5)],
        "BlockQuote": [(7, 13)],
        "Para": [(7, 9), (10, 10), (15, 15), (17, 17), (18, 18), (19, 20), (22, 22), (24, 24)],
        "OrderedList": [(10, 13)],
        "ListItem": [(10, 13), (15, 17), (18, 20), (19, 20)],
        "CodeBlock": [(11, 13)],
        "BulletList": [(15, 20), (19, 20)],
        "HorizontalRule": [(21, 21)],
        "Table": [(22, 24)],
        "Row": [(22, 22), (24, 24)],
        "Cell": [(22, 22), (24, 24)],
    }


def test_definitions_belong_to_their_terms(read: Read) -> None:
    text = (
        "Gauge\n: A sensor\n  for levels\n: Another\n\n*Pump*\n:   Moves water\n\n    a lot of it\n\nafter\n"
    )
    terms, after = read(text).blocks
    assert isinstance(terms, d.DefinitionList)
    assert [walk.plain(item.term) for item in terms.items] == ["Gauge", "Pump"]
    assert [[walk.plain([one]) for one in item.definitions] for item in terms.items] == [
        ["A sensor for levels", "Another"],
        ["Moves water a lot of it"],
    ]
    assert lines(terms.items[1].definitions[0]) == (7, 9)
    assert walk.plain([after]) == "after"


@pytest.mark.parametrize("text", ["A sentence.\n\n: Caption\n", "a\nb\n: c\n", ": alone\n", "time 10\n:30\n"])
def test_a_colon_alone_defines_nothing(read: Read, text: str) -> None:
    assert all(isinstance(block, d.Para) for block in read(text).blocks)


@pytest.mark.parametrize(
    ("text", "classes", "title"),
    [
        ("::: warning Look out\nbody\n:::\n", ("admonition", "warning"), "Look out"),
        (":::danger\nbody\n:::\n", ("admonition", "caution"), ""),
        ("::: {.tip}\nbody\n::::\n", ("admonition", "tip"), ""),
        ("::: columns\nbody\n:::\n", ("columns",), ""),
        ('!!! info "Do this"\n    body\n', ("admonition", "note"), "Do this"),
        ('!!! info inline end "Do this"\n    body\n', ("admonition", "note"), "Do this"),
        ('  !!! info "Do this"\n      body\n', ("admonition", "note"), "Do this"),
        ('!!! example - "Do **this**"\n    body\n', ("admonition", "note"), "Do this"),
    ],
)
def test_containers_are_divisions(read: Read, text: str, classes: tuple[str, ...], title: str) -> None:
    division, after = read(f"{text}\nafter\n").blocks
    assert isinstance(division, d.Div)
    assert (division.attr.classes, division.attr.get("title")) == (classes, title)
    assert walk.plain(division.content) == "body"
    assert lines(division.content[0]) == (2, 2)
    assert walk.plain([after]) == "after"


def test_containers_nest_and_code_in_them_does_not_end_them(read: Read) -> None:
    text = "::: a\n::: b\n```\n:::\n```\n:::\nin a\n:::\n"
    (outer,) = read(text).blocks
    assert isinstance(outer, d.Div)
    inner, para = outer.content
    assert isinstance(inner, d.Div)
    assert inner.content == (d.CodeBlock(text=":::"),)
    assert walk.plain([para]) == "in a"


@pytest.mark.parametrize("text", ["::: open\ntext\n", ":::\ntext\n:::\n", "!!! note\ntext\n"])
def test_a_container_without_end_or_name_is_text(read: Read, text: str) -> None:
    assert not any(isinstance(node, d.Div) for node in walk.nodes(read(text).blocks))


def test_an_admonition_that_opens_is_details(read: Read) -> None:
    (details,) = read('??? note "More"\n    hidden\n').blocks
    assert isinstance(details, d.Div)
    assert details.attr.classes == ("details",)
    assert [walk.plain([block]) for block in details.content] == ["More", "hidden"]


@pytest.mark.parametrize("tag", ["</pre [!N]", "<b", "</i", "<em>"])
def test_a_tag_that_begins_no_block_goes_on_with_a_quotation(read: Read, tag: str) -> None:
    before, quotation = read(f"before\n> a\n{tag}\n").blocks
    assert isinstance(before, d.Para)
    assert isinstance(quotation, d.BlockQuote)
    assert (before.pos, quotation.pos) == (d.Pos(1, 1), d.Pos(2, 3))
