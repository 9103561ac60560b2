"""Levels, numbers and the table of contents; what authors made of them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from passes.conftest import Pass


def outline(document: d.Document) -> list[tuple[int, str, str]]:
    return [
        (header.level, header.number, walk.plain(header.content))
        for header in walk.find(document.blocks, d.Header)
    ]


def test_levels_begin_at_one_and_none_is_skipped(passed: Pass) -> None:
    document = passed("# T\n\n## A\n\n#### B\n\n### C\n\n## D\n", numbering=True, numbering_depth=2)
    assert outline(document) == [(1, "1", "A"), (2, "1.1", "B"), (2, "1.2", "C"), (1, "2", "D")]


def test_numbers_stop_at_the_styles_depth(passed: Pass) -> None:
    document = passed("# T\n\n## A\n\n### B\n\n#### C\n", numbering=True, numbering_depth=1)
    assert [number for _, number, _ in outline(document)] == ["1", "", ""]


def test_a_style_may_not_number_at_all(passed: Pass) -> None:
    document = passed("# T\n\n## 1. A\n\n## 2. B\n", numbering=False)
    assert outline(document) == [(1, "", "1. A"), (1, "", "2. B")]


def test_headings_in_other_blocks_rank_below_their_section(passed: Pass) -> None:
    document = passed("# T\n\n## A\n\n> # Q\n>\n> ### R\n\n| x |\n|---|\n| <h2>c</h2> |\n", numbering=True)
    assert outline(document) == [(1, "1", "A"), (2, "", "Q"), (3, "", "R")]
    (table,) = walk.find(document.blocks, d.Table)
    assert table.body[0].cells[0].content == (d.Para(content=(d.Strong(content=(d.Str(text="c"),)),)),)


def test_numbers_typed_by_hand_give_way(passed: Pass) -> None:
    text = "# T\n\n## 1. A\n\n### 1.1 B\n\n### 1.2. `c`\n\n## 2) D\n\n## Appendix\n\n[x](#11-b)\n"
    document = passed(text, numbering=True, numbering_depth=3)
    assert outline(document) == [
        (1, "1", "A"),
        (2, "1.1", "B"),
        (2, "1.2", "c"),
        (1, "2", "D"),
        (1, "3", "Appendix"),
    ]
    assert passed.codes == ["SX713"]
    assert next(walk.find(document.blocks, d.Link)).url == "#11-b"


@pytest.mark.parametrize(
    "text", ["## 2 factors\n\n## Why\n\n## How\n", "## 3D\n\n## 2D\n", "## 9 lives\n\n## 5 whys\n"]
)
def test_numbers_that_mean_something_stay(passed: Pass, text: str) -> None:
    before = [line[3:] for line in text.split("\n") if line]
    assert [words for _, _, words in outline(passed(f"# T\n\n{text}", numbering=True))] == before


TOC = [
    "## Table of Contents\n\n- [A](#a)\n  - [B](#b)\n- [C](#c)\n",
    "Contents:\n\n1. [A](#a)\n2. [B](#b)\n3. [C](#c)\n",
    "- [A](#a)\n- [B](#b)\n- [C](#c)\n",
    "- [A](#a)\n- [B](#b-is-gone)\n- [C](#c)\n",
    "## Contents\n\n- A\n- B\n- C\n",
    "<details><summary>Table of Contents</summary>\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n</details>\n",
]


@pytest.mark.parametrize("toc", TOC)
def test_contents_made_by_hand_give_way(passed: Pass, toc: str) -> None:
    text = f"# T\n\n{toc}\n## A\n\n### B\n\n## C\n"
    document = passed(text, contents_depth=2)
    assert [type(block) for block in document.blocks] == [d.Header, d.Header, d.Header]
    assert passed.codes == ["SX714"]


@pytest.mark.parametrize(
    "items",
    [
        "- [A1](#a1)\n- [A2](#a2)\n- [A3](#a3)\n",  # what a section goes on to describe
        "It has these parts:\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n",
        "- A\n- B\n- C\n",
    ],
)
def test_lists_of_headings_that_the_text_is_about_stay(passed: Pass, items: str) -> None:
    text = f"# T\n\n## A\n\nText.\n\n{items}\n### A1\n\n### A2\n\n### A3\n\n## B\n\n## C\n"
    document = passed(text, contents_depth=3)
    assert len(list(walk.find(document.blocks, d.ListItem))) == 3
    assert passed.codes == []


def test_contents_that_are_called_so_may_call_a_heading_wrongly(passed: Pass) -> None:
    entries = "- [A](#a)\n- [B](#b)\n- [C](#c)\n- [D](#d)\n- [Es](#es)\n"
    sections = "## A\n\n## B\n\n## C\n\n## D\n\n## E\n"
    announced = passed(f"# T\n\n## Contents\n\n{entries}\n{sections}", contents_depth=2)
    assert [type(block) for block in announced.blocks] == [d.Header] * 5
    assert type(passed(f"# T\n\n{entries}\n{sections}", contents_depth=2).blocks[0]) is d.BulletList


@pytest.mark.parametrize("toc", TOC)
def test_contents_made_by_hand_stay_where_the_style_makes_none(passed: Pass, toc: str) -> None:
    document = passed(f"# T\n\n{toc}\n## A\n\n### B\n\n## C\n", contents_depth=0)
    assert "SX714" not in passed.codes
    assert len(document.blocks) >= 4


@pytest.mark.parametrize(
    "items", ["- [A](#a)\n- [B](#b) is new\n- [C](#c)\n", "- [A](#a)\n- [B](#b)\n", "- x\n- y\n- z\n"]
)
def test_other_lists_are_no_contents(passed: Pass, items: str) -> None:
    document = passed(f"# T\n\n{items}\n## A\n\n## B\n\n## C\n")
    assert type(document.blocks[0]) is d.BulletList


def test_contents_have_what_those_made_by_hand_went_deeper_to(passed: Pass) -> None:
    toc = "- [A](#a)\n  - [B](#b)\n    - [C](#c)\n- [D](#d)\n"
    text = f"# T\n\n{toc}\n## A\n\n### B\n\n#### C\n\n## D\n\n### E\n\n## F\n"
    for depth, expected in ((2, "A B C D E F"), (1, "A B C D F")):
        document = passed(text, contents_depth=depth)
        assert [type(block) for block in document.blocks] == [d.Header] * 6
        assert " ".join(walk.plain(entry.content) for entry in document.contents) == expected


def test_contents_that_would_be_worth_no_page_stay(passed: Pass) -> None:
    text = "# T\n\n- [A](#a)\n  - [B](#b)\n  - [C](#c)\n\n## A\n\n### B\n\n### C\n"
    assert type(passed(text, contents_depth=1).blocks[0]) is d.BulletList
    assert type(passed(text, contents_depth=2).blocks[0]) is d.Header


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "{:toc}"])
def test_what_other_programs_put_contents_in_the_place_of_gives_way(passed: Pass, mark: str) -> None:
    text = f"# T\n\nContents\n\n{mark}\n\n## A\n\n## B\n\n## C\n"
    assert [type(block) for block in passed(text, contents_depth=2).blocks] == [d.Header] * 3
    assert passed.codes == ["SX714"]


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "{:toc}", "[[_TOSP_]]", "* TOC\n{:toc}"])
@pytest.mark.parametrize("depth", [0, 2])
def test_such_a_mark_is_left_out_where_no_contents_are_made(passed: Pass, mark: str, depth: int) -> None:
    document = passed(f"# T\n\nOne.\n\n{mark}\n\n## A\n", contents_depth=depth)
    assert walk.plain(document.blocks) == "One. A"
    assert passed.codes == ["SX714"]


def test_a_mark_in_the_first_line_of_a_paragraph_leaves_the_others(passed: Pass) -> None:
    document = passed("# T\n\n[[_TOC_]]\nOne [TOC] two.\n\n## A\n", contents_depth=2)
    assert walk.plain(document.blocks) == "One [TOC] two. A"


def test_an_authors_division_is_no_wish_for_contents(passed: Pass) -> None:
    document = passed("# T\n\n::: {.contents-wish names=a}\ntext\n:::\n\n## A\n", contents_depth=2)
    assert walk.plain(document.blocks[:1]) == "text"


def test_a_title_that_sections_go_on_from_loses_its_number_with_them(passed: Pass) -> None:
    contents = "- [1. T](#1-t)\n- [2. A](#2-a)\n- [3. B](#3-b)\n- [4. C](#4-c)\n\n"
    text = f"# 1. T\n\n{contents}# 2. A\n\n# 3. B\n\n# 4. C\n"
    document = passed(text, numbering=True)
    assert walk.plain(document.meta.title) == "T"
    assert [(number, words) for _, number, words in outline(document)] == [("1", "A"), ("2", "B"), ("3", "C")]
    assert walk.plain(passed("# 7 T\n\n## 1. A\n\n## 2. B\n", numbering=True).meta.title) == "7 T"


def test_contents_list_the_headings_down_to_the_styles_depth(passed: Pass) -> None:
    document = passed("# T\n\n## A\n\n### B[^1]\n\n#### C\n\n[^1]: note\n", contents_depth=2, numbering=True)
    assert [
        (entry.level, entry.number, entry.target, walk.plain(entry.content)) for entry in document.contents
    ] == [
        (1, "1", "a", "A"),
        (2, "1.1", "b", "B"),
    ]
    assert not any(
        isinstance(node, d.Note) for entry in document.contents for node in walk.nodes(entry.content)
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("# T\n\n## A\n\n#### B\n\n##### C\n\n## D\n\n#### E\n", ["SX712"]),
        ("# T\n\n## A\n\n# B\n\n# C\n", ["SX711"]),
        ("---\ntitle: T\n---\n# T\n\n## A\n", ["SX715"]),
        ("---\ntitle: T\n---\n## A\n\n### B\n", []),
        ("## A\n\n## B\n", ["SX710"]),
        ("# T\n\n### A\n\n### B\n", []),
    ],
)
def test_what_is_mended_in_headings_is_told_once(passed: Pass, text: str, codes: list[str]) -> None:
    passed(text)
    assert [(said.code, said.severity) for said in passed.said] == [(code, "info") for code in codes]


@pytest.mark.parametrize(
    ("heading", "title", "said"),
    [
        ("## Purpose\n\n### Scope", "Ledger", ""),
        ("## Purpose", "Ledger", ""),
        ("## Ledger of payments\n\n### Scope", "Ledger of payments", "shown once"),
        ("# Purpose", "Purpose", "is not shown, the heading is the title: Ledger"),
        ("# PRD: Ledger", "Ledger", "shown once"),
    ],
)
def test_no_title_of_the_front_matter_is_lost_in_silence(
    passed: Pass, heading: str, title: str, said: str
) -> None:
    document = passed(f"---\ntitle: Ledger\n---\n{heading}\n\nIt is this.\n")
    assert walk.plain(document.meta.title) == title
    assert [said in one.message for one in passed.said if one.code == "SX715"] == [True] * bool(said)


def test_what_announces_contents_by_hand_is_left_out_with_them(passed: Pass) -> None:
    entries = "- [A](#a)\n- [B](#b)\n- [C](#c)\n\n"
    text = f"# T\n\nTable of Contents, generated by a tool\n\n{entries}## A\n\n## B\n\n## C\n"
    document = passed(text, contents_depth=2)
    assert [type(block) for block in document.blocks] == [d.Header] * 3
    (said,) = passed.said
    assert (said.code, said.pos and (said.pos.line, said.pos.end_line)) == ("SX714", (3, 7))
