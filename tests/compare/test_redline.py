"""A comparison as documents: what Word's reviewers accept and reject, and what others see."""

from __future__ import annotations

import re
from random import Random

import pytest
from edits import edited
from redlined import settled, texts
from test_compare import FEATURES, read

import specexport
from specexport.compare import compare
from specexport.compare.front import fronted
from specexport.compare.shown import folded, side_by_side
from specexport.compare.signatures import by
from specexport.compare.summary import summary
from specexport.model import document as d
from specexport.model import walk

SIGN = by("Ann Lee", "2026-03-01T10:00:00Z")
OLD = """# Ledger

## Limits

| Name | Limit |
|---|---|
| Search | 5 s |
| Book | 9 s |

- one thing to do
- another thing here

## Flow

The client waits for an answer, then tries again[^a].

```py
first()
second()
third()
```

Deleted as a whole, with all its words.

This one stays where it is until it is moved.

Term

:   Meaning of the term.

[^a]: After five seconds.
"""
NEW = """# Ledger

## Limits

| Name | Owner | Limit |
|---|---|---|
| Search | Ann | 6 s |
| Pay | Bo | 1 s |
| Book | Cy | 9 s |

- one thing to do
- inserted between them
- another thing here

This one stays where it is until it is moved.

## Flow

The client *waits* for an answer, then tries once more[^a].

```py
first()
other()
third()
```

Term

:   Meaning of the word.

Second term

:   With its meaning.

[^a]: After nine seconds.
"""


@pytest.fixture(scope="module")
def made() -> d.Document:
    return compare(read(OLD), read(NEW), SIGN)


@pytest.mark.parametrize(("accept", "wanted"), [(True, NEW), (False, OLD)])
def test_word_has_both_versions(made: d.Document, accept: bool, wanted: str) -> None:
    data, plain = specexport.render(made, "docx"), specexport.render(read(wanted), "docx")
    assert texts(settled(data, accept)) == texts(settled(plain, accept))


@pytest.mark.parametrize("seed", range(4))
def test_word_has_both_versions_after_edits(seed: int) -> None:
    name = ("tables", "lists", "footnotes", "definitions")[seed]
    old = (FEATURES / f"{name}.md").read_text(encoding="utf-8")
    new = edited(old, Random(seed), 8)
    data = specexport.render(compare(read(old), read(new), SIGN), "docx")
    for accept, wanted in ((True, new), (False, old)):
        assert texts(settled(data, accept)) == texts(settled(specexport.render(read(wanted), "docx"), accept))


def test_rows_cells_and_moves_are_those_of_word(made: d.Document) -> None:
    markup = _document(made)
    for name in ("w:cellIns", "w:moveFrom ", "w:moveTo ", "w:moveFromRangeStart", "w:moveToRangeEnd"):
        assert f"<{name}" in markup
    assert re.search(r"<w:trPr>(?:<w:\w+/>)*<w:ins ", markup)
    # The contents are derived.
    for paragraph in re.findall(r'<w:pStyle w:val="TOC\d"/>.*?</w:p>', markup):
        assert "<w:ins " not in paragraph
        assert "<w:del " not in paragraph


def _document(made: d.Document) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(specexport.render(made, "docx"))) as file:
        return file.read("word/document.xml").decode()


def test_a_page_marks_by_more_than_colour(made: d.Document) -> None:
    page = specexport.render(made, "html").decode()
    assert 'title="Ann Lee, 2026-03-01"' in page
    assert 'class="changed"' in page
    assert re.search(r"<ins [^>]*>once more</ins>", page)
    assert "<del>second()" in page or re.search(r"<del>.*second", page)
    assert "text-decoration: line-through" in page


def test_a_page_without_changes_has_none_of_it() -> None:
    page = specexport.render(read(OLD), "html").decode()
    assert ".versions" not in page
    assert "changed" not in page.partition("<main")[2]


@pytest.mark.parametrize("target", ["markdown", "confluence", "json"])
def test_other_formats_have_the_words_of_both(made: d.Document, target: str) -> None:
    text = specexport.render(made, target).decode()
    for word in ("inserted between them", "Deleted as a whole", "second()", "other()", "Second term"):
        assert word in text


def test_it_begins_with_what_changed(made: d.Document) -> None:
    told = summary(made)
    assert [(one.title, one.what) for one in told.sections] == [("Limits", "changed"), ("Flow", "changed")]
    first = fronted(made, told, (), "v1", "v2").blocks[0]
    text = walk.plain((first,))
    assert text.startswith("What changed v2 against v1: ")
    assert "moved" in text


def test_what_did_not_change_can_be_folded(made: d.Document) -> None:
    many = "\n\n".join(f"Paragraph {number} has words of its own." for number in range(9))
    found = compare(read(f"# T\n\n## A\n\n{many}\n\nOld."), read(f"# T\n\n## A\n\n{many}\n\nNew."), SIGN)
    (fold,) = (one for one in folded(found).blocks if isinstance(one, d.Div))
    assert walk.plain((fold,)).startswith("Unchanged: 9 blocks")
    beside = side_by_side(made, "old", "new")
    cells = [walk.plain((cell,)) for cell in walk.find(beside.blocks, d.Cell)]
    assert any("then tries again" in one and "once more" not in one for one in cells)
    assert any("once more" in one and "again" not in one for one in cells)
