"""Placeholders become chips, are left out, or stay; nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.specification.passes import placeholders

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.options import Unfilled

KIND = "# Technical Specification: {{NAME}}\n\n"


@pytest.fixture
def passed(make_context: Callable[..., Context]) -> Callable[[str, Unfilled], d.Document]:
    def run(text: str, mode: Unfilled) -> d.Document:
        context = make_context()
        context = replace(context, options=replace(context.options, unfilled=mode))
        document: d.Document = registry.load("readers", "markdown")(Source(text.encode()), context)
        document = registry.load("passes", "metadata")(document, context)
        return placeholders.run(document, context)

    return run


def chips(document: d.Document) -> list[str]:
    roots = (*document.meta.title, *(node for field in document.meta.fields for node in field.content))
    spans = walk.find((*roots, *document.blocks), d.Span)
    return [walk.plain(span.content) for span in spans if "placeholder" in span.attr.classes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask [Your Name] or {{TEAM}}.", ["Your Name", "TEAM"]),
        ("- Load: [Number]\n- Item 2", ["Number", "Item 2"]),
        (
            "| A | B |\n|---|---|\n| [What] | X days |\n| High/Med/Low | 3 days |",
            ["What", "X days", "High/Med/Low"],
        ),
        ("[Design](URL) and [Real](https://example.com)", ["Design"]),
        ("```\n[Diagram of the parts]\n```", ["Diagram of the parts"]),
        ("**[Name of it]**: *see [Where]*[^1]\n\n[^1]: [Which one]", ["Name of it", "Where", "Which one"]),
        ("`[Your Name]` [RFC 2119] \\[as it is\\] array[0]", []),
    ],
)
def test_what_waits_becomes_a_chip(passed: Callable[..., d.Document], text: str, expected: list[str]) -> None:
    document = passed(KIND + "## S\n\n" + text + "\n", "mark")
    assert sorted(chips(document)) == sorted(["NAME", *expected])


def test_without_a_form_only_what_asks_becomes_a_chip(passed: Callable[..., d.Document]) -> None:
    document = passed("# T\n\n## S\n\n[Your Name] in [some words], {{X}}\n", "mark")
    assert chips(document) == ["Your Name", "X"]


def test_words_around_chips_stay(passed: Callable[..., d.Document]) -> None:
    document = passed("# T\n\n## S\n\nAsk *[Your Name] now*, please.\n", "mark")
    assert walk.plain(document.blocks) == "S Ask Your Name now, please."


def test_hidden_placeholders_take_what_is_empty_with_them(passed: Callable[..., d.Document]) -> None:
    text = (
        "## S\n\n- Load: [Number]\n- Item 1\n- Kept: yes\n\n[What it is about]\n\n1. [One]\n\n"
        "| A | B |\n|---|---|\n| [What] | [Who] |\n| here | [Who] |\n\n```\n[Diagram of it]\n```\n"
    )
    document = passed(KIND + text, "hide")
    assert chips(document) == []
    assert walk.plain(document.meta.title) == "Technical Specification"
    assert walk.plain(document.blocks) == "S Kept: yes A B here"
    (table,) = walk.find(document.blocks, d.Table)
    assert len(table.body) == 1
    assert not list(walk.find(document.blocks, d.OrderedList))


def test_kept_placeholders_stay_as_they_are(passed: Callable[..., d.Document]) -> None:
    document = passed("# T\n\n## S\n\nAsk [Your Name].\n", "keep")
    assert walk.plain(document.blocks) == "S Ask [Your Name]."
    assert chips(document) == []


INFORMATION = (
    "# T\n\n| Field | Details |\n|---|---|\n| Author | [Your Name] |\n| Created | {{DATE}} |\n"
    "| Status | Draft |\n\n## S\n\nText.\n"
)


def test_the_typed_information_holds_no_placeholder(passed: Callable[..., d.Document]) -> None:
    marked, hidden = (passed(INFORMATION, mode) for mode in ("mark", "hide"))
    for document in (marked, hidden):
        assert (document.meta.authors, document.meta.created, document.meta.status) == ((), "", "Draft")
    assert chips(marked) == ["Your Name", "DATE"]
    assert [field.name for field in hidden.meta.fields] == ["Status"]


def test_a_finished_document_is_not_copied(make_context: Callable[..., Context]) -> None:
    document = d.Document(blocks=(d.Para(content=(d.Str(text="Done."),)),))
    assert placeholders.run(document, make_context()) is document
