"""Identifiers of headings are those that GitHub makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.model.slugs import slug
from specexport.passes import anchors
from specexport.passes.anchors import Slugger
from specexport.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from passes.conftest import Pass


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Authentication & Authorization", "authentication--authorization"),
        ("Key Classes/Modules", "key-classesmodules"),
        ("2.3 `state_after` — why?", "23-state_after--why"),
        ("🚀 Launch", "-launch"),
        ("概要 と 目的", "概要-と-目的"),
        ("Größe, Ärger", "größe-ärger"),
        ("नमस्ते", "नमस्ते"),
        ("a - b", "a---b"),
        ("x² ½", "x-"),
        ("İstanbul", "i̇stanbul"),
    ],
)
def test_a_slug_is_githubs(heading: str, expected: str) -> None:
    assert slug(heading) == expected


def test_namesakes_are_counted() -> None:
    slugger = Slugger()
    headings = ["Foo", "Foo", "Foo 1", "foo", "!!", "!!"]
    assert [slugger.slug(text) for text in headings] == [
        "foo",
        "foo-1",
        "foo-1-1",
        "foo-2",
        "section",
        "section-1",
    ]


def test_the_title_counts_and_chosen_identifiers_stay(passed: Pass) -> None:
    document = passed("# Scope\n\n## Scope\n\n## Other {#mine}\n\n## Mine\n\n## ![logo](x) Text\n")
    ids = [header.attr.id for header in walk.find(document.blocks, d.Header)]
    assert ids == ["scope-1", "mine", "mine-1", "-text"]


@pytest.mark.parametrize(
    ("heading", "name", "words"),
    [
        ("## :rocket: Getting started", "rocket-getting-started", "🚀 Getting started"),
        ("## Ship it :ship: :+1:", "ship-it-ship-1", "Ship it 🚢 👍"),
        ("## **:books: Books**", "books-books", "📚 Books"),
        (":white_check_mark: Done\n---", "white_check_mark-done", "✅ Done"),
        ("## 🚧 Limits", "-limits", "🚧 Limits"),
        ("## `:rocket:` in code", "rocket-in-code", ":rocket: in code"),
        ("## a:b:c stays", "abc-stays", "a:b:c stays"),
        ("## :rocket: Own {#own}", "own", "🚀 Own"),
    ],
)
def test_emoji_typed_by_name_are_part_of_the_name(
    make_context: Callable[..., Any], heading: str, name: str, words: str
) -> None:
    context = make_context()
    document = anchors.run(markdown.read(Source(heading.encode(), "spec.md"), context), context)
    (header,) = walk.find(document.blocks, d.Header)
    assert (header.attr.id, walk.plain([header])) == (name, words)
    assert not any(walk.find([header], d.Span))
