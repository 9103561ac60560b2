"""Where pages of a Word file begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wordfile import W, Word, para, text_of

from specexport.model import document as d
from specexport.model.classes import PAGE_BREAK

if TYPE_CHECKING:
    from collections.abc import Callable

    Render = Callable[..., Word]

BREAK = d.Div(content=(), attr=d.Attr(classes=(PAGE_BREAK,)))
RULE = d.HorizontalRule()
LIST = d.BulletList(items=(d.ListItem(content=(d.Para(content=(d.Str(text="item"),)),)),))
CODE = d.CodeBlock(text="code", attr=d.Attr(classes=("sql",)))
TABLE = d.Table(
    columns=(d.Column(),),
    body=(d.Row(cells=(d.Cell(content=(d.Para(content=(d.Str(text="cell"),)), BREAK)),)),),
)
FIGURE = d.Figure(content=(d.Para(content=(d.Str(text="figure"),)),), caption=(d.Str(text="caption"),))
HEADING = d.Header(level=1, content=(d.Str(text="heading"),), attr=d.Attr(id="heading"))
QUOTE = d.BlockQuote(content=(d.Para(content=(d.Str(text="quote"),)),))


def begun(word: Word) -> list[str]:
    """Return the text of the paragraphs that begin pages."""
    return [text_of(one) for one in word.find("//w:body//w:p[w:pPr/w:pageBreakBefore]")]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (para("x"), "x"),
        (HEADING, "heading"),
        (LIST, "item"),
        (CODE, "SQL"),
        (QUOTE, "quote"),
        (FIGURE, "figure"),
        (TABLE, ""),
    ],
)
def test_what_follows_a_page_break_begins_a_page(block: d.Block, words: str, render: Render) -> None:
    word = render(para("a"), BREAK, BREAK, block, para("b"))
    assert begun(word) == [words]
    if type(block) is d.Table:
        (first,) = word.find("//w:body/w:p[w:pPr/w:pageBreakBefore]")
        assert first.getnext().tag == f"{W}tbl"


def test_breaks_at_the_end_and_in_cells_begin_no_page(render: Render) -> None:
    assert not begun(render(para("a"), TABLE, BREAK))
    assert not begun(render(para("a"), RULE, BREAK, BREAK))


def test_a_break_within_an_item_begins_one(render: Render) -> None:
    item = d.ListItem(content=(para("a"), BREAK, para("b")))
    assert begun(render(para("x"), d.BulletList(items=(item,)))) == ["b"]
