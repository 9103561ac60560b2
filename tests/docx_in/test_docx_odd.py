"""Odd files, as programs and people make them: nothing is lost, doubled or glued, and nothing takes long."""

from __future__ import annotations

import io
import zipfile

import pytest

from docx_in.make import field, item, level, numbering, p, r, read, word
from specexport.core.diagnostics import SpecExportError
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.docx.headings import is_telling

NOTE = '<w:footnote w:id="4"><w:p><w:r><w:t>NOTE</w:t></w:r></w:p></w:footnote>'
REFERENCE = '<w:r>{}<w:footnoteReference w:id="4"/></w:r>'
WHO = 'w:id="1" w:author="A" w:date="2026-01-02T00:00:00Z"'


def styled(ident: str, props: str, based: str = "", kind: str = "paragraph", name: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{ident}"><w:name w:val="{name or ident}"/>{on}'
        f"<w:rPr>{props}</w:rPr></w:style>"
    )


def said_of(body: str, **parts: str) -> tuple[d.Document, list[str]]:
    document, said = read(word(body, **parts))
    return document, [one.code for one in said]


def test_off_is_said_as_well_as_on() -> None:
    styles = styled("G", "<w:vanish/>") + styled("V", '<w:vanish w:val="0"/>', "G")
    styles += styled("B", "<w:b/>", kind="character")
    bold = '<w:r><w:rPr><w:rStyle w:val="B"/><w:b w:val="0"/></w:rPr><w:t>plain</w:t></w:r>'
    document, codes = said_of(p("seen", style_id="V") + p(bold), styles=styles)
    assert (walk.plain(document.blocks).split(), codes) == (["seen", "plain"], [])
    assert list(walk.find(document.blocks, d.Strong)) == []


@pytest.mark.parametrize("label", ["REQ-3", "Step-3", "FR1", "REQ-1.2"])
def test_a_label_that_says_something_is_told(label: str) -> None:
    assert is_telling(label)


@pytest.mark.parametrize("label", ["1.2", "A1", "Appendix A.1", "Chapter 1", "§ 3", "iv)"])
def test_a_number_is_none(label: str) -> None:
    assert not is_telling(label)


def test_a_title_with_a_note_is_said_once() -> None:
    styles = styled("T", "", name="Title") + styled("H", "", name="heading 1")
    body = p("Plan", REFERENCE.format(""), style_id="T") + p("text")
    document, codes = said_of(body, styles=styles, footnotes=NOTE)
    whole = walk.text(document.meta.title) + " ".join(walk.text(one.content) for one in document.meta.fields)
    assert (whole + walk.text(document.blocks)).count("Plan") == 1
    assert "SX789" not in codes


@pytest.mark.parametrize("kind", ["column", "page", "textWrapping"])
def test_breaks_glue_no_words(kind: str) -> None:
    document, _ = said_of(p(f'<w:r><w:t>one</w:t><w:br w:type="{kind}"/><w:t>two</w:t></w:r>'))
    assert walk.text(document.blocks).split() == ["one", "two"]


def test_a_page_break_in_a_change_ends_a_page() -> None:
    inserted = f'<w:ins {WHO}><w:r><w:br w:type="page"/></w:r></w:ins>'
    document, _ = said_of(p("a", inserted, "b"))
    assert list(walk.find(document.blocks, d.RawInline)) == []
    assert any("page-break" in one.attr.classes for one in walk.find(document.blocks, d.Div))


@pytest.mark.parametrize(
    ("code", "result", "words"),
    [("FORMDROPDOWN", "two", "two"), ("MACROBUTTON NoMacro Press here", "Press here", "Press here")],
)
def test_a_field_with_a_result_is_said_once(code: str, result: str, words: str) -> None:
    assert walk.plain(said_of(p(field(code, r(result))))[0].blocks) == words


def test_a_field_that_ends_too_often_takes_nothing_with_it() -> None:
    end = '<w:fldSimple w:instr="TITLE"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:fldSimple>'
    begin = '<w:fldSimple w:instr="TOC"><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:fldSimple>'
    assert walk.plain(said_of(p(end, "words") + p(begin) + p("more"))[0].blocks).split() == ["words", "more"]


def test_the_note_of_a_hidden_reference_is_hidden() -> None:
    document, codes = said_of(p("a", REFERENCE.format("<w:rPr><w:vanish/></w:rPr>")), footnotes=NOTE)
    assert (walk.plain(document.blocks), codes) == ("a", ["SX788"])


def test_numbers_beyond_all_measure_are_no_fault() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="FFFFFFFF"/></w:r>'
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="400"/></w:tcPr><w:p/></w:tc>' * 40 + "</w:tr>"
    less = f'<w:tr><w:trPr><w:gridBefore w:val="-1"/></w:trPr><w:tc>{p("cell")}</w:tc></w:tr>'
    document, _ = said_of(p("a", sign) + f"<w:tbl>{row}{less * 20}</w:tbl>")
    assert walk.text(document.blocks).count("cell") == 20


def test_a_label_of_any_length_ends() -> None:
    numbers = numbering((level(0, "decimal", "%1 x " * 2000),))
    document, _ = said_of(item("a", 1) * 200, numbering=numbers)
    assert walk.text(document.blocks).count("a") >= 200


def test_a_damaged_part_and_a_file_of_another_program_are_one_line() -> None:
    data = bytearray(word(p("words " * 400)))
    at = data.index(b"word/document.xml") + len("word/document.xml") + 8
    data[at : at + 20] = bytes(20)
    for damaged in (bytes(data), _workbook()):
        with pytest.raises(SpecExportError, match="SX796"):
            read(damaged)


def _workbook() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(word(p("x"), main="xl/workbook.xml")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b"w:document", b"w:workbook"))
    return out.getvalue()
