"""Sizes of pictures by every spelling become the same pairs, and nothing of them is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import specexport
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk
from specexport.passes.picture_sizes import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.conftest import Read
    from specexport.core.context import Context

Pairs = dict[str, str]
BOTH = {"width": "300", "height": "200"}
SPELLINGS: tuple[tuple[str, Pairs], ...] = (
    ("![a](p.png =300x200)", BOTH),
    ("![a](p.png =300x)", {"width": "300"}),
    ("![a](p.png =x200)", {"height": "200"}),
    ("![a](p.png =300)", {"width": "300"}),
    ("![a](p.png =40%x)", {"width": "40%"}),
    ("![a](p.png =40%)", {"width": "40%"}),
    ("![a](p.png = 300x200 )", BOTH),
    ('![a](p.png =3cmx2.5cm "T")', {"width": "3cm", "height": "2.5cm"}),
    ('![a](p.png "T" =300x200)', BOTH),
    ("![a](<p.png> =300X200)", BOTH),
    ("| c |\n|---|\n| ![a](p.png =300x200) |", BOTH),
    ("- ![a](p.png =300x)", {"width": "300"}),
    ("![a][r]\n\n[r]: p.png =300x200", BOTH),
    ('![a][r]\n\n[r]: <p.png> =x200 "T"', {"height": "200"}),
    ('![a]\n\n[a]: p.png "T" =300x', {"width": "300"}),
    ("![a|300](p.png)", {"width": "300"}),
    ("![a|300x200](p.png)", BOTH),
    ("![a | 300px](p.png)", {"width": "300"}),
    ("![a|40%](p.png)", {"width": "40%"}),
    ("![a|600x400, 50%](p.png)", BOTH),
    ("| c |\n|---|\n| ![a\\|300](p.png) |", {"width": "300"}),
    ("![a|300][r]\n\n[r]: p.png", {"width": "300"}),
    ("![a](p.png){width=40%}", {"width": "40%"}),
    ('![a](p.png){: style="width:150px; border: 0"}', {"width": "150px"}),
    ('![a](p.png){style="max-width: 10em"}', {"max-width": "10em"}),
    ('![a](p.png =300x){style="height: 20pt"}', {"height": "20pt"}),
    ('<img src="p.png" alt="a" style="width:40%">', {"width": "40%"}),
    ('<img src="p.png" alt="a" style="WIDTH: 40% !important; height:auto">', {"width": "40%"}),
    ('<img src="p.png" alt="a" width="600" style="width:30vw">', {"width": "30%"}),
    ('<img src="p.png" alt="a" style="zoom:25%;" />', {"zoom": "25%"}),
    ('<p align="center"><img src="p.png" alt="a" style="zoom:.5"></p>', {"zoom": ".5"}),
    (
        '<figure style="width:40%"><img src="p.png" alt="a"><figcaption>F</figcaption></figure>',
        {"width": "40%"},
    ),
    ('<figure style="width:40%"><img src="p.png" alt="a" width="90"></figure>', {"width": "90"}),
)


def image(document: d.Document) -> d.Image:
    (found,) = walk.find(document.blocks, d.Image)
    return found


@pytest.mark.parametrize(("source", "pairs"), SPELLINGS)
def test_a_size_is_pairs_and_no_text(source: str, pairs: Pairs, read: Read) -> None:
    document = read(source + "\n")
    found = image(document)
    assert dict(found.attr.pairs) == pairs
    assert (found.url, walk.plain(found.content)) == ("p.png", "a")
    assert found.title == ("T" if '"T"' in source else "")
    assert walk.plain(document.blocks).replace("c a", "a") in ("a", "a F")


@pytest.mark.parametrize(
    "source",
    [
        "[a](p.png =300x200)",
        "![a](p.png =x)",
        "![a](p.png =big)",
        "![a] (p.png =300x200)",
        "`![a](p.png =300x200)`",
        "[r]: p.png =300x200",
        "![one|two](p.png)",
        "![a|b300](p.png)",
        '<img src="p.png" style="width: auto; min-width: 4px; height: calc(1px + 2px)">',
        '![a](p.png){style="width: 1px;background:url(x)"',
    ],
)
def test_what_is_no_size_says_none(source: str, read: Read) -> None:
    document = read(f"x {source}\n")
    assert not any(found.attr.pairs for found in walk.find(document.blocks, d.Image))


def test_a_size_of_a_reference_is_that_of_its_picture_and_no_link_has_one(read: Read) -> None:
    document = read("[a][r] ![b][r]\n\n[r]: p.png =300x200\n")
    (link,) = walk.find(document.blocks, d.Link)
    assert (link.url, link.attr.pairs) == ("p.png", ())
    assert dict(image(document).attr.pairs) == BOTH


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        ({"zoom": "25%"}, {"width": "150px"}),
        ({"zoom": ".5", "height": "100px"}, {"height": "50px"}),
        ({"zoom": "100%"}, {}),
        ({"max-width": "100px"}, {"width": "100px"}),
        ({"max-width": "900px"}, {}),
        ({"max-width": "10%"}, {"width": "10%"}),
        ({"width": "100%", "max-width": "200px"}, {"width": "200px"}),
        ({"width": "50px", "max-width": "200px"}, {"width": "50px"}),
        ({"height": "200px", "max-width": "200px"}, {"width": "200px"}),
        ({"max-height": "60px"}, {"height": "60px"}),
        ({"zoom": "50%", "max-width": "100px"}, {"width": "100px"}),
    ],
)
def test_limits_and_zoom_are_of_the_size_of_the_picture(
    asked: Pairs, pairs: Pairs, make_context: Callable[..., Context]
) -> None:
    media = d.Media(b"", "image/png", 600, 300)
    given = d.Image(content=(), url="p.png", attr=d.Attr(pairs=tuple(asked.items())))
    assert dict(settled(given, media, make_context().style).attr.pairs) == pairs
    assert dict(settled(given, None, make_context().style).attr.pairs).keys() <= {"width", "height"}


def test_pages_that_pandoc_reads_say_them_too() -> None:
    source = b'<p>A <img src="p.png" alt="a" style="width:40%"> B</p>'
    found = image(specexport.read(source, options=Options(reader="html")))
    assert dict(found.attr.pairs) == {"width": "40%"}
