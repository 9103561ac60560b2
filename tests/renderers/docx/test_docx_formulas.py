"""Formulas in Word: numbers at the right edge, and structures in place of signs in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from wordfile import W, Word, text_of

from specexport.graphics.formulas import rules
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


def matrix(*rows: str, mark: str = "") -> str:
    cells = [[f"<m:e>{run(cell)}</m:e>" for cell in row.split()] for row in rows]
    if mark:
        cells[0][0] = f"<m:e>{run(mark)}{run(rows[0].split()[0])}</m:e>"
    columns = "<m:mc/>" * max(map(len, cells))
    body = "".join(f"<m:mr>{''.join(row)}</m:mr>" for row in cells)
    return f"<m:m><m:mPr><m:mcs>{columns}</m:mcs></m:mPr>{body}</m:m>"


def test_rules_between_columns_part_them() -> None:
    mark = rules.mark("0010", ["", "", ""], 3)
    parted = made(matrix("1 2 5", "3 4 6", mark=mark))
    separator = '<m:dPr><m:begChr m:val=""/><m:sepChr m:val="|"/><m:endChr m:val=""/><m:grow/></m:dPr>'
    left, right = matrix("1 2", "3 4"), matrix("5", "6")
    assert parted == f"<m:d>{separator}<m:e>{left}</m:e><m:e>{right}</m:e></m:d>"


@pytest.mark.parametrize(
    ("uprights", "lines"),
    [("000", ["", "1", ""]), ("100", []), ("020", []), ("0d0", []), ("001", ["1", "", "1"])],
)
def test_other_rules_have_no_structure(uprights: str, lines: list[str]) -> None:
    with pytest.raises(ValueError, match="rules"):
        made(matrix("1 2", "3 4", mark=rules.mark(uprights, lines, 2)))


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{array}{cr} & 120 \\ + & 35 \\ \hline & 155 \end{array}",
        r"\begin{array}{|c|c||c|} \hline p & q & r \\ \hline 1 & 1 & 0 \\ \hline \end{array}",
        r"\left[\begin{array}{c|c} \frac{1}{2} & x \end{array}\right]",
        r"\begin{pmatrix} a \\ \hline b \end{pmatrix}",
    ],
)
def test_what_has_rules_is_a_picture_on_the_line(tex: str, render: Render) -> None:
    word = render(d.Para(content=(d.Str(text="see "), d.Math(text=tex))))
    assert word.find("//m:oMath") == []
    (described,) = word.find("//wp:docPr")
    assert described.get("descr") == tex
    (lowered,) = word.find("//w:r[.//w:drawing]/w:rPr/w:position")
    assert int(lowered.get(f"{W}val")) < -4


def limit(name: str, sign: str, label: str) -> str:
    return f"<m:{name}><m:e>{run(sign)}</m:e><m:lim>{run(label)}</m:lim></m:{name}>"


def test_arrows_are_as_long_as_what_they_bear() -> None:
    over, under = made(limit("limUpp", "→", "ok")), made(limit("limLow", "⇒", "ok"))
    label = f'<m:e><m:argPr><m:argSz m:val="-1"/></m:argPr>{run("ok")}</m:e>'
    props = '<m:chr m:val="→"/><m:vertJc m:val="bot"/>'
    assert over == f"<m:groupChr><m:groupChrPr>{props}</m:groupChrPr>{label}</m:groupChr>"
    assert '<m:chr m:val="⇒"/><m:pos m:val="top"/><m:vertJc m:val="top"/>' in under
    both = made(f"<m:limLow><m:e>{limit('limUpp', '→', 'a')}</m:e><m:lim>{run('b')}</m:lim></m:limLow>")
    assert "⟶" in both
    assert "groupChr" not in both


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run(chr(0x200B))}</m:sup></m:sSup>", run("x")),
        (f"<m:limUpp><m:e>{run('=')}</m:e><m:lim>{run(chr(0x200B))}</m:lim></m:limUpp>", run("=")),
    ],
)
def test_empty_scripts_are_left_out(before: str, after: str) -> None:
    assert made(before) == after


@pytest.mark.parametrize("place", ["<m:den/>", f"<m:den>{run(chr(0x200B))}</m:den>"])
def test_a_place_with_nothing_asks_for_nothing(place: str) -> None:
    assert "\u00a0" in made(f"<m:f><m:num>{run('a')}</m:num>{place}</m:f>")


def test_a_mark_below_is_not_set_above() -> None:
    below = made(f'<m:acc><m:accPr><m:chr m:val="\u20ef"/></m:accPr><m:e>{run("AB")}</m:e></m:acc>')
    assert '<m:chr m:val="→"/>' in below
    assert "m:pos" not in below
