"""What cells of one word mean, and what both renderers have to agree on about it."""

import pytest

from specexport.model import document as d
from specexport.renderers.common.cell_meaning import METHODS, Meaning, alone, meaning, numeric
from specexport.renderers.common.code_languages import language
from specexport.renderers.docx.styles.properties import METHODS as STYLED

STATUSES = ("In Review", "Done")


def cell(*content: d.Inline) -> d.Cell:
    return d.Cell(content=(d.Para(content=content),))


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("GET", "Method", Meaning("method", "GET", "GET")),
        ("get", "Method", None),
        ("Moderate", "Likelihood of it", Meaning("grade", "medium", "Moderate")),
        ("Moderate", "Climate", None),
        ("in review", " Status ", Meaning("status", "in review", "in review")),
        ("in review", "Statute", None),
        ("Unheard of", "Status", None),
    ],
)
def test_one_word_means_something_below_some_headings(text: str, topic: str, expected: Meaning | None):
    assert meaning(cell(d.Str(text=text)), topic, STATUSES) == expected
    assert meaning(cell(d.Strong(content=(d.Code(text=text),))), topic, STATUSES) == expected


def test_nothing_is_lost_by_showing_a_meaning():
    linked = d.Link(content=(d.Str(text="GET"),), url="#a")
    assert meaning(cell(linked), "Method", STATUSES) is None
    two = d.Cell(content=(*cell(d.Str(text="GET")).content, *cell(d.Str(text="x")).content))
    assert (meaning(two, "Method", STATUSES), alone(two)) == (None, None)


def test_every_method_has_a_style_in_word():
    assert set(STYLED) == METHODS


@pytest.mark.parametrize("text", ["1", "-12.5", "1,000", "≤ 20 ms", "$40", "99.9 %"])
def test_numbers_with_and_without_units_are_numbers(text: str):
    assert numeric([text, "", "n/a"])


@pytest.mark.parametrize("texts", [[], ["", "–"], ["1", "two"], ["2026-01-02"], ["1" * 15]])
def test_other_columns_are_not(texts: list[str]):
    assert not numeric(texts)


@pytest.mark.parametrize(
    ("classes", "name"),
    [
        (("cpp",), "C++"),
        (("sql",), "SQL"),
        (("Kotlin",), "Kotlin"),
        (("rust",), "Rust"),
        (("YML",), "YAML"),
        (("text",), ""),
        (("numberLines",), ""),
        (("python", "numberLines"), "Python"),
        ((), ""),
    ],
)
def test_languages_are_called_what_people_call_them(classes: tuple[str, ...], name: str):
    assert language(d.CodeBlock(text="x", attr=d.Attr(classes=classes))) == name


def test_only_what_is_asked_for_is_seen() -> None:
    cell = d.Cell(content=(d.Para(content=(d.Str(text="GET"),)),))
    assert meaning(cell, "Method", ()) is not None
    assert meaning(cell, "Method", (), {"grade", "status"}) is None
