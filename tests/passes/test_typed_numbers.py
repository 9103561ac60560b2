"""Numbers typed into headings are taken off in every shape, where the author numbers headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import handmade_numbers
from specexport.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = (
    ("1.", "1.1", "2.", "3."),
    ("1", "1.1.", "2", "3"),
    ("1\\.", "1.1", "2\\.", "3\\."),
    ("I.", "A.", "II.", "III."),
    ("I)", "(a)", "II)", "III)"),
    ("A.", "1.", "B.", "C."),
    ("Section 1:", "1.1", "Section 2:", "Section 3:"),
    ("Chapter I.", "(1)", "Chapter II.", "Chapter III."),
    ("Kapitel 1", "a)", "Kapitel 2", "Kapitel 3"),
    ("§ 1", "(1)", "§ 2", "§ 3"),
    ("一、", "（一）", "二、", "三、"),
    ("第一章", "1.1", "第二章", "第三章"),
    ("第1章", "1、", "第2章", "第3章"),
    ("1．", "（1）", "2．", "3．"),
    ("제1장", "1.1", "제2장", "제3장"),
)
FORMS = ("{} {}", "**{} {}**", "**{}** {}", "*{} {}*")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("shape", SHAPES)
def test_they_are_taken_off(make_context: Callable[..., Any], shape: tuple[str, ...], form: str) -> None:
    words = ("概述 x", "Parts `y`", "Design", "Risks")
    lines = [
        f"{'###' if at == 1 else '##'} {form.format(number, words[at])}" for at, number in enumerate(shape)
    ]
    document = markdown.read(Source("\n\n".join(lines).encode(), "spec.md"), make_context())
    found = handmade_numbers.unnumbered(document.blocks)
    assert [walk.plain([node]) for node in walk.find(found, d.Header)] == [
        word.replace("`", "") for word in words
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Section 1", "Section 2", "Section 3"),
        ("3 ways to fail", "Other", "More"),
        ("I. am here", "Other", "More"),
        ("A. Lovelace", "C. Babbage", "G. Boole"),
        ("V. Design", "VI. Risks", "Scope"),
        ("Phase 1", "Phase 2", "Phase 3"),
        ("第三者", "二次元", "一覧"),
        ("2026 plan", "2027 plan", "Later"),
        ("API v1", "API v2", "1"),
    ],
)
def test_what_is_no_number_stays(make_context: Callable[..., Any], headings: tuple[str, ...]) -> None:
    text = "\n\n".join(f"## {heading}" for heading in headings)
    document = markdown.read(Source(text.encode(), "spec.md"), make_context())
    assert handmade_numbers.first_numbered(document.blocks) is None
    assert handmade_numbers.unnumbered(document.blocks) is document.blocks


def test_letters_below_count_their_own_section(make_context: Callable[..., Any]) -> None:
    text = "## 1. One\n\n### A. First\n\n### B. Second\n\n## 2. Two\n\n### C. elegans\n\n### A. First\n"
    document = markdown.read(Source(text.encode(), "spec.md"), make_context())
    found = handmade_numbers.unnumbered(document.blocks)
    headings = [walk.plain([node]) for node in walk.find(found, d.Header)]
    assert headings == ["One", "First", "Second", "Two", "C. elegans", "First"]
