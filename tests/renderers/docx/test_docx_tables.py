"""Tables in Word: structure, widths, alignment, sections on their side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kitchen_sink
from wordfile import W, Word, para, style_of, text_of

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

    Render = Callable[..., Word]


def row(*texts: str) -> d.Row:
    return d.Row(cells=tuple(d.Cell(content=(para(text),)) for text in texts))


def table(head: tuple[str, ...], *body: tuple[str, ...], **fields: object) -> d.Table:
    columns = fields.pop("columns", None) or tuple(d.Column() for _ in head)
    return d.Table(columns=columns, head=(row(*head),), body=tuple(row(*r) for r in body), **fields)  # type: ignore[arg-type]  # fields of a table


def test_the_header_row_is_repeated_and_rows_are_kept_whole(render: Render) -> None:
    word = render(table(("a", "b"), ("1", "2"), ("3", "4")))
    assert len(word.find("//w:tr")) == 3
    assert len(word.find("//w:tr[w:trPr/w:tblHeader]")) == 1
    assert len(word.find("//w:tr[w:trPr/w:cantSplit]")) == 3
    assert word.find("//w:tblStyle/@w:val") == ["SpecificationTable"]
    assert style_of(word.paragraph("a")).startswith("TableHeading")


def test_a_row_taller_than_a_third_of_a_page_may_be_split(render: Render) -> None:
    word = render(table(("a", "b"), ("word " * 1500, "x")))
    assert len(word.find("//w:tr[w:trPr/w:cantSplit]")) == 1


def test_a_table_without_header_has_one_all_the_same(render: Render) -> None:
    word = render(d.Table(columns=(d.Column(),), body=(row("only"), row("second"))))
    assert len(word.find("//w:tr[w:trPr/w:tblHeader]")) == 1
    assert word.find("//w:tblLook/@w:firstRow") == ["0"]


def test_numbers_stand_right_and_the_author_decides_otherwise(render: Render) -> None:
    columns = (d.Column(), d.Column(), d.Column(align="center"))
    word = render(
        table(("n", "t", "c"), ("1,234.50", "text", "7"), ("-2 %", "12 monkeys", "8"), columns=columns)
    )
    assert style_of(word.paragraph("1,234.50")) == "TableTextRight"
    assert style_of(word.paragraph("12 monkeys")) == "TableText"
    assert style_of(word.paragraph("7")) == "TableTextCenter"


def test_a_caption_stands_above_and_counts_with_a_field(render: Render) -> None:
    word = render(
        table(("a",), ("1",), caption=(d.Str(text="Amounts"),), number="1", attr=d.Attr(id="amounts"))
    )
    caption = word.paragraph("Amounts")
    assert style_of(caption) == "TableCaption"
    assert "SEQ Table" in "".join(caption.itertext(f"{W}instrText"))
    assert caption.find(f"{W}bookmarkStart") is not None
    assert word.find("//w:tblCaption/@w:val") == ["Amounts"]


def test_every_cell_ends_with_a_paragraph(render: Render) -> None:
    inner = table(("x",), ("y",))
    cells = (d.Cell(content=()), d.Cell(content=(inner,)), d.Cell(content=(d.CodeBlock(text="z"),)))
    word = render(d.Table(columns=(d.Column(),) * 3, head=(row("a", "b", "c"),), body=(d.Row(cells=cells),)))
    assert all(cell[-1].tag == f"{W}p" for cell in word.find("//w:tc"))


def test_words_wider_than_their_column_may_be_divided_at_their_joints(render: Render) -> None:
    long = "com.example.payments.ledger.reconciliation.ReconciliationBatchProcessorFactoryBean"
    word = render(table(("a", "b", "c"), (long, "text " * 40, "short-word")))
    cell = text_of(word.paragraph("com."))
    assert cell != long
    assert cell.replace("\u200b", "") == long
    assert text_of(word.paragraph("short")) == "short-word"


def test_a_table_too_wide_for_the_page_gets_one_on_its_side_with_header_and_footer(render: Render) -> None:
    heads = tuple(f"identification{n}" for n in range(14))
    word = render(
        para("Before."), d.Header(level=1, content=(d.Str(text="Wide"),)), table(heads, heads), para("After.")
    )
    sections = word.find("//w:sectPr")
    sides = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]
    assert sides == [None, "landscape", None]
    kinds = [
        {ref.tag for ref in section.iter(f"{W}headerReference", f"{W}footerReference")}
        for section in sections
    ]
    assert all(len(kind) == 2 for kind in kinds)
    order = [text for _, text in word.styles() if text in ("Before.", "Wide", "After.")]
    assert order == ["Before.", "Wide", "After."]
    wide, ends = word.paragraph("Wide"), list(word.find("//w:body/w:p[w:pPr/w:sectPr]"))
    assert ends[0].getparent().index(ends[0]) < wide.getparent().index(wide)


def test_spans_cover_the_grid(render: Render) -> None:
    def cell(text: str, **fields: int) -> d.Cell:
        return d.Cell(content=(para(text),), **fields)

    rows = (
        d.Row(cells=(cell("a", col_span=2, row_span=2), cell("b"))),
        d.Row(cells=(cell("c"),)),
        d.Row(cells=(cell("d", row_span=9), cell("e"), cell("f"))),
    )
    word = render(d.Table(columns=(d.Column(),) * 3, body=rows))
    assert word.find("//w:vMerge/@w:val") == ["restart"]
    assert len(word.find("//w:vMerge")) == 2
    assert word.find("//w:gridSpan/@w:val") == ["2", "2"]


def grid_widths(word: Word) -> list[float]:
    return [int(width) / 20 for width in word.find("//w:tbl/w:tblGrid/w:gridCol/@w:w")]


def test_columns_are_as_wide_as_their_content_asks(render: Render) -> None:
    narrow, wide = grid_widths(render(table(("n", "text"), ("7", "some words " * 30))))
    assert narrow < 60 < 300 < wide


def test_a_table_of_short_words_is_no_wider_than_they_need(render: Render) -> None:
    assert sum(grid_widths(render(table(("a", "b"), ("one", "two"))))) < 100


def test_cells_with_a_meaning_show_it_and_keep_their_words(render: Render) -> None:
    head = ("Method", "Impact", "Status", "Note")
    word = render(table(head, ("GET", "High", "Approved", "High"), ("Get it", "Highest", "Done", "GET x")))
    styles = dict(
        zip(word.find("//w:tbl//w:rStyle/@w:val"), word.find("//w:tbl//w:r[w:rPr/w:rStyle]"), strict=True)
    )
    assert {name: text_of(run) for name, run in styles.items()} == {
        "MethodGet": "GET",
        "GradeHigh": "●\u00a0",
        "StatusApproved": "\u00a0Approved\u00a0",
    }
    assert "Highest" in text_of(word.tree())


def test_a_rule_before_a_heading_is_left_to_its_space(render: Render) -> None:
    heading = d.Header(level=1, content=(d.Str(text="Next"),), attr=d.Attr(id="n"))
    names = [
        name
        for name, _ in render(para("a"), d.HorizontalRule(), para("b"), d.HorizontalRule(), heading).styles()
    ]
    assert names.count("HorizontalRule") == 1


def test_a_table_that_fits_nowhere_is_divided_and_loses_no_cell(
    render: Render, reports: list[Diagnostic]
) -> None:
    heads = tuple(f"c{n:03d}" for n in range(200))
    cells = tuple(f"v{n:03d}" for n in range(200))
    word = render(table(heads, cells, caption=(d.Str(text="Wide"),), number="1"), report=reports.append)
    assert max(len(grid) for grid in word.find("//w:tblGrid")) <= 63
    text = text_of(word.tree())
    assert [cell for cell in (*heads, *cells) if cell not in text] == []
    assert len(word.find("//w:tbl")) == text.count("c000") > 1
    assert text.count("Wide") == 1
    assert [report.code for report in reports] == ["SX765"]


def test_pictures_stand_side_by_side_in_a_table_without_lines(render: Render) -> None:
    def figure(number: str) -> d.Figure:
        image = d.Image(content=(d.Str(text=f"Alt {number}"),), url="a.png")
        words = (d.Str(text=f"Caption {number}"),)
        return d.Figure(content=(d.Para(content=(image,)),), caption=words, number=number)

    media = {"a.png": d.Media(kitchen_sink.PIXEL, "image/png", 6000, 6000)}
    row = d.Div(content=(figure("1"), figure("2")), attr=d.Attr(classes=("side-by-side",)))
    word = render(document=d.Document(blocks=(row,), media=media))
    (table,) = word.find("//w:tbl[.//w:drawing]")
    assert len(table.findall(f"{W}tr/{W}tc")) == 2
    widths = [int(width.get(f"{W}w", "")) * 635 for width in table.iter(f"{W}gridCol")]
    drawn = [int(extent.get("cx", "")) for extent in table.iter() if extent.tag.endswith("}extent")]
    assert all(0.9 * width < cx < width for cx, width in zip(drawn, widths, strict=True))
    assert [name.get(f"{W}val") for name in table.iter(f"{W}tblCaption")] == [
        "Figure 1 Caption 1, Figure 2 Caption 2"
    ]


def test_a_picture_in_a_cell_is_no_wider_than_the_cell(render: Render) -> None:
    image = d.Image(content=(d.Str(text="x"),), url="a.png")
    cells = (d.Cell(content=(d.Para(content=(image,)),)), d.Cell(content=(para("word " * 200),)))
    table = d.Table(columns=(d.Column(), d.Column()), body=(d.Row(cells=cells),))
    media = {"a.png": d.Media(kitchen_sink.PIXEL, "image/png", 6000, 100)}
    word = render(document=d.Document(blocks=(table,), media=media))
    (made,) = word.find("//w:tbl[.//w:drawing]")
    width = int(next(made.iter(f"{W}gridCol")).get(f"{W}w", "")) * 635
    assert 0 < int(next(one for one in made.iter() if one.tag.endswith("}extent")).get("cx", "")) < width


def test_a_header_without_words_is_not_shown(render: Render) -> None:
    empty = d.Row(cells=(d.Cell(content=()), d.Cell(content=(para(),))))
    made = table(("", ""), ("1", "2"))
    word = render(d.Table(columns=made.columns, head=(empty,), body=made.body))
    assert len(word.find("//w:tr")) == 1
    assert word.find("//w:tblLook/@w:firstRow") == ["0"]
