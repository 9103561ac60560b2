"""Footnotes at places that can hold none come behind them; rows of a head that say something stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from kitchen_sink import cell, para, row

from specexport.model import document as d
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = d.Note(content=(para(d.Str(text="noteword")),))
LINK = d.Link(content=(d.Str(text="linkword"), NOTE), url="https://example.com")


@pytest.mark.parametrize(
    "document",
    [
        d.Document(blocks=(para(LINK),)),
        d.Document(blocks=(para(d.Link(content=(LINK,), url="https://example.org")),)),
        d.Document(meta=d.Meta(title=(d.Str(text="Title"), NOTE)), blocks=(para(d.Str(text="x")),)),
        d.Document(blocks=(d.Table(columns=(d.Column(),), head=(row(d.Cell(content=(para(NOTE),))),)),)),
    ],
    ids=["link", "link in a link", "title", "head"],
)
def test_footnotes_in_links_titles_and_heads_are_kept(
    document: d.Document, make_context: Callable[..., Any]
) -> None:
    page = flow.render(document, "html", make_context()).data.decode()
    assert page.count("noteword") == 1
    assert page.count('role="doc-noteref"') == 1
    link = page.partition('<a href="https://')[2].partition("</a>")[0]
    assert "doc-noteref" not in link


def test_a_head_of_pictures_without_texts_stays(make_context: Callable[..., Any]) -> None:
    head = row(d.Cell(content=(para(d.Image(content=(), url="missing.png")),)))
    table = d.Table(columns=(d.Column(),), head=(head,), body=(row(cell("x")),))
    page = flow.render(d.Document(blocks=(table,)), "html", make_context()).data.decode()
    assert "<thead>" in page
    assert "missing.png" in page
