"""Figures, captions, and the bytes of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import document as d
from specexport import walk
from specexport.contracts import Diagnostic, SpecExportError

if TYPE_CHECKING:
    from passes.conftest import Pass


def test_a_picture_alone_in_its_paragraph_is_a_figure(passed: Pass) -> None:
    document = passed('# T\n\n![Alt](a.png)\n\ntext ![b](b.png)\n\n- [![Alt](c.png "The title")](c.md)\n')
    figures = list(walk.find(document.blocks, d.Figure))
    assert [(figure.number, walk.plain(figure.caption)) for figure in figures] == [
        ("1", "Alt"),
        ("2", "The title"),
    ]


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
            raise SpecExportError(Diagnostic("SX730", "picture none.png is not there", "error", hint="look"))
        return d.Media(b"bytes", "image/png")


def test_pictures_are_loaded_once_and_remote_ones_never(passed: Pass) -> None:
    passed.context.resources = pictures = Pictures()
    document = passed(
        "# T\n\n![](a.png) ![](a.png) ![](none.png)\n\n![](https://e.com/x.png) ![](//e.com/y.png)\n"
    )
    assert pictures.asked == ["a.png", "none.png"]
    assert set(document.media) == {"a.png"}
    assert [(said.code, said.severity, said.pos and said.pos.line) for said in passed.said] == [
        ("SX730", "warning", 3),
        ("SX731", "warning", 5),
        ("SX731", "warning", 5),
    ]
    assert passed.said[0].hint == "look"
