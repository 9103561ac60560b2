"""WordprocessingML as values: how they are written, and what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from wordfile import W, text_of

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.wml import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from wordfile import Word


def _text(words: str, props: wml.RPr = wml.PLAIN) -> wml.R:
    return wml.R((wml.T(words),), props)


def test_a_paragraph_is_written_with_its_properties_in_the_schemas_order() -> None:
    center, kept, stand = wml.w("jc", val="center"), wml.w("keepNext"), wml.w("ind", left=400, hanging=20)
    made = wml.P((_text("a < b "),), "ListBullet", (center, stand, kept), wml.Num(7, 0))
    assert made.xml() == (
        '<w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:keepNext/>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
        '<w:ind w:left="400" w:hanging="20"/><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">a &lt; b </w:t></w:r></w:p>'
    )


def test_a_paragraph_without_properties_has_no_element_for_them() -> None:
    assert wml.P(()).xml() == "<w:p></w:p>"


def test_a_run_is_written_with_its_style_first() -> None:
    props = wml.RPr("Strong", (wml.w("vertAlign", val="superscript"), wml.w("i")))
    written = '<w:rPr><w:rStyle w:val="Strong"/><w:i/><w:vertAlign w:val="superscript"/></w:rPr>'
    assert _text("a", props).xml() == f"<w:r>{written}<w:t>a</w:t></w:r>"


def test_tabs_and_breaks_of_a_text_are_elements_and_what_xml_forbids_is_replaced() -> None:
    assert wml.T("a\tb\r\nc\x01").xml() == "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c\ufffd</w:t>"


def test_a_cell_ends_with_a_paragraph() -> None:
    table = wml.Tbl((), (100,), "T")
    assert wml.cell((table,), 100, style="S").content == (table, wml.P((), "S"))
    assert wml.cell((wml.P(()),), 100).content == (wml.P(()),)


def test_a_table_has_a_column_for_each_width() -> None:
    row = wml.Tr(
        (wml.cell((wml.P(()),), 100, (wml.w("vMerge"), wml.w("gridSpan", val=2))),), (wml.w("tblHeader"),)
    )
    assert wml.Tbl((row,), (60, 40), "T", (wml.w("tblLayout", type="fixed"), wml.w("bidiVisual"))).xml() == (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:bidiVisual/><w:tblLayout w:type="fixed"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="60"/><w:gridCol w:w="40"/></w:tblGrid>'
        '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/>'
        '<w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p></w:p></w:tc></w:tr></w:tbl>'
    )


def test_a_change_reaches_everything_and_leaves_the_rest_as_it_is() -> None:
    plain, styled = wml.P((_text("a"),), "Other"), wml.P((_text("b"),), "BodyText")
    content: wml.Content = (plain, wml.Bookmark((styled,), 1, "name"))

    def renamed(node: wml.Node) -> wml.Node:
        return replace(node, style="Text") if isinstance(node, wml.P) and node.style == "BodyText" else node

    made = wml.rewritten(content, renamed)
    assert made[0] is plain
    assert made[1] == wml.Bookmark((replace(styled, style="Text"),), 1, "name")


def test_what_was_deleted_has_names_of_its_own() -> None:
    change = wml.Del(
        wml.rewritten(fields.field("PAGE", (_text("2"),)), wml.deleted), 3, "A & B", "2026-01-01"
    )
    written = change.xml()
    assert written.startswith('<w:del w:id="3" w:author="A &amp; B" w:date="2026-01-01"><w:r>')
    assert '<w:delInstrText xml:space="preserve"> PAGE </w:delInstrText>' in written
    assert "<w:delText>2</w:delText>" in written
    assert wml.Ins((), 4, "A").mark().xml() == '<w:ins w:id="4" w:author="A"/>'


def test_a_foreign_element_is_written_as_it_was_read() -> None:
    from lxml import etree

    markup = '<w:sectPr><w:pgSz w:w="100"/><m:t xml:space="preserve">a "&amp; b</m:t>c</w:sectPr>'
    root = etree.fromstring(f"<w:body {wml.NAMESPACES}>{markup}</w:body>")
    assert wml.element(root[0]).xml() == markup


def test_a_level_of_a_list_is_written_in_the_schemas_order() -> None:
    level = wml.Lvl(0, "decimal", "%1", "Heading1", (wml.w("ind", left=1),), ink=(wml.w("b"),), side="right")
    assert level.xml() == (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>'
        '<w:suff w:val="tab"/><w:lvlText w:val="%1"/><w:lvlJc w:val="right"/>'
        '<w:pPr><w:ind w:left="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>'
    )


def _inserted(author: str, *content: d.Inline) -> d.Span:
    pairs = (("author", author), ("date", "2026-01-02T03:04:05Z"))
    return d.Span(content=content, attr=d.Attr(classes=("inserted",), pairs=pairs))


def test_a_change_within_changes_is_held_by_all_of_them(render: Callable[..., Word]) -> None:
    inner = _inserted("B", _inserted("A", d.Str(text="a")), d.Str(text="b"))
    nested = _inserted("C", inner, d.Str(text="c"))
    linked = _inserted("D", d.Link(url="https://example.org", content=(d.Str(text="link"),)), d.Str(text="d"))
    word = render(d.Para(content=(nested, linked, d.Str(text="plain"))))
    paragraph = word.paragraph("plain")
    authors = {
        text_of(run): [change.get(f"{W}author") for change in run.iterancestors(f"{W}ins")]
        for run in paragraph.iter(f"{W}r")
    }
    assert authors == {
        **{"c": ["C"], "b": ["B", "C"], "a": ["A", "B", "C"]},
        **{"link": ["D"], "d": ["D"], "plain": []},
    }
    # One element for each change, and for what is in a link another: a change cannot hold links.
    assert [change.get(f"{W}author") for change in paragraph.iter(f"{W}ins")] == ["C", "B", "A", "D", "D"]
    assert not list(paragraph.iterfind(f".//{W}ins/{W}hyperlink"))
