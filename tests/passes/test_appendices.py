"""Appendices: what is one, its letter, and the numbers of what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from passes.test_outline import outline
from specexport.model import appendices, walk
from specexport.model import document as d
from specexport.passes import headings

if TYPE_CHECKING:
    from passes.conftest import Pass

BEFORE = "# T\n\n## Scope\n\nx\n\n"


def numbered(passed: Pass, text: str, depth: int = 3) -> list[tuple[str, str]]:
    document = passed(BEFORE + text, numbering=True, numbering_depth=depth)
    return [(number, words) for _, number, words in outline(document)][1:]


def test_appendices_are_lettered_and_what_is_in_them_is_numbered_from_the_letter(passed: Pass) -> None:
    text = "## Appendix: Terms\n\n### Words\n\n#### Old\n\n### Signs\n\n## Appendix: Tables\n\n### Tides\n"
    assert numbered(passed, text) == [
        ("Appendix A", "Terms"),
        ("A.1", "Words"),
        ("A.1.1", "Old"),
        ("A.2", "Signs"),
        ("Appendix B", "Tables"),
        ("B.1", "Tides"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Appendix A: Terms",
        "Appendix A. Terms",
        "Appendix A – Terms",
        "Appendix A - Terms",
        "Appendix A Terms",
        "Appendix A) Terms",
        "Appendix - Terms",
    ],
)
def test_a_letter_that_was_typed_gives_way(passed: Pass, title: str) -> None:
    assert numbered(passed, f"## {title}\n\n### A.1 Words\n\n### A.2. Signs\n") == [
        ("Appendix A", "Terms"),
        ("A.1", "Words"),
        ("A.2", "Signs"),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Anhang A: Begriffe", ("Anhang A", "Begriffe")),
        ("Annexe A – Termes", ("Annexe A", "Termes")),
        ("Annex A: Terms", ("Annex A", "Terms")),
        ("付録A 用語集", ("付録 A", "用語集")),
        ("附录：术语表", ("附录 A", "术语表")),
        ("Приложение: Термины", ("Приложение A", "Термины")),
        ("Glossary {.appendix}", ("Appendix A", "Glossary")),
    ],
)
def test_the_word_is_the_authors(passed: Pass, title: str, expected: tuple[str, str]) -> None:
    assert numbered(passed, f"## {title}\n") == [expected]


@pytest.mark.parametrize(
    "titles",
    [
        ["Appendix C: Terms"],
        ["Appendix 1: Terms", "Appendix 2: Signs"],
        ["Annex A: Terms", "Appendix A: Signs"],
        ["Appendix A", "Appendix B"],
        ["Приложение Б: Термины"],
    ],
)
def test_labels_that_are_not_the_next_letters_stay_as_typed(passed: Pass, titles: list[str]) -> None:
    text = "".join(f"## {title}\n\n### More\n\n" for title in titles)
    assert numbered(passed, text + "## End\n") == [
        *(pair for title in titles for pair in (("", title), ("", "More"))),
        ("2", "End"),
    ]


@pytest.mark.parametrize(
    "title",
    ["Appendix", "Appendices", "Appendix on tides", "Appendectomy: a case", "Ekman: currents", "Annexation"],
)
def test_other_titles_are_sections(passed: Pass, title: str) -> None:
    assert numbered(passed, f"## {title}\n") == [("2", title)]


def test_appendices_in_a_section_of_their_own_are_lettered_there(passed: Pass) -> None:
    text = "## Appendices\n\n### Appendix A: Terms\n\n#### Words\n\n### Appendix B: Signs\n\n## End\n"
    assert numbered(passed, text) == [
        ("2", "Appendices"),
        ("Appendix A", "Terms"),
        ("A.1", "Words"),
        ("Appendix B", "Signs"),
        ("3", "End"),
    ]


def test_deeper_headings_are_appendices_nowhere_else(passed: Pass) -> None:
    assert numbered(passed, "### Appendix A: Terms\n") == [("1.1", "Appendix A: Terms")]


def test_the_class_makes_none_of_deeper_headings(passed: Pass) -> None:
    text = "### Inner {.appendix}\n\n#### Deep {.appendix}\n\n## End\n"
    assert numbered(passed, text) == [("1.1", "Inner"), ("1.1.1", "Deep"), ("2", "End")]


def test_sections_after_an_appendix_count_on(passed: Pass) -> None:
    text = "## Appendix A: Terms\n\n## Licence\n\n### Text\n"
    assert numbered(passed, text) == [("Appendix A", "Terms"), ("2", "Licence"), ("2.1", "Text")]


def test_numbers_typed_before_the_word_give_way_too(passed: Pass) -> None:
    text = "# T\n\n## 1. Scope\n\n## 2. Appendix A: Terms\n"
    document = passed(text, numbering=True)
    assert outline(document) == [(1, "1", "Scope"), (1, "Appendix A", "Terms")]


def test_a_style_without_numbers_leaves_appendices_as_typed(passed: Pass) -> None:
    document = passed(f"{BEFORE}## Appendix A: Terms\n\n### A.1 Words\n", numbering=False)
    assert outline(document)[1:] == [(1, "", "Appendix A: Terms"), (2, "", "A.1 Words")]


def test_links_and_contents_lead_to_them(passed: Pass) -> None:
    text = f"{BEFORE}See [Appendix A](#appendix-a-terms).\n\n## Appendix A: Terms\n"
    document = passed(text, numbering=True, contents_depth=2)
    assert next(walk.find(document.blocks, d.Link)).url == "#appendix-a-terms"
    last = document.contents[-1]
    assert (last.number, walk.plain(last.content)) == ("Appendix A", "Terms")
    assert last.target == "appendix-a-terms"


def test_numbering_again_changes_nothing_and_without_numbers_the_label_is_words(passed: Pass) -> None:
    document = passed(f"{BEFORE}## Appendix A: `x` terms\n\n### Words\n", numbering=True, numbering_depth=3)
    style = passed.context.style
    assert headings.outlined(document.blocks, style) == document.blocks
    passed.context = replace(passed.context, style=None)
    plain = headings.outlined(document.blocks, unnumbered(style))
    found = [(block.number, walk.plain(block.content)) for block in plain if type(block) is d.Header]
    assert found == [("", "Scope"), ("", "Appendix A: x terms"), ("", "Words")]
    assert not any("appendix" in header.attr.classes for header in walk.find(plain, d.Header))


def unnumbered(style: object) -> object:
    from msgspec.structs import replace

    return replace(style, numbering=False)


def test_more_appendices_than_letters_stay_as_typed(passed: Pass) -> None:
    text = "".join(f"## Appendix: number {i}\n\n" for i in range(27))
    assert {number for number, _ in numbered(passed, text)} == {""}


def test_a_label_is_told_from_a_number() -> None:
    assert appendices.is_label("Appendix A")
    assert not appendices.is_label("A.1")
