"""Tables drawn in characters: read as pandoc reads them, placed where they stand, else told or left."""

from __future__ import annotations

import time
from textwrap import dedent

import pytest

from specexport.api.export import read
from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk


def blocks(text: str) -> tuple[d.Block, ...]:
    return read(Source(dedent(text).encode(), "spec.md")).blocks


def table(text: str) -> d.Table:
    found = list(walk.find(blocks(text), d.Table))
    assert len(found) == 1
    return found[0]


def said(rows: tuple[d.Row, ...]) -> list[list[str]]:
    return [[walk.plain(cell.content) for cell in row.cells] for row in rows]


def test_a_grid_has_head_body_foot_and_alignment() -> None:
    made = table("""
        # Limits

        +:------+-------:+:-----:+
        | Name  |  Limit | Unit  |
        +=======+========+=======+
        | burst |     20 | calls |
        +-------+--------+-------+
        | total |    100 | calls |
        +=======+========+=======+
        | sum   |    120 | calls |
        +=======+========+=======+
        """)
    assert said(made.head) == [["Name", "Limit", "Unit"]]
    assert said(made.body) == [["burst", "20", "calls"], ["total", "100", "calls"]]
    assert said(made.foot) == [["sum", "120", "calls"]]
    # The double rule says how columns are aligned, and this one says nothing.
    assert [column.align for column in made.columns] == ["default", "default", "default"]


def test_cells_hold_blocks_and_go_over_rows_and_columns() -> None:
    made = table("""
        # Limits

        +-----------+-----------------+
        | Plan      | Limits          |
        |           +--------+--------+
        |           | day    | night  |
        +===========+========+========+
        | small     | - 20   | none   |
        |           | - 30   |        |
        +-----------+--------+--------+
        | large: nothing at all       |
        +-----------------------------+
        """)
    assert [[(cell.row_span, cell.col_span) for cell in row.cells] for row in made.head] == [
        [(2, 1), (1, 2)],
        [(1, 1), (1, 1)],
    ]
    assert isinstance(made.body[0].cells[1].content[0], d.BulletList)
    assert said(made.body) == [["small", "20 30", "none"], ["large: nothing at all"]]
    assert made.body[1].cells[0].col_span == 3


@pytest.mark.parametrize("lead", ["", "> ", "- ", "  "])
def test_words_stand_where_they_are_written(lead: str) -> None:
    lines = [
        "+------+--------+",
        "| 名前 | beta   |",
        "+------+--------+",
        "| two  | *nine* |",
        "+------+--------+",
    ]
    rest = "  " if lead == "- " else lead
    source = ["# T", "", lead + lines[0], *(rest + line for line in lines[1:])]
    document = read(Source("\n".join(source).encode(), "spec.md"))
    words = list(walk.find(document.blocks, d.Str))
    assert {one.text for one in words} == {"名前", "beta", "two", "nine"}
    for one in words:
        assert one.pos is not None
        line = source[one.pos.line - 1]
        assert line[one.pos.column - 1 : one.pos.end_column] == one.text


def test_dashes_above_columns_make_a_simple_table() -> None:
    made = table("""
        # Limits

          Right   Left     Center   Default
        -------   ------ ---------- -------
             12   20        calls   per day
            130   none      calls   ever
        """)
    assert said(made.head) == [["Right", "Left", "Center", "Default"]]
    assert said(made.body) == [["12", "20", "calls", "per day"], ["130", "none", "calls", "ever"]]
    assert [column.align for column in made.columns] == ["right", "left", "center", "default"]


@pytest.mark.parametrize(
    ("below", "kind"), [("## Next\n\nText.\n", d.Header), ("```\ncode  here\n```\n", d.CodeBlock)]
)
def test_headings_and_code_end_a_simple_table(below: str, kind: type[d.Block]) -> None:
    made = blocks(f"# T\n\n## S\n\na    b\n---- ----\n1    2\n{below}")[1:]
    assert type(made[0]) is d.Table
    assert len(made[0].body) == 1
    assert type(made[1]) is kind


def test_a_head_may_be_indented_as_code_is() -> None:
    made = table("# L\n\n         Sum   Unit\n------------   -----\n          12   calls\n")
    assert said(made.body) == [["12", "calls"]]


def test_a_table_without_head_ends_with_its_dashes() -> None:
    made = table("# L\n\n------ -----\none      two\nthree   four\n------ -----\n\nAfter.\n")
    assert (said(made.head), said(made.body)) == ([], [["one", "two"], ["three", "four"]])


