"""Equations that have a label are numbered, and references show the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core.context import Context
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import equations
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic


def passed(*content: d.Inline, ids: tuple[str, ...] = ()) -> tuple[tuple[d.Block, ...], list[Diagnostic]]:
    reports: list[Diagnostic] = []
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)
    headings = tuple(d.Header(level=1, content=(), attr=d.Attr(name)) for name in ids)
    document = d.Document(blocks=(*headings, d.Para(content=content)))
    return equations.run(document, context).blocks[len(ids) :], reports


def shown(text: str) -> d.Math:
    return d.Math(text=text, display=True)


def inline(text: str) -> d.Math:
    return d.Math(text=text)


def numbered(blocks: tuple[d.Block, ...]) -> list[tuple[str, str, str]]:
    """Return id, formula and number of every numbered formula."""
    found = [div for div in walk.find(blocks, d.Div) if "equation" in div.attr.classes]
    return [
        (div.attr.id, next(walk.find([div], d.Math)).text, walk.plain(walk.find([div], d.Span)))
        for div in found
    ]


def links(blocks: tuple[d.Block, ...]) -> list[tuple[str, str]]:
    return [(walk.plain(link.content), link.url) for link in walk.find(blocks, d.Link)]


def test_labels_are_numbered_in_order_and_linked_to() -> None:
    blocks, reports = passed(
        inline(r"\eqref{b}"),
        shown(r"x \label{a}"),
        shown(r"y \label{eq: b}"),
        inline(r"\ref{a}"),
        inline(r"\eqref{eq: b}"),
    )
    assert numbered(blocks) == [("a", "x", "(1)"), ("eq:-b", "y", "(2)")]
    assert links(blocks) == [("1", "#a"), ("(2)", "#eq:-b")]
    assert [report.code for report in reports] == ["SX757"]


def test_a_number_of_the_authors_stays() -> None:
    blocks, _ = passed(
        shown(r"x \tag{A} \label{a}"),
        inline(r"\eqref{a}"),
        shown(r"y \label{b}"),
        shown(r"z \tag*{B}"),
        shown(r"w \tag{C}"),
    )
    assert numbered(blocks) == [("a", "x", "(A)"), ("b", "y", "(1)"), ("", "z", "B"), ("", "w", "(C)")]
    assert links(blocks) == [("(A)", "#a")]


def test_a_formula_has_one_number_whatever_its_labels() -> None:
    text = r"\begin{aligned} a &= b \label{one} \\ c &= d \label{two} \end{aligned}"
    blocks, _ = passed(shown(text), inline(r"\eqref{two}"), shown(r"x \label{one}"))
    assert [(name, number) for name, _, number in numbered(blocks)] == [("one", "(1)"), ("", "(1)")]
    assert links(blocks) == [("(1)", "#one")]
    assert "label" not in next(walk.find(blocks, d.Math)).text


def test_an_id_is_given_once() -> None:
    blocks, _ = passed(shown(r"x \label{intro}"), inline(r"\eqref{intro}"), ids=("intro",))
    assert numbered(blocks)[0][0] == "intro-equation"
    assert links(blocks) == [("(1)", "#intro-equation")]


def test_a_paragraph_goes_on_after_a_numbered_formula() -> None:
    blocks, _ = passed(
        d.Str(text="Before"), d.SoftBreak(), shown(r"x \label{a}"), d.SoftBreak(), d.Str(text="after.")
    )
    assert [type(block) for block in blocks] == [d.Para, d.Div, d.Para]
    assert [walk.plain([block]) for block in blocks] == ["Before", "x (1)", "after."]


def test_references_within_formulas_are_text() -> None:
    blocks, _ = passed(shown(r"x \label{a}"), inline(r"y = 2 \text{ by } \eqref{a}"))
    assert [node.text for node in walk.find(blocks, d.Math)][1] == r"y = 2 \text{ by } \text{(1)}"


def test_what_is_not_there_is_told() -> None:
    blocks, reports = passed(inline(r"\eqref{nothing}"))
    assert walk.plain(blocks) == "(?)"
    assert [report.code for report in reports] == ["SX757"]


@pytest.mark.parametrize("text", ["x^2", r"\text{ref}"])
def test_other_formulas_stay(text: str) -> None:
    assert passed(shown(text)) == ((d.Para(content=(shown(text),)),), [])


def test_a_label_over_several_lines_is_told_in_one() -> None:
    _, reports = passed(inline("\\eqref{levels\nand more\n# of them}"))
    assert [report.code for report in reports] == ["SX757"]
    assert "\n" not in str(reports[0])
    assert "'levels and more # of them'" in reports[0].message
