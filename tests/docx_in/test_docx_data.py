"""What Word keeps beside the words: changed rows, cells and looks, charts, marks, open fields."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from docx_in.make import NAMESPACES, p, r, read, word
from specexport.model import document as d
from specexport.model import walk

WHO = 'w:id="9" w:author="Ana" w:date="2026-01-02T00:00:00Z"'
PAIRS = (("author", "Ana"), ("date", "2026-01-02T00:00:00Z"))


def cell(text: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{p(r(text)) if text else p()}</w:tc>"


def row(*cells: str, props: str = "", before: str = "") -> str:
    return f"{before}<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def changed(body: str) -> list[tuple[tuple[str, ...], tuple[tuple[str, str], ...], str]]:
    """Return the cells that are changed as such."""
    found = walk.find(read(word(body))[0].blocks, d.Div)
    return [(one.attr.classes, one.attr.pairs, walk.plain(one.content)) for one in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (row(cell("c"), cell(""), props=f"<w:ins {WHO}/>"), [("inserted", "c"), ("inserted", "")]),
        (row(cell("c"), cell("d"), props=f"<w:del {WHO}/>"), [("deleted", "c"), ("deleted", "d")]),
    ],
)
def test_changed_rows_are_data(body: str, expected: list[tuple[str, str]]) -> None:
    whole = table(row(cell("a"), cell("b")), body, row(cell("e"), cell("f")))
    assert changed(whole) == [((kind, f"{kind}-row"), PAIRS, text) for kind, text in expected]
    _, said = read(word(whole))
    assert [one.message for one in said] == ["the source has 1 tracked change, which are shown"]


@pytest.mark.parametrize(("name", "kind"), [("cellIns", "inserted"), ("cellDel", "deleted")])
def test_changed_cells_are_data(name: str, kind: str) -> None:
    last = row(cell("c"), cell("d", f"<w:{name} {WHO}/>"))
    assert changed(table(row(cell("a"), cell("b")), last)) == [((kind, f"{kind}-cell"), PAIRS, "d")]


def test_changed_rows_of_nobody_are_words() -> None:
    body = table(row(cell("a")), row(cell("c"), props='<w:ins w:id="1"/>'))
    assert changed(body) == []
    document, _ = read(word(body))
    assert [one.attr.classes for one in walk.find(document.blocks, d.Span)] == [("inserted",)]


def test_changed_looks_are_data() -> None:
    run = r("word", f"<w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange>")
    body = p("A ", run, " more", props=f"<w:pPrChange {WHO}><w:pPr/></w:pPrChange>")
    document, said = read(word(body))
    spans = list(walk.find(document.blocks, d.Span))
    assert [(one.attr.classes, one.attr.pairs, walk.plain(one.content)) for one in spans] == [
        (("format-changed",), (*PAIRS, ("was", "emph")), "word"),
        (("format-changed-paragraph",), PAIRS, ""),
    ]
    assert [one.message for one in said if "format" in one.message] == [
        "2 tracked changes of format: the new one is shown"
    ]


def test_an_empty_paragraph_whose_look_was_changed_is_none() -> None:
    document, _ = read(word(p("a") + p(props=f"<w:pPrChange {WHO}><w:pPr/></w:pPrChange>") + p("b")))
    assert [type(one) for one in document.blocks] == [d.Para, d.Para]


@pytest.mark.parametrize("place", ["rows", "cells", "behind"])
def test_bookmarks_between_rows_and_cells_are_kept(place: str) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>'
    at = {"rows": "", "cells": "", "behind": ""} | {place: mark}
    first = row(cell("a"), at["cells"], cell("b"))
    body = table(first, row(cell("c"), cell("d"), before=at["rows"]), at["behind"]) + p("after")
    link = p(f'<w:hyperlink w:anchor="here">{r("go")}</w:hyperlink>')
    document, _ = read(word(body + link))
    assert [one.attr.id for one in walk.find(document.blocks, d.Span) if one.attr.id] == ["here"]
    assert [one.url for one in walk.find(document.blocks, d.Link)] == ["#here"]


BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
ENTRY = p(r("One"), "<w:r><w:tab/></w:r>", r("3"))
LED = p(f'<w:hyperlink w:anchor="_Toc1">{r("Two")}</w:hyperlink>')


@pytest.mark.parametrize("end", ["", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])
@pytest.mark.parametrize("between", ["", ENTRY, LED, ENTRY + LED + ENTRY])
def test_contents_that_nothing_ends_do_not_swallow_the_rest(end: str, between: str) -> None:
    last = p(r("Last"), "<w:r><w:tab/></w:r>", r("9"), end)
    rest = p("The text begins in 2026") + p("and goes on") + table(row(cell("x"), cell("y")))
    document, said = read(word(p(BEGIN, r("Zero"), "<w:r><w:tab/></w:r>", r("1")) + between + last + rest))
    assert walk.plain(document.blocks) == "The text begins in 2026 and goes on x y"
    assert [one.code for one in said] == ["SX788"]


SERIES = (
    "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{0}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>Q1</c:v></c:pt><c:pt idx='1'><c:v>Q2</c:v></c:pt>"
    "</c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:pt idx='1'><c:v>{1}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
)


def with_chart(series: str) -> bytes:
    graphic = '<a:graphic><a:graphicData><c:chart r:id="rchart"/></a:graphicData></a:graphic>'
    inline = f'<wp:inline><wp:docPr id="1" name="c" descr="Load"/>{graphic}</wp:inline>'
    data = word(p("before ", f"<w:r><w:drawing>{inline}</w:drawing></w:r>"), chart="")
    out = io.BytesIO()
    c, a = NAMESPACES["c"], NAMESPACES["a"]
    title = "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Load</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    whole = f'<c:chartSpace xmlns:c="{c}" xmlns:a="{a}">{title}{series}</c:chart></c:chartSpace>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, whole if name == "word/chart1.xml" else old.read(name))
    return out.getvalue()


def rows(document: d.Document) -> list[list[str]]:
    found: Any = next(walk.find(document.blocks, d.Table))
    return [[walk.plain(one.content) for one in row.cells] for row in (*found.head, *found.body)]


def test_a_chart_is_a_table_of_its_values() -> None:
    document, said = read(with_chart(SERIES.format("Reads", "12.5") + SERIES.format("Writes", "7")))
    assert rows(document) == [["", "Reads", "Writes"], ["Q1", "", ""], ["Q2", "12.5", "7"]]
    assert walk.plain(next(walk.find(document.blocks, d.Table)).caption) == "Load"
    assert [one.message for one in said] == ["1 chart is a table of its values"]


def test_values_of_a_chart_beyond_what_a_table_shows_are_told() -> None:
    points = "".join(f'<c:pt idx="{at}"><c:v>{at}</c:v></c:pt>' for at in range(403))
    _, said = read(
        with_chart(f"<c:ser><c:val><c:numRef><c:numCache>{points}</c:numCache></c:numRef></c:val></c:ser>")
    )
    assert [one.message for one in said] == [
        "not shown as in Word: 3 values of a chart that has more than a table shows",
        "1 chart is a table of its values",
    ]


@pytest.mark.parametrize("series", ["", "<c:ser/>", "<c:ser><c:val/></c:ser>"])
def test_a_chart_without_values_is_its_words(series: str) -> None:
    document, said = read(with_chart(series))
    assert walk.plain(document.blocks) == "before (Load)"
    assert [one.code for one in said] == ["SX787"]
