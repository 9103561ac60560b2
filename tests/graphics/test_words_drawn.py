"""Conservation: words that a drawing lacks are named, and sizes that nothing can have."""

from __future__ import annotations

import pytest
from lxml import etree

from specexport.graphics.conservation import impossible, missing, words
from specexport.graphics.svg import seen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order<br>POST /orders", ["order", "br", "post", "orders"]),
        ("US$ 5, 30 %; a_b-c", ["us", "$", "5", "30", "a", "b", "c"]),
        ("客户 订单 v2", ["客", "户", "订", "单", "v2"]),
        ("Größe ≤ 3 €", ["grösse", "≤", "3", "€"]),
        ("in\u00adter\u200bnal ﬁle", ["internal", "file"]),
        ("नमस्ते ✔\ufe0f", ["नमस्ते", "✔"]),
        ("", []),
    ],
)
def test_words_are_letters_digits_and_signs_that_mean_something(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("wanted", "drawn", "lost"),
    [
        ("one two", "two One", ""),
        ("one two", "one", "two"),
        ("one two", "onetwo", "one two"),
        ("a a", "a", "a"),
        ("incomprehensible", "incompre-\nhensible", ""),
        ("incomprehensible", "incompre- x hensible", "incomprehensible"),
        ("ab a b", "a b", "ab"),
        ("λ per second", "per second", "λ"),
        ("US$ 5", "US 5", "$"),
    ],
)
def test_what_is_not_drawn_is_named(wanted: str, drawn: str, lost: str) -> None:
    assert " ".join(missing(words(wanted), words(drawn))) == lost


@pytest.mark.parametrize("size", [(1, 1), (12_000, 0.5)])
def test_a_size_that_can_be(size: tuple[float, float]) -> None:
    assert impossible(*size) == ""


@pytest.mark.parametrize(
    "size", [(10, -19954.85), (0, 4), (float("nan"), 4), (4, float("inf")), (2e6, 4), (4, 1e300)]
)
def test_a_size_that_cannot_be(size: tuple[float, float]) -> None:
    assert impossible(*size)


def shown(content: str, box: str = "0 0 100 50") -> list[str]:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{content}</svg>'
    return seen.lines(etree.fromstring(text))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<text x="9" y="20">one <tspan font-weight="bold">t</tspan>wo</text>', ["one two"]),
        ('<text><tspan x="9" y="20">one</tspan><tspan x="9" dy="16">two</tspan></text>', ["one", "two"]),
        ('<text x="9" y="20">x<tspan dy="-6" font-size="70%">2</tspan></text>', ["x2"]),
        ('<text x="9" y="20"><tspan>one</tspan><tspan dy="1.1em">two</tspan></text>', ["one", "two"]),
        ('<g display="none"><text y="9">x</text></g><text y="9" style="visibility: hidden">y</text>', []),
        ('<title>t</title><defs><text id="a">unused</text></defs>', []),
        ('<defs><text id="a">used</text></defs><use href="#a" y="20"/>', ["used"]),
        ('<text x="9" y="-19954">above</text>', []),
        ('<g transform="translate(0,-30)"><text x="9" y="40">moved up</text></g>', ["moved up"]),
        ('<g transform="translate(0,-30) scale(2)"><text x="9" y="9">out</text></g>', []),
        ('<text transform="rotate(-90)" x="-40" y="20">along</text>', ["along"]),
        ('<text transform="matrix(0 -1 1 0 20 40)">along</text>', ["along"]),
        ('<text x="104" y="20" text-anchor="end">inside</text>', ["inside"]),
        ('<text x="104" y="20">outside</text>', []),
        (
            '<foreignObject width="90" height="40"><ul xmlns="http://www.w3.org/1999/xhtml">'
            "<li>one</li><li>two</li></ul></foreignObject>",
            ["one", "two"],
        ),
    ],
)
def test_what_is_seen_of_text(content: str, expected: list[str]) -> None:
    assert shown(content) == expected
