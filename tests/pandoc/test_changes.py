"""Tracked changes and comments of Word files come out as such, and are told in words elsewhere."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import docx
import pytest
from checkers import word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.model import document as d
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADA = 'w:author="Ada Byron" w:date="2026-01-02T03:04:05Z"'
BOB = 'w:author="Bob Stone" w:date="2026-01-05T10:00:00Z"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPHS = (
    # A phrase for another, the new one in two runs, and a change of a change.
    f'<w:r><w:t xml:space="preserve">We keep </w:t></w:r><w:ins w:id="101" {ADA}>'
    '<w:r><w:t xml:space="preserve">two </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>replicas</w:t></w:r>'
    f'<w:del w:id="120" {BOB}><w:r><w:delText>/shards</w:delText></w:r></w:del></w:ins>'
    f'<w:del w:id="102" {BOB}><w:r><w:delText>one copy</w:delText></w:r></w:del>'
    '<w:r><w:t xml:space="preserve"> of it.</w:t></w:r>',
    f'<w:pPr><w:rPr><w:moveFrom w:id="103" {ADA}/></w:rPr></w:pPr>'
    f'<w:moveFromRangeStart w:id="104" {ADA} w:name="move1"/><w:moveFrom w:id="105" {ADA}><w:r>'
    '<w:t>This paragraph moves.</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="104"/>',
    "<w:r><w:t>It moves below this.</w:t></w:r>",
    f'<w:pPr><w:rPr><w:moveTo w:id="106" {ADA}/></w:rPr></w:pPr>'
    f'<w:moveToRangeStart w:id="107" {ADA} w:name="move1"/><w:moveTo w:id="108" {ADA}><w:r>'
    '<w:t>This paragraph moves.</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="107"/>',
    f'<w:pPr><w:rPr><w:ins w:id="109" {BOB}/></w:rPr></w:pPr><w:ins w:id="110" {BOB}><w:r>'
    "<w:t>A whole paragraph is new.</w:t></w:r></w:ins>",
    f'<w:pPr><w:rPr><w:del w:id="111" {BOB}/></w:rPr></w:pPr><w:del w:id="112" {BOB}><w:r>'
    "<w:delText>A whole paragraph goes.</w:delText></w:r></w:del>",
)
CHANGES = [
    ("ins", "Ada Byron", "2026-01-02T03:04:05Z", "two replicas"),
    ("del", "Bob Stone", "2026-01-05T10:00:00Z", "/shards"),
    ("del", "Bob Stone", "2026-01-05T10:00:00Z", "one copy"),
    # pandoc tells what was moved as deleted here and inserted there.
    ("del", "Ada Byron", "2026-01-02T03:04:05Z", "This paragraph moves."),
    ("ins", "Ada Byron", "2026-01-02T03:04:05Z", "This paragraph moves."),
    ("ins", "Bob Stone", "2026-01-05T10:00:00Z", "A whole paragraph is new."),
    ("del", "Bob Stone", "2026-01-05T10:00:00Z", "A whole paragraph goes."),
]
COMMENTS = [
    ("Cy Young", "CY", "Is that measured?\nAnd where?", "500 requests"),
    ("Dee Fox", "DF", "Both paragraphs", "Start of a range and its end"),
    ("Cy Young", "CY", "In a cell", "cell words"),
]


def reviewed() -> bytes:
    """Return a Word file with changes and comments."""
    file = docx.Document()
    file.core_properties.author = "A. Keeper"
    file.add_heading("Cache design", 1)
    for inside in PARAGRAPHS:
        file.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    para = file.add_paragraph("The limit is ")
    ranges = [[para.add_run("500 requests")]]
    para.add_run(" a second.")
    first, second = file.add_paragraph(), file.add_paragraph()
    ranges.append([first.add_run("Start of a range"), second.add_run("and its end")])
    second.add_run(" here.")
    table = file.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "Head", "a"
    ranges.append([table.cell(1, 1).paragraphs[0].add_run("cell words")])
    for (author, initials, text, _), runs in zip(COMMENTS, ranges, strict=True):
        comment = file.add_comment(runs, text, author, initials)
        comment._comment_elm.date = datetime(2026, 1, 6, 12, 30, tzinfo=UTC)
    return saved(file)


def saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def made(make_context: Callable[..., Any]) -> Callable[..., bytes]:
    """Export a Word file to a target."""

    def making(target: str, data: bytes = b"", look: str = "base", **settings: Any) -> bytes:
        context = make_context(look=look)
        context = replace(context, source=Source(b"", "a.docx"))
        document = flow.read(Source(data or reviewed(), "a.docx"), context)
        for name, value in settings.items():
            setattr(context, name, value)
        return flow.render(document, target, context).data

    return making


def changes(data: bytes) -> list[tuple[str, str | None, str | None, str]]:
    """Return the changes of a Word file: what, by whom, when, and the text."""
    body = docx.Document(io.BytesIO(data)).element.body
    found: list[tuple[str, str | None, str | None, str]] = []
    for node in body.iter(f"{W}ins", f"{W}del"):
        own = f"{W}{'delText' if node.tag.endswith('del') else 't'}"
        said = "".join(text.text or "" for text in node.iter(own))
        if said:
            found.append((node.tag.removeprefix(W), node.get(f"{W}author"), node.get(f"{W}date"), said))
    return found


def commented(data: bytes) -> list[tuple[str, str | None, str, str]]:
    """Return the comments of a Word file: by whom, their text, and what they are about."""
    file = docx.Document(io.BytesIO(data))
    return [
        (one.author, one.initials, one.text, _about(file.element.body, one.comment_id))
        for one in sorted(file.comments, key=lambda one: one.comment_id)
    ]


def _about(body: Any, number: int) -> str:
    within, words = False, []
    for node in body.iter():
        if node.get(f"{W}id") == str(number) and "comment" in str(node.tag):
            within = str(node.tag).endswith("Start")
        elif within and node.tag == f"{W}t":
            words.append(node.text)
    return " ".join(words)


def test_changes_can_be_accepted_and_rejected_in_word(made: Callable[..., bytes]) -> None:
    file = made("docx")
    assert changes(reviewed())[0] == CHANGES[0]
    assert changes(file) == CHANGES
    ids = re.findall(r'<w:(?:ins|del|bookmarkStart) w:id="(\d+)"', _body(file))
    assert len(set(ids)) == len(ids)


def test_a_paragraph_that_was_inserted_or_deleted_is_one_change_with_its_mark(
    made: Callable[..., bytes],
) -> None:
    paras = docx.Document(io.BytesIO(made("docx"))).element.body.iter(f"{W}p")
    marks = {
        "".join(para.itertext(f"{W}t", f"{W}delText")): [mark.tag.removeprefix(W) for mark in rpr]
        for para in paras
        for rpr in para.findall(f"{W}pPr/{W}rPr")
    }
    assert marks == {
        "This paragraph moves.": ["ins"],  # the last of the two
        "A whole paragraph is new.": ["ins"],
        "A whole paragraph goes.": ["del"],
    }


def test_comments_stay_where_they_were_made(made: Callable[..., bytes]) -> None:
    file = made("docx")
    assert commented(file) == COMMENTS == commented(reviewed())
    dates = [one.timestamp for one in docx.Document(io.BytesIO(file)).comments]
    assert dates == [one.timestamp for one in docx.Document(io.BytesIO(reviewed())).comments]


def test_a_second_round_changes_nothing(made: Callable[..., bytes]) -> None:
    file = made("docx")
    again = made("docx", file)
    assert changes(again) == CHANGES
    assert commented(again) == COMMENTS
    assert _body(again) == _body(file)


def _body(data: bytes) -> str:
    return str(docx.Document(io.BytesIO(data)).element.body.xml)


def test_they_are_valid(made: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(made("docx"))
    for check in (word.open_xml_sdk, word.lint, word.openxml_audit, word.libreoffice):
        assert check([path]) == {path: []}


def test_nothing_of_them_is_said_twice_in_word(made: Callable[..., bytes]) -> None:
    assert "Ada Byron, 2026" not in _body(made("docx"))


def test_a_page_says_who_made_a_change_and_when(made: Callable[..., bytes]) -> None:
    page = made("html").decode()
    assert '<ins datetime="2026-01-02T03:04:05Z" title="Ada Byron, 2026-01-02">two ' in page
    assert '</ins><span class="byline"> (inserted: Ada Byron, 2026-01-02) </span><del ' in page
    assert "<del" in page
    assert 'class="comment-start"' not in page
    assert "Cy Young, 2" in page


@pytest.mark.parametrize("target", ["md", "rst", "txt", "asciidoc", "org", "confluence", "latex"])
def test_every_other_format_says_it_in_words(target: str, made: Callable[..., bytes]) -> None:
    text = " ".join(made(target).decode().split())
    assert "(inserted: Ada Byron, 2026-01-02)" in text
    assert "(deleted: Bob Stone, 2026-01-05)" in text
    assert re.search(r"Dee Fox, \d{4}-\d\d-\d\d: Both paragraphs", text)
    for name in ("byline", "comment-start", "inserted-paragraph"):
        assert name not in text


def test_markup_that_names_nobody_is_no_tracked_change(make_context: Callable[..., Any]) -> None:
    context = make_context()
    document = flow.read(Source(b"# T\n\n<ins>new</ins> and <del>old</del>\n", "a.md"), context)
    assert changes(flow.render(document, "docx", context).data) == []


@pytest.mark.parametrize("date", ["", "yesterday", "2026-13-40T99:99:99Z", '"><script>'])
def test_a_date_that_is_none_is_left_out(date: str, make_context: Callable[..., Any], tmp_path: Path) -> None:
    pairs = (("author", 'O"Neil & <b>'), ("date", date), ("comment", "x"))
    note = d.Note(content=(d.BulletList(items=(d.ListItem(content=(d.Para(content=(d.Str("a"),)),)),)),))
    spans = (
        d.Span(content=(d.Str("new"),), attr=d.Attr(classes=("inserted",), pairs=pairs)),
        d.Span(content=(note,), attr=d.Attr(classes=("comment",), pairs=pairs)),
    )
    document = d.Document(blocks=(d.Para(content=spans),))
    path = tmp_path / "a.docx"
    path.write_bytes(flow.render(document, "docx", make_context()).data)
    assert changes(path.read_bytes()) == [("ins", 'O"Neil & <b>', None, "new")]
    assert word.open_xml_sdk([path]) == {path: []}
    assert b'"><script>' not in flow.render(document, "html", make_context()).data
