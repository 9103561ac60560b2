"""Comments of Word in the Markdown and back: threads, the words that they hang on, who has settled them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from specexport.api import reviewing
from specexport.core.context import Source
from specexport.readers.docx import flat
from tests.review.round_trip import exported

if TYPE_CHECKING:
    from specexport.review.remarks import Form

HERE = Path(__file__).parent
FORMS: tuple[Form, ...] = ("footnotes", "html", "criticmarkup")


def commented(data: bytes, *remarks: tuple[str, str, str]) -> bytes:
    """Return a Word file with comments by python-docx: the words of a run, the author, what is said."""
    file = docx.Document(io.BytesIO(data))
    for words, author, text in remarks:
        run = next(run for paragraph in paragraphs(file) for run in paragraph.runs if words in run.text)
        file.add_comment(run, text=text, author=author, initials="X")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def paragraphs(file: docx.document.Document) -> list[docx.text.paragraph.Paragraph]:
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    return [*file.paragraphs, *(one for cell in cells for one in cell.paragraphs)]


REMARKS = (
    ("water gauge", "Ann Lee", "Which one of them?"),
    ("Reading needs", "Bob Roe", "Nobody at all?\nReally?"),
    ("moment of measuring", "Ann Lee", "In UTC, please: always"),
)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_bytes((HERE / "spec.md").read_bytes())
    return path


def test_comments_of_python_docx_are_listed_where_they_hang(spec: Path) -> None:
    path = spec.with_name("back.docx")
    path.write_bytes(commented(exported(spec.read_bytes(), spec), *REMARKS))
    found = reviewing.review(path).review.comments
    lines = spec.read_text().split("\n")
    mine = docx.Document(path).comments
    assert sorted((one.author, one.text) for one in found) == sorted((one.author, one.text) for one in mine)
    for one in found:
        assert one.place is not None
        assert one.quote.split()[0] in lines[one.place.line - 1]
        assert lines[one.place.line - 1][one.place.column - 1 :].startswith(one.quote[:8])
    assert not reviewing.review(path).review.changes


def said(data: bytes) -> dict[str, flat.Said]:
    return {one.text: one for one in flat.read(Source(data, "x.docx")).comments.values()}


@pytest.mark.parametrize("form", FORMS)
def test_comments_go_into_the_source_and_out_again(spec: Path, form: Form) -> None:
    path = spec.with_name("back.docx")
    path.write_bytes(commented(exported(spec.read_bytes(), spec), *REMARKS))
    before = flat.read(Source(path.read_bytes(), "x.docx"))
    (made,) = reviewing.review(path).result([], form)
    made.write()
    again = exported(spec.read_bytes(), spec)
    after = flat.read(Source(again, "x.docx"))
    first, second = said(path.read_bytes()), said(again)
    assert {" ".join(text.split()) for text in first} == set(second)
    assert {one.author for one in after.comments.values()} == {one.author for one in before.comments.values()}
    texts = [" ".join(one.text.split()) for one in before.paragraphs if not one.part]
    assert [" ".join(one.text.split()) for one in after.paragraphs if not one.part] == texts
    # What came back with the same comments has nothing new, and an answer goes out as one.
    path.write_bytes(again)
    assert reviewing.review(path).result([], form) == []
    review = reviewing.review(path).review
    assert review.comments[0].quote == "water gauge"


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("criticmarkup", "one of them?<<}", "one of them?<<}{>>Bob Roe: The new one.<<}"),
        ("html", "one of them? -->", "one of them? --><!-- review: Bob Roe: The new one. -->"),
        ("footnotes", "one of them?\n", "one of them?\n\n    **Bob Roe**, 2026-11-30: The new one.\n"),
    ],
)
def test_an_answer_in_the_source_is_a_reply_in_word(spec: Path, form: Form, old: str, new: str) -> None:
    path = spec.with_name("back.docx")
    path.write_bytes(commented(exported(spec.read_bytes(), spec), REMARKS[0]))
    (made,) = reviewing.review(path).result([], form)
    assert made.new.count(old) == 1
    text = made.new.replace(old, new).replace("Z, on", "Z, resolved, on")
    comments = said(exported(text.encode(), spec))
    assert comments["The new one."].author == "Bob Roe"
    assert comments["The new one."].answers == comments["Which one of them?"].ident
    assert comments["Which one of them?"].resolved == ("resolved" in text)


def test_private_comments_are_no_comments_of_reviewers(spec: Path) -> None:
    text = "# T\n\nThe pump <!-- Ann: secret --> runs.[^1] {>>open<<}\n\n[^1]: **Ann**, the engineer: yes.\n"
    assert set(said(exported(text.encode(), spec))) == {"open"}


HOSTILE = (
    ("Pumps here", "Ann Lee", "x --> y <b>z</b> | *this* `code` [^1] $x$ **bold** ![i](p.png)"),
    ("cell words", "A | B --> <<}", "{{variable}} %%private%% {/* js */} a | b <<} {>> <!-- c"),
    ("An item", "*Ann*: Lee", "&amp; [link](http://x.org) _a_ \\ # - 1. {% comment %}"),
)


@pytest.mark.parametrize("form", FORMS)
def test_no_word_of_a_comment_acts_on_the_source(tmp_path: Path, form: Form) -> None:
    text = "# One\n\n## Pumps here\n\n- An item\n\n| a | b |\n|---|---|\n| cell words | x |\n"
    spec, path = tmp_path / "spec.md", tmp_path / "back.docx"
    spec.write_text(text)
    sent = exported(text.encode(), spec)
    path.write_bytes(commented(sent, *HOSTILE))
    (made,) = reviewing.review(path).result([], form)
    before, after = (flat.read(Source(one, "x.docx")) for one in (sent, exported(made.new.encode(), spec)))
    assert [one.text for one in after.paragraphs] == [one.text for one in before.paragraphs]
    found = ["".join(one.text.split()) for one in after.comments.values()]
    for _, _, said_in_word in HOSTILE:
        words = "".join(said_in_word.replace("-->", "→").replace("--", "–").split())
        assert words in found
    path.write_bytes(exported(made.new.encode(), spec))
    spec.write_text(made.new)
    assert reviewing.review(path).result([], form) == []
