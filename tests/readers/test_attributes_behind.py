"""Attributes in braces behind links and pictures are taken whole, whatever marks of Markdown are in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

FORMS = ("{%s}\n", "# {%s}\n", "- {%s}\n", "| {%s} |\n|---|\n", "> {%s} *on*\n", "See {%s}, then *this*.\n")
BEHIND = (
    '{:target="_blank"}',
    '{target="_blank" rel="noopener"}',
    "{: .btn target=_blank }",
    "{:target=_blank :rel=nofollow}",
    '{title="a *b* [c] `d` <e> http://e.com"}',
    "{.external download}",
    '{: target="_blank"\nrel="noopener"}',
    "{width=20% alt='x [y](z) _w_'}",
)


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("[guide](https://e.com/a_b)", d.Link),
        ("[guide][ref]", d.Link),
        ("[ref]", d.Link),
        ("![guide](flow.png)", d.Image),
        ("<https://e.com/>", d.Link),
        ("[![a](b.png)](https://e.com)", d.Link),
    ],
)
def test_attributes_are_taken_whole(
    read: Read, form: str, written: str, kind: type[d.Link | d.Image], behind: str
) -> None:
    if form[0] in "#|>" and "\n" in behind:
        return
    document = read((form % "x").replace("{x}", written + behind) + "\n[ref]: https://e.com\n")
    (node,) = walk.find(document.blocks, kind)
    assert node.attr != d.NO_ATTR
    assert not any(mark in walk.plain(document.blocks) for mark in ("{", "}", "blank", "rel"))
    assert walk.plain(read("See [g](u)" + behind + ", then *this*.\n").blocks) == "See g, then this."


@pytest.mark.parametrize(
    "behind", ["{name}", "{your name}", "{.cls and words}", "{}", "{#1 of 2}", "{a: b}", "{:}", "{{x}}"]
)
def test_other_braces_stay_text(read: Read, behind: str) -> None:
    document = read(f"[guide](https://e.com){behind}\n")
    assert walk.plain(document.blocks) == f"guide{behind}"


def test_no_braces_take_long_to_read(read: Read) -> None:
    text = "[x](y){:" + "ab " * 20_000 + "!\n\n[x](y){a=b" + " download" * 20_000 + "\n"
    assert read(text).blocks