def test_rows_of_several_lines_stand_between_blank_ones() -> None:
    text = """
        # Limits

        ---------------------------------
        Name     What it is
                 good for
        -------- ------------------------
        burst    How many calls are let
                 through at once.

        total    How many a day.
        ---------------------------------

        Table: Limits, as they
        are now.
        """
    made = table(text)
    assert said(made.head) == [["Name", "What it is good for"]]
    assert said(made.body) == [
        ["burst", "How many calls are let through at once."],
        ["total", "How many a day."],
    ]
    assert walk.plain(made.caption) == "Limits, as they are now."


@pytest.mark.parametrize(
    "text",
    [
        "Words that go on over the gap\n--- ---\nand more words\n",
        "# T\n\n---\n\nA rule, and text.\n\n--- ---\n\nMore.\n",
        "Some text\n+---+---+\n| a | b |\n+---+---+\n",
        "# T\n\n| one | two |\n| three | four |\n",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert not list(walk.find(blocks(text), d.Table))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("## Two words\n--- ---\nMore.\n", ["Header", "HorizontalRule", "Para"]),
        ("> two words\n--- ---\n", ["BlockQuote", "HorizontalRule"]),
        ("- two words\n--- ---\n", ["BulletList", "HorizontalRule"]),
        ("::: note\n--- ---\n:::\n", ["Div"]),
        ("A line of words\n--- ---\n", ["Para", "HorizontalRule"]),
        ("a\n--- ---\nb\n", ["Para", "HorizontalRule", "Para"]),
        ("--- --- ---\n\nWords of text.\n", ["HorizontalRule", "Para"]),
        ("-----\nwords of text\n--- ---\n\nMore.\n", ["HorizontalRule", "Para", "HorizontalRule", "Para"]),
        ("Two words\n-----\nwords of text\n--- ---\n", ["Header", "Para", "HorizontalRule"]),
        ("[^1]: two words\n-- --\n\nText[^1].\n", ["HorizontalRule", "Para"]),
    ],
)
def test_dashes_that_belong_to_no_table_are_rules(text: str, kinds: list[str]) -> None:
    assert [type(block).__name__ for block in blocks(f"# T\n\n## S\n\n{text}")[1:]] == kinds


@pytest.mark.parametrize(("above", "rule"), [("", "+-----+----+"), ("Words:\n", "+-----+-----+")])
def test_a_grid_that_is_no_table_is_told(above: str, rule: str) -> None:
    told = []
    text = f"# T\n\n{above}+-----+-----+\n| one | two |\n{rule}\n"
    document = read(Source(text.encode(), "spec.md"), report=told.append)
    assert not list(walk.find(document.blocks, d.Table))
    line = 3 + above.count("\n")
    assert [(one.code, one.pos and one.pos.line) for one in told] == [("SX802", line)]


def test_a_title_block_is_told() -> None:
    told = []
    read(Source(b"% Limits\n% The web team\n\n## One\n\nWords.\n", "spec.md"), report=told.append)
    assert [one.message for one in told if one.code == "SX802"] == [
        "% Limits is a title block of pandoc: it stays as it is written"
    ]


@pytest.mark.parametrize("size", [60, 150])
def test_hostile_grids_end(size: int) -> None:
    rule = "+" + "-+" * size
    lines = [rule, *["|" + "-+" * size, "+" + " |" * size] * (size // 2), rule]
    assert walk.text(blocks("# T\n\n" + "\n".join(lines) + "\n"))
    for line in ("-----\na b\n--- ---\nc d\n\n", "--- ---\n", "| a\n", "+-+\n"):
        assert blocks("# T\n\n" + line * size * 10)


def test_lines_behind_bars_above_a_text_are_looked_at_once() -> None:
    started = time.process_time()
    assert blocks("# T\n\n" + "| a\n" * 6000 + "text\n")
    assert time.process_time() - started < 5  # a second; each line anew takes ten


def test_lines_behind_bars_keep_their_ends_and_their_space() -> None:
    (para,) = blocks("# T\n\n| The office\n|   2, *Long* Street\n| Town\n")
    assert isinstance(para, d.Para)
    assert sum(type(node) is d.LineBreak for node in para.content) == 2
    assert walk.text([para]).split("\u00a0")[-1].startswith("2, Long Street")
