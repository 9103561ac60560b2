"""Paths with spaces in the targets of links and pictures, as people and other programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read


@pytest.mark.parametrize(
    ("written", "url", "title"),
    [
        ("![x](order flow.png)", "order%20flow.png", ""),
        ('![x](img dir/order flow.png "Title of it")', "img%20dir/order%20flow.png", "Title of it"),
        ("![x]( ../a b/c (1).svg )", "../a%20b/c%20(1).svg", ""),
        ("![x](Bild über Größe.jpeg 'T')", "Bild%20%C3%BCber%20Gr%C3%B6%C3%9Fe.jpeg", "T"),
        ("![x](Screenshot 2026-03-01 at 10.20.30.png)", "Screenshot%202026-03-01%20at%2010.20.30.png", ""),
    ],
)
def test_pictures(read: Read, written: str, url: str, title: str) -> None:
    (image,) = walk.find(read(f"See {written}.\n").blocks, d.Image)
    assert (image.url, image.title, walk.plain(image.content)) == (url, title, "x")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("[guide](my guide.md)", "my%20guide.md"),
        ("[guide](../How to/my guide.md#first-part)", "../How%20to/my%20guide.md#first-part"),
        ('[guide](Q3 report.XLSX "Figures")', "Q3%20report.XLSX"),
    ],
)
def test_links(read: Read, written: str, url: str) -> None:
    (link,) = walk.find(read(f"- {written} is there\n").blocks, d.Link)
    assert (link.url, walk.plain(link.content)) == (url, "guide")


@pytest.mark.parametrize(
    "text",
    ["[x](see below)", "[x](in version 1.2 of it)", "[x](a b) c.md)", "![x](a flow)", "[x](the notes.ok)"],
)
def test_words_in_brackets_stay_words(read: Read, text: str) -> None:
    assert walk.plain(read(f"{text}\n").blocks) == text
