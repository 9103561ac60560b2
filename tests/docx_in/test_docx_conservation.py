"""Every word of a Word file is in the document, or a message names it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_in.make import field, item, level, numbering, p, r, read, word
from specexport.model import walk
from specexport.readers.docx import inlines

if TYPE_CHECKING:
    from pathlib import Path

LISTS = numbering((level(0, "bullet", "•"), level(1, "decimal", "%2.")))
WHO = 'w:id="1" w:author="A" w:date="2026-01-02T00:00:00Z"'


def box(content: str) -> str:
    inside = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{inside}</v:shape></w:pict></w:r>"


RUNS = (
    lambda inner: f"<w:ins {WHO}>{inner}</w:ins>",
    lambda inner: f"<w:del {WHO}>{inner}</w:del>",
    lambda inner: f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
    lambda inner: f'<w:hyperlink w:anchor="x">{inner}</w:hyperlink>',
    lambda inner: f'<w:fldSimple w:instr="REF x">{inner}</w:fldSimple>',
    lambda inner: field("STYLEREF 1", inner),
    lambda inner: field("TOC \\o", inner),
    lambda inner: box(p(inner)),
    lambda inner: r("seen ") + inner,
    lambda inner: inner.replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>"),
    lambda inner: inner.replace("<w:rPr></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"),
    lambda inner: inner.replace("<w:rPr></w:rPr>", '<w:rPr><w:rFonts w:ascii="Consolas"/></w:rPr>'),
)
BLOCKS = (
    lambda inner: f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{p('x')}</w:tc></w:tr></w:tbl>",
    lambda inner: f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
    lambda inner: p(box(inner)),
    lambda inner: item("a", 1) + inner + item("b", 1, 1),
    lambda inner: inner.replace("<w:pPr>", '<w:pPr><w:outlineLvl w:val="1"/>', 1),
    lambda inner: inner.replace("<w:pPr>", '<w:pPr><w:ind w:left="1440"/>', 1),
    lambda inner: inner + inner,
)
_counter = itertools.count()


@st.composite
def bodies(draw: Any) -> str:
    whole = []
    for _ in range(draw(st.integers(1, 4))):
        inner = r(f"word{next(_counter) % 97} and more")
        for wrap in draw(st.lists(st.sampled_from(RUNS), max_size=4)):
            inner = wrap(inner)
        block = p(inner, r(" end"))
        for wrap in draw(st.lists(st.sampled_from(BLOCKS), max_size=3)):
            block = wrap(block)
        whole.append(block)
    return "".join(whole)


@given(bodies())
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_untold(body: str) -> None:
    document, said = read(word(body, numbering=LISTS))
    assert [one.message for one in said if one.code == "SX789"] == []
    assert document


@pytest.mark.parametrize("tag", ["sdt", "fldSimple", "ins", "hyperlink"])
def test_a_reader_that_forgets_something_is_found_out(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = {name: made for name, made in inlines._ELEMENTS.items() if not name.endswith(f"}}{tag}")}
    monkeypatch.setattr(inlines, "_ELEMENTS", forgetful)
    wrap = {"sdt": RUNS[2], "fldSimple": RUNS[4], "ins": RUNS[0], "hyperlink": RUNS[3]}[tag]
    _, said = read(word(p("kept ", wrap(r("forgotten words")))))
    assert [(one.code, one.message) for one in said] == [
        ("SX789", "2 words of the source are lost: forgotten words")
    ]


def test_notes_and_comments_that_nothing_refers_to_stand_at_the_end() -> None:
    note = '<w:footnote w:id="9"><w:p><w:r><w:t>stray note</w:t></w:r></w:p></w:footnote>'
    document, said = read(word(p("text"), footnotes=note))
    assert (walk.plain(document.blocks), said) == ("text stray note", [])


def test_headers_are_kept_where_they_say_something_new() -> None:
    document, said = read(word(p("Plan text"), header=p("Internal use")))
    assert [(one.name, walk.plain(one.content)) for one in document.meta.fields] == [
        ("Header", "Internal use")
    ]
    document, said = read(word(p("Plan text"), header=p("Plan")))
    assert document.meta.fields == ()
    assert [one.code for one in said] == ["SX788"]


def test_files_of_reports_lose_nothing_untold(shared: Path) -> None:
    for path in sorted((shared / "reports" / "word").glob("*/*.docx")):
        _, said = read(path.read_bytes(), path.name)
        assert [one.message for one in said if one.code == "SX789"] == [], path
