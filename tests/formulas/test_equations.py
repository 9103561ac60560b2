"""Equations that have a label are numbered, and references show the number."""

from __future__ import annotations

import pytest

from specexport import document as d
from specexport import files, style, walk
from specexport.contracts import Context, Diagnostic
from specexport.passes import equations


def passed(*formulas: tuple[str, bool]) -> tuple[list[str], list[Diagnostic]]:
    reports: list[Diagnostic] = []
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)
    nodes = tuple(d.Math(text=text, display=display) for text, display in formulas)
    document = equations.run(d.Document(blocks=(d.Para(content=nodes),)), context)
    return [node.text for node in walk.nodes(document.blocks) if isinstance(node, (d.Math, d.Str))], reports


def test_labels_are_numbered_in_order_and_referred_to() -> None:
    texts, reports = passed(
        (r"\eqref{b}", False), (r"x \label{a}", True), (r"y \label{b}", True), (r"\ref{a}", False)
    )
    assert texts == ["(2)", r"x \tag{1}", r"y \tag{2}", "1"]
    assert reports == []


def test_a_number_of_the_authors_stays() -> None:
    texts, _ = passed((r"x \tag{A} \label{a}", True), (r"\eqref{a}", False), (r"y \label{b}", True))
    assert texts == [r"x \tag{A} \label{a}", "(A)", r"y \tag{1}"]


def test_references_within_formulas_are_text() -> None:
    texts, _ = passed((r"x \label{a}", True), (r"y = 2 \text{ by } \eqref{a}", False))
    assert texts[1] == r"y = 2 \text{ by } \text{(1)}"


def test_what_is_not_there_is_told() -> None:
    texts, reports = passed((r"\eqref{nothing}", False))
    assert texts == ["(?)"]
    assert [report.code for report in reports] == ["SX757"]


@pytest.mark.parametrize("text", ["x^2", r"\text{ref}", r"x \tag{1}"])
def test_other_formulas_stay(text: str) -> None:
    assert passed((text, True)) == ([text], [])
