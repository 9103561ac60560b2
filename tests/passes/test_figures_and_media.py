"""Figures, captions, and the bytes of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from passes.conftest import Pass


def test_a_picture_alone_in_its_paragraph_is_a_figure(passed: Pass) -> None:
    document = passed('# T\n\n![Alt](a.png)\n\ntext ![b](b.png)\n\n- [![Alt](c.png "The title")](c.md)\n')
    figures = list(walk.find(document.blocks, d.Figure))
    assert [(figure.number, walk.plain(figure.caption)) for figure in figures] == [
        ("1", "Alt"),
        ("2", "The title"),
    ]


def _rows(document: d.Document) -> list[list[tuple[str, str, str]]]:
    """Return number, caption and width of each figure in each row."""
    return [
        [
            (figure.number, walk.plain(figure.caption), figure.attr.get("width"))
            for figure in div.content
            if isinstance(figure, d.Figure)
        ]
        for div in walk.find(document.blocks, d.Div)
        if "side-by-side" in div.attr.classes
    ]


def test_pictures_alone_in_their_paragraph_stand_side_by_side(passed: Pass) -> None:
    document = passed('# T\n\n![x](x.png)\n\n![A](a.png)\n[![B](b.png "Bee")](c.md)\n\n![y](y.png)\n')
    assert _rows(document) == [[("2", "A", ""), ("3", "Bee", "")]]
    assert [figure.number for figure in walk.find(document.blocks, d.Figure)] == ["1", "2", "3", "4"]


def test_widths_in_percent_are_those_of_the_figures(passed: Pass) -> None:
    document = passed("# T\n\n![A](a.png){width=60%} ![B](b.png){width=300px}\n")
    assert _rows(document) == [[("1", "A", "60%"), ("2", "B", "")]]
    assert [image.attr.pairs for image in walk.find(document.blocks, d.Image)] == [
        (),
        (("width", "300px"),),
    ]


def test_a_caption_below_a_row_is_that_of_all(passed: Pass) -> None:
    document = passed('# T\n\n![A](a.png "Left") ![B](b.png)\n\nFigure 1: Both\n\n![C](c.png)\n')
    both, last = (block for block in document.blocks if isinstance(block, d.Figure))
    assert (both.number, walk.plain(both.caption), last.number) == ("1", "Both", "2")
    assert _rows(document) == [[("", "Left", ""), ("", "", "")]]


@pytest.mark.parametrize(
    ("count", "width", "lengths"),
    [(2, "", [2]), (4, "", [4]), (5, "", [3, 2]), (6, "", [3, 3]), (9, "", [3, 3, 3]), (4, "50%", [2, 2])],
)
def test_long_rows_are_divided(passed: Pass, count: int, width: str, lengths: list[int]) -> None:
    attribute = f"{{width={width}}}" if width else ""
    text = " ".join(f"![{name}]({name}.png){attribute}" for name in range(count))
    assert [len(row) for row in _rows(passed(f"# T\n\n{text}\n"))] == lengths


@pytest.mark.parametrize(
    "text",
    [
        "![A](https://a.com/a.svg) ![B](https://a.com/b.svg)",
        "![A](a.png)\\\n![B](b.png)",
        "![A](a.png) and ![B](b.png)",
        "| ![A](a.png) ![B](b.png) |\n|---|",
    ],
)
def test_badges_and_pictures_in_text_stay_where_they_are(passed: Pass, text: str) -> None:
    document = passed(f"# T\n\n{text}\n")
    assert list(walk.find(document.blocks, d.Figure)) == []


def test_a_picture_in_a_cell_or_footnote_stays_a_picture(passed: Pass) -> None:
    document = passed("# T\n\n| a |\n|---|\n| ![x](x.png) |\n\nq[^1]\n\n[^1]: ![y](y.png)\n")
    assert list(walk.find(document.blocks, d.Figure)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Table: Costs\n\n| a |\n|---|\n| b |\n",
        ": Costs\n\n| a |\n|---|\n| b |\n",
        "| a |\n|---|\n| b |\n\nTable 4: Costs\n",
        "**Table 1.2 – Costs**\n\n| a |\n|---|\n| b |\n",
    ],
)
def test_a_table_takes_its_caption(passed: Pass, text: str) -> None:
    (table,) = passed(f"# T\n\n{text}").blocks
    assert isinstance(table, d.Table)
    assert (table.number, walk.plain(table.caption)) == ("1", "Costs")


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("![Figure 1: The flow](a.png)\n", "The flow"),
        ("![Fig. 2 - The flow](a.png)\n", "The flow"),
        ("![Abbildung 3. Der Fluss](a.png)\n", "Der Fluss"),
        ("![a](a.png)\n\n**Figure 1: The flow**\n", "The flow"),
        ("![a](a.png)\n\n*Fig 1.2: The `flow`*\n", "The flow"),
        ("![Figures of speech](a.png)\n", "Figures of speech"),
        ("![a](a.png)\n\nFigures are below.\n", "a"),
    ],
)
def test_a_label_typed_by_hand_gives_way(passed: Pass, text: str, caption: str) -> None:
    (figure,) = walk.find(passed(f"# T\n\n{text}").blocks, d.Figure)
    assert (figure.number, walk.plain(figure.caption)) == ("1", caption)


def test_a_table_without_caption_has_no_number(passed: Pass) -> None:
    (table,) = walk.find(passed("# T\n\nTables: x\n\n| a |\n|---|\n| b |\n").blocks, d.Table)
    assert (table.number, table.caption) == ("", ())


class Pictures:
    """Has every picture but `none.png`, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def load(self, url: str) -> d.Media:
        self.asked.append(url)
        if url == "none.png":
            raise SpecExportError(Diagnostic("SX403", "picture none.png is not there", "error", hint="look"))
        return d.Media(b"bytes", "image/png")


def test_pictures_are_loaded_once_and_remote_ones_never(passed: Pass) -> None:
    pictures = Pictures()
    passed.context = replace(passed.context, resources=pictures)
    document = passed(
        "# T\n\n![](a.png) ![](a.png) ![](none.png)\n\n![](https://e.com/x.png) ![](//e.com/y.png)\n"
    )
    assert pictures.asked == ["a.png", "none.png"]
    assert set(document.media) == {"a.png"}
    assert [(said.code, said.severity, said.pos and said.pos.line) for said in passed.said] == [
        ("SX403", "warning", 3),
        ("SX731", "warning", 5),
        ("SX731", "warning", 5),
    ]
    assert passed.said[0].hint == "look"


@pytest.mark.parametrize(
    "text",
    [
        "Table: Costs {#here}\n\n| a |\n|---|\n| b |\n",
        "| a |\n|---|\n| b |\n\nTable 4: Costs {#here}\n",
        "![A](a.png)\n\nFigure 2: Costs {#here}\n",
    ],
)
def test_a_caption_may_name_what_it_stands_beside(passed: Pass, text: str) -> None:
    (block, reference) = passed(f"# T\n\n{text}\n[x](#here)\n").blocks
    assert isinstance(block, d.Table | d.Figure)
    assert (block.attr.id, walk.plain(block.caption)) == ("here", "Costs")
    assert [link.url for link in walk.find([reference], d.Link)] == ["#here"]
