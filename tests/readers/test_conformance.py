"""The examples of CommonMark 0.31.2 and of GFM, through the model; docs/markdown.md lists what is not met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from readers.plain_html import comparable, converted
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown import autolinks

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.conftest import Read

PAGE = Path(__file__).parents[2] / "docs" / "markdown.md"
EXPECTED = {"commonmark-spec": 655, "gfm-spec": 673, "gfm-extensions": 28, "gfm-regression": 19}


def _tables(read: Read) -> tuple[list[list[d.Cell]], list[list[d.Cell]]]:
    """Return the rows of the page's two tables: what is read, and what is not met."""
    tables = list(walk.find(read(PAGE.read_bytes()).blocks, d.Table))
    assert len(tables) == 2
    rows, exceptions = ([list(row.cells) for row in table.body] for table in tables)
    return rows, exceptions


def _not_met(read: Read, suite: str) -> list[int]:
    """Return the examples of a suite that the page says are not met."""
    found = []
    for name, examples, why in _tables(read)[1]:
        assert walk.plain(why.content)
        if walk.plain(name.content) == suite:
            found += [int(number) for number in walk.plain(examples.content).split(",")]
    return sorted(found)


def _examples(shared: Path, suite: str) -> list[dict[str, Any]]:
    examples: list[dict[str, Any]] = json.loads((shared / "conformance" / f"{suite}.json").read_bytes())
    return examples


def _wrong(shared: Path, suite: str, make_context: Callable[..., Any]) -> list[int]:
    examples = _examples(shared, suite)
    assert len(examples) == EXPECTED[suite]
    return [
        example["example"]
        for example in examples
        if comparable(converted(example["markdown"], make_context())) != comparable(example["html"])
        and "<IGNORE>" not in example["html"]
    ]


@pytest.mark.parametrize("suite", EXPECTED)
def test_every_example_is_met_or_the_page_says_why_not(
    suite: str, shared: Path, make_context: Any, read: Read, record_property: Callable[[str, object], None]
) -> None:
    wrong = _wrong(shared, suite, make_context)
    record_property("conformance", f"{suite}: {EXPECTED[suite] - len(wrong)} of {EXPECTED[suite]}")
    assert wrong == _not_met(read, suite)


def test_all_of_commonmark_is_met_without_bare_links(
    shared: Path,
    make_context: Any,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    for name in ("url", "mail"):
        monkeypatch.setattr(autolinks, name, lambda *_: None)
    wrong = _wrong(shared, "commonmark-spec", make_context)
    record_property("conformance", f"commonmark-spec without bare links: {655 - len(wrong)} of 655")
    assert wrong == []


def test_the_page_shows_what_its_examples_become(read: Read) -> None:
    rows, _ = _tables(read)
    assert len(rows) > 20
    for what, written, becomes in rows:
        (example,) = walk.find(written.content, d.Code)
        found = list(walk.nodes(read(example.text.replace("⏎", "\n") + "\n").blocks))
        for expected in walk.find(becomes.content, d.Code):
            kind, *classes = expected.text.split()
            assert any(_is(node, kind, classes) for node in found), (walk.plain(what.content), expected.text)


def _is(node: d.Node, kind: str, classes: list[str]) -> bool:
    attr: d.Attr = getattr(node, "attr", d.NO_ATTR)
    return type(node).__name__ == kind and set(classes) <= set(attr.classes)
