"""Inputs made to exhaust a parser are read, within limits that keep every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.core.diagnostics import SpecExportError
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read


def depth(node: d.Node) -> int:
    return 1 + max(map(depth, walk.children(node)), default=0)


@pytest.mark.parametrize(
    "text",
    [
        "*a **a " * 2000 + "word" + " a** a*" * 2000,
        "> " * 5000 + "word",
        "- " * 5000 + "word",
        "> - " * 2000 + "word",
        "[" * 5000 + "word" + "](u)" * 5000,
        "![" * 5000 + "word" + "](u)" * 5000,
        "<b>" * 5000 + "word",
        "<div>\n\n" * 2000 + "word",
        "<table><tr><td>" * 500 + "word",
        "::: a\n" * 500 + "word\n" + ":::\n" * 500,
        "{{#include " + " " * 50_000 + "word\n",
        "{{#include a" + " " * 50_000 + "word\n",
        "{{a" + " " * 50_000 + "word {{" + "{{b " * 5000,
        "x^" * 5000 + "word" + "~y" * 5000,
        ":a" * 20_000 + ": word",
        "![a](b){" + "#a " * 20_000 + "word",
        "a[^0]\n\n" + "".join(f"[^{n}]: word[^{n + 1}]\n\n" for n in range(500)),
    ],
)
def test_nesting_is_bounded_and_the_word_stays(read: Read, text: str) -> None:
    blocks = read(text).blocks
    assert max(map(depth, blocks)) < 120
    assert any("word" in node.text for node in walk.nodes(blocks) if isinstance(node, (d.Str, d.CodeBlock)))


def test_spans_of_a_table_cannot_make_it_huge(read: Read) -> None:
    (table,) = walk.find(read("<table>" + "<tr><td rowspan=9999 colspan=50>a" * 300).blocks, d.Table)
    assert len(table.columns) == 1
    assert len(table.body) == 300


def test_a_footnote_that_is_referred_to_often_is_read_once(read: Read) -> None:
    notes = list(walk.find(read("[^a]" * 500 + "\n\n[^a]: word\n").blocks, d.Note))
    assert len(notes) == 500
    assert len({id(note.content) for note in notes}) == 1


def test_a_text_of_more_links_than_can_be_shown_is_refused_with_its_line(read: Read) -> None:
    with pytest.raises(SpecExportError) as caught:
        read("# T\n\n" + "![[]()" * 40_000 + "\n")
    assert str(caught.value).startswith("spec.md:3:1: error SX022 ")
    blocks = read("[a](b) " * 20_000).blocks
    assert len(list(walk.find(blocks, d.Link))) == 20_000


@pytest.mark.parametrize("mode", ["escape", "drop"])
def test_comments_in_a_row_are_told_from_html_in_one_go(read: Read, mode: str) -> None:
    read.context = replace(read.context, options=replace(read.context.options, raw_html=mode))
    blocks = read("<div>\n" + "<!-- a -->" * 5000 + "word\n</div>\n").blocks
    assert bool(blocks) == (mode == "escape")


@pytest.mark.parametrize("text", ["word\n> quoted\n8.", "word\n> quoted\n8. more", "word\n> quoted\n-"])
def test_an_item_that_cannot_interrupt_a_quotation_goes_on_with_it(read: Read, text: str) -> None:
    paragraph, quotation = read(text).blocks
    assert walk.plain([paragraph]) == "word"
    assert isinstance(quotation, d.BlockQuote)
    assert walk.plain([quotation]) == f"quoted {text.rpartition(chr(10))[2]}"
    assert quotation.pos
    assert quotation.pos.line == 2


@pytest.mark.parametrize(
    "text", ["<table><tr><td><![](<>/t><td>word", "<b><![ word", "<div>\n<![if x]>word\n</div>"]
)
def test_what_only_begins_like_a_section_of_markup_is_read(read: Read, text: str) -> None:
    assert "word" in walk.plain(read(text).blocks)
