"""Formulas in Word: numbers at the right edge, and structures in place of signs in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from wordfile import W, Word, text_of

from specexport.model import document as d
from specexport.renderers.docx.body import omml

if TYPE_CHECKING:
    from collections.abc import Callable

    Render = Callable[..., Word]


def equation(number: str, ident: str = "") -> d.Div:
    span = d.Span(content=(d.Str(text=number),), attr=d.Attr(classes=("equation-number",)))
    content = (d.Math(text="x", display=True), d.Str(text=" "), span)
    return d.Div(content=(d.Para(content=content),), attr=d.Attr(ident, ("equation",)))


def test_a_number_is_a_field_at_the_right_edge_and_a_reference_shows_it(render: Render) -> None:
    link = d.Link(content=(d.Str(text="(1)"),), url="#energy")
    word = render(equation("(1)", "energy"), equation("(A)"), equation("(2)"), d.Para(content=(link,)))
    tables = word.find("//w:tbl[.//m:oMath]")
    assert [text_of(table.findall(f".//{W}tc")[2]) for table in tables] == ["(1)", "(A)", "(2)"]
    fields = [code.text.strip() for code in word.find("//w:instrText") if "Equation" in (code.text or "")]
    assert fields == ["SEQ Equation \\* ARABIC", "SEQ Equation \\* ARABIC"]
    assert any((code.text or "").strip() == "REF energy \\h" for code in word.find("//w:instrText"))
    (mark,) = word.find("//w:bookmarkStart[@w:name='energy']")
    assert text_of(mark.getparent()) == "(1)"


def test_in_a_cell_a_number_stands_behind_its_formula(render: Render) -> None:
    cell = d.Cell(content=(equation("(1)"),))
    word = render(d.Table(columns=(d.Column(),), body=(d.Row(cells=(cell,)),)))
    assert len(word.find("//w:tbl[.//m:oMath]")) == 1
    assert "(1)" in text_of(word.find("//w:tc")[0])


def made(markup: str) -> str:
    root = etree.fromstring(f'<m:oMath xmlns:m="{omml.M[1:-1]}">{markup}</m:oMath>')
    omml.repair(root)
    written: str = etree.tostring(root, encoding="unicode")
    return written.partition(">")[2].removesuffix("</m:oMath>")


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def nary(content: str) -> str:
    return f"<m:nary><m:sub>{run('i')}</m:sub><m:e>{content}</m:e></m:nary>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (nary(run("a")) + run("b") + run("=") + run("c"), nary(run("a") + run("b")) + run("=") + run("c")),
        (
            nary(run("(")) + run("a") + run("=") + run(")") + run("b"),
            nary(run("(") + run("a") + run("=") + run(")") + run("b")),
        ),
        (nary(run("a")) + run(")") + run("b"), nary(run("a")) + run(")") + run("b")),
        (nary(run("\u200b")) + nary(run("a")), nary(nary(run("a")))),
        (nary(run("a")) + run("&amp;"), nary(run("a")) + run("&amp;")),
    ],
)
def test_a_sum_takes_what_it_ranges_over(before: str, after: str) -> None:
    assert made(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            run("sin") + run("x"),
            f"<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>",
        ),
        (run("sin") + run("("), run("sin") + run("(")),
        (run("sin"), run("sin")),
        (run("sit") + run("x"), run("sit") + run("x")),
        (
            f"<m:limLow><m:e>{run('lim')}</m:e><m:lim>{run('x')}</m:lim></m:limLow>{run('y')}",
            f"<m:func><m:fName><m:limLow><m:e>{run('lim')}</m:e><m:lim>{run('x')}</m:lim></m:limLow></m:fName>"
            f"<m:e>{run('y')}</m:e></m:func>",
        ),
    ],
)
def test_a_function_has_its_argument(before: str, after: str) -> None:
    assert made(before) == after


def test_braces_stretch() -> None:
    below = made(f"<m:limLow><m:e>{run('a')}</m:e><m:lim>{run('⏟')}</m:lim></m:limLow>")
    assert below == f"<m:groupChr><m:groupChrPr/><m:e>{run('a')}</m:e></m:groupChr>"
    above = made(f"<m:limUpp><m:e>{run('a')}</m:e><m:lim>{run('⏞')}</m:lim></m:limUpp>")
    assert '<m:chr m:val="⏞"/><m:pos m:val="top"/>' in above


def test_a_bar_is_one_that_office_knows() -> None:
    assert 'm:val="\u0305"' in made('<m:acc><m:accPr><m:chr m:val="\u203e"/></m:accPr></m:acc>')
