"""Info strings of fences: the words of many programs, one form in the model."""

from __future__ import annotations

import pytest

from specexport.model.document import Attr
from specexport.readers.markdown.attributes import of_fence

LINES = "highlight", "3-5,9"


@pytest.mark.parametrize(
    "info",
    [
        "python {3-5,9}",
        "python {3,4,5,9}",
        "python {9, 5-3}",
        'python hl_lines="3-5 9"',
        'python {hl_lines="3 4 5 9"}',
        '{.python hl_lines="9 3-5"}',
        'python {hl_lines=["3-5",9]}',
        "python highlight=3-5,9",
        "{.Python} {3-4, 4-5, 9}",
    ],
)
def test_lines_to_highlight_are_ranges_in_their_order(info: str) -> None:
    assert of_fence(info) == Attr("", ("python",), (LINES,))


@pytest.mark.parametrize(
    ("info", "start"),
    [
        ("python {.numberLines startFrom=10}", "10"),
        ("{.python .number-lines startFrom='10'}", "10"),
        ('python linenums="10"', "10"),
        ("python {linenos=table, linenostart=10}", "10"),
        ("python showLineNumbers=10", "10"),
        ("python linenos", ""),
        ("python {linenos}", ""),
        ("python showLineNumbers", ""),
        ('python linenums="1"', ""),
    ],
)
def test_lines_are_numbered(info: str, start: str) -> None:
    attr = of_fence(info)
    assert attr.classes == ("python", "numberLines")
    assert attr.pairs == ((("startFrom", start),) if start else ())


def test_lines_are_not_numbered_where_that_is_said() -> None:
    assert of_fence("python linenos=false") == Attr("", ("python", "unnumbered"))


@pytest.mark.parametrize(
    "info",
    [
        "python:src/app.py",
        'python title="src/app.py"',
        "python file=src/app.py",
        "{.python caption='src/app.py'}",
    ],
)
def test_a_file_name_is_the_caption(info: str) -> None:
    assert of_fence(info) == Attr("", ("python",), (("caption", "src/app.py"),))


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("", ()),
        ("C++", ("c++",)),
        ("rust,ignore", ("rust",)),
        ("diff:js", ("diff:js",)),
        ("{python}", ("python",)),
        ("{3-5}", ()),
        ("{.numberLines}", ("text", "numberLines")),
        ("ts twoslash", ("ts",)),
        ('python {hl_lines="3', ("python",)),
    ],
)
def test_the_first_word_is_the_language(info: str, language: tuple[str, ...]) -> None:
    assert of_fence(info).classes == language


def test_other_words_in_braces_stay() -> None:
    expected = Attr("flow", ("mermaid", "wide"), (("caption", "A flow"), ("width", "50%")))
    assert of_fence('mermaid {#flow .wide width=50% title="A flow"}') == expected


def test_lines_that_no_block_has_cost_nothing() -> None:
    assert of_fence("x {1-99999999999999999999}").get("highlight") == "1-999999"
    assert of_fence("x {" + "1," * 50_000 + "1}").get("highlight") == "1"
    assert of_fence("x {" * 20_000).classes == ("x",)
