"""What looks like a reference by name and is none stays what it is, written as Markdown and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import specexport
from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOW = d.Header(level=2, content=(d.Str(text="Flow"),), attr=d.Attr(id="flow"))
TEXTS = (
    "@sec:flow",
    "see @sec:flow and @fig-flow",
    "[see @sec:flow; @fig:x] [-@sec:flow]",
    "@Sec:flow, @sec:flow @sec:flow: @eq-flow.",
    "\\@sec:flow @sec:flow",
    "*@sec:flow* `@sec:flow` @@sec:flow",
    "a@b.c x@sec:flow /@sec:flow (@sec:flow)",
    "@sec:flow|x @lst:flow_b",
)


def shapes(text: str) -> Iterator[d.Block]:
    """Yield blocks that hold a text, in all the places where Markdown escapes otherwise."""
    words = d.Str(text=text)
    para = d.Para(content=(words,))
    marked = d.Para(content=(d.Str(text="before "), d.Strong(content=(words,)), d.Str(text=" "), words))
    cells = (d.Cell(content=(para,)), d.Cell(content=(marked,)))
    yield from (
        para,
        marked,
        d.BlockQuote(content=(para,)),
        d.BulletList(items=(d.ListItem(content=(para,)),)),
    )
    yield d.Table(columns=(d.Column(), d.Column()), head=(d.Row(cells=cells),), body=(d.Row(cells=cells),))
    yield d.Para(content=(d.Str(text="noted"), d.Note(content=(para,))))


def read_again(block: d.Block) -> d.Document:
    written = specexport.render(d.Document(blocks=(d.Para(content=(d.Str(text="Go."),)), FLOW, block)), "md")
    return specexport.read(Source(written, "a.md"))


@pytest.mark.parametrize("text", TEXTS)
def test_words_that_look_like_references_stay_words(text: str) -> None:
    for block in shapes(text):
        again = read_again(block)
        assert not [link for link in walk.find(again.blocks, d.Link) if link.url.startswith("#")]
        assert walk.plain(again.blocks[2:]).split() == walk.plain([block]).split()


PIECES = ("@", "sec", "fig", ":", "-", "flow", "Flow", " ", "[", "]", ";", "\\", "x", "*", "_")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_text_becomes_a_reference_by_being_written(text: str) -> None:
    again = read_again(d.Para(content=(d.Str(text=f"a {text} z"),)))
    assert not [link for link in walk.find(again.blocks, d.Link) if link.url.startswith("#")]
