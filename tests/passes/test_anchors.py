"""Identifiers of headings are those that GitHub makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk
from specexport.model.slugs import slug
from specexport.passes.anchors import Slugger

if TYPE_CHECKING:
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
