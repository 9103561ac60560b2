"""TeX as it is written, in the words of pandoc."""

from __future__ import annotations

import pytest

from specexport.graphics.formulas import rules, tex
from specexport.graphics.formulas.dialect import fault, known


def unmarked(text: str) -> str:
    """Return TeX without marks of rules, and with single spaces."""
    return " ".join(rules.unmarked(known(text)).replace("\\text{}", "").split())


@pytest.mark.parametrize(
    "name", ["aligned", "cases", "pmatrix", "gathered", "split", "Vmatrix", "smallmatrix"]
)
@pytest.mark.parametrize("end", ["", r" \\", r"\\[2pt]", r" \\* ", r" \cr "])
def test_a_break_behind_the_last_row_adds_none(name: str, end: str) -> None:
    expected = rf"\begin{{{name}}} a &b \\ c & d \end{{{name}}}"
    assert unmarked(rf"\begin{{{name}}} a &b \\ c & d{end}\end{{{name}}}") == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\begin{cases} a \\ \\ \end{cases}", r"\begin{cases} a \\ \end{cases}"),
        (r"\begin{cases} a & b \\ & \\ \end{cases}", r"\begin{cases} a & b \\ & \end{cases}"),
        (r"\begin{array}{c} a \\ \hline \end{array}", r"\begin{array}{c} a \end{array}"),
        (r"\begin{rcases} a \\ b \end{rcases}", r"\left.\begin{array}{l} a \\ b \end{array}\right\}"),
        (r"\begin{drcases} a & b \end{drcases}", r"\left.\begin{array}{ll} a & b \end{array}\right\}"),
        (r"\begin{dcases} a \end{dcases}", r"\left\{\begin{array}{l} a \end{array}\right."),
        (r"\begin{pmatrix*}[r] -1 \\ 2 \end{pmatrix*}", r"\left(\begin{array}{r} -1 \\ 2 \end{array}\right)"),
        (r"\begin{bsmallmatrix} a \end{bsmallmatrix}", r"\left[\begin{array}{c} a \end{array}\right]"),
        (r"\begin{aligned}[t] a &= b \end{aligned}", r"\begin{aligned} a &= b \end{aligned}"),
        (r"\begin{pmatrix} [a] & b \end{pmatrix}", r"\begin{pmatrix} [a] & b \end{pmatrix}"),
        (r"\begin{aligned} a \\ [b] \end{aligned}", r"\begin{aligned} a \\ [b] \end{aligned}"),
        (r"\begin{aligned} a \\[b] c \end{aligned}", r"\begin{aligned} a \\ [b] c \end{aligned}"),
        (r"a \\ b", r"\begin{gathered} a \\ b \end{gathered}"),
        (r"a &= b \\ &= c", r"\begin{aligned} a &= b \\ &= c \end{aligned}"),
        (r"a \\", "a"),
        (r"\substack{a \\ b \\}", r"\substack{a \\ b }"),
        (r"\mathbf{\frac{a \\ b}{c}}", r"\mathbf{\frac{\begin{gathered} a \\ b \end{gathered}}{c}}"),
        (r"\text{is $x_1$ now}", r"\text{is }{x_1}\text{ now}"),
        (r"\text{a \textbf{b} c}", r"\text{a }\textbf{b}\text{ c}"),
        (r"\text{50\% off}", r"\text{50\%{} off}"),
        (r"\text{}y", "{}y"),
        ("95% of x", r"95\% of x"),
        ("a % of b\n+ c", "a + c"),
        (r"1{,}000", r"1\text{,}000"),
        (r"a \over b", r"\frac{a }{ b}"),
        (r"{\rm kB} x", r"{\mathrm{ kB}} x"),
        (r"\hspace{-1em}x", r"\!\!\!\!\!\!x"),
        (r"\kern3pt x\mkern-3mu y", r"\hspace{0.300em} x\! y"),
        (r"\xRightarrow[b]{a}", r"\underset{b}{\overset{a}{\Rightarrow}}"),
        (r"x \tag*{Z}", r"x \qquad\text{Z}"),
        (r"\cancelto{0}{x}", r"{\cancel{x}}^{0}"),
        (r"\textcolor{red}{#1}", "{#1}"),
        (r"\mathbf{E}\mathbf{\alpha}", r"{𝐄}\mathbf{\alpha}"),
    ],
)
def test_what_is_written_is_read_as_meant(written: str, read: str) -> None:
    assert unmarked(written) == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (r"\frac{a", "a } is missing"),
        ("a}", "a { is missing"),
        (r"\begin{aligned} a", r"an \end is missing"),
        (r"\begin{cases} a \end{aligned}", r"\end{cases} is missing"),
        (r"\sqrt[3{x}", ""),
    ],
)
def test_what_is_not_balanced_is_not_guessed_at(written: str, reason: str) -> None:
    assert known(written) == written
    assert fault(written) == reason


def test_rules_of_columns_and_rows_are_marked() -> None:
    table = (
        r"\begin{array}{|c||r:l|} \hline a & b & c \\ \hline\hline \cline{2-3} d \\ \hdashline \end{array}"
    )
    found = rules.marked(known(table))
    assert found == rules.Rules("12d1", ("111", "222", "ddd"))
    assert found.around(0, 0) == [
        "rule-left",
        "rule-right",
        "double-right",
        "rule-top",
        "rule-bottom",
        "double-bottom",
    ]
    assert found.around(1, 2) == ["rule-right", "rule-bottom", "dashed-bottom"]


@pytest.mark.parametrize(
    "table", [r"\begin{array}{cc} a & b \end{array}", r"\begin{cases} a \\ b \end{cases}"]
)
def test_what_has_no_rules_has_no_mark(table: str) -> None:
    assert rules.marked(known(table)) is None


@pytest.mark.parametrize(
    ("spec", "aligned", "uprights"),
    [
        ("c|c", "cc", "010"),
        ("*{2}{r|}", "rr", "011"),
        ("@{}l p{2cm}|", "ll", "001"),
        ("||c", "c", "20"),
        ("", "", "0"),
    ],
)
def test_columns_are_read(spec: str, aligned: str, uprights: str) -> None:
    assert rules.columns(spec) == rules.Columns(aligned, uprights)


@pytest.mark.parametrize(
    ("written", "read"),
    [("a % b", "a "), (r"5\% %c" + "\nd", r"5\% d"), (r"50\,% x", r"50\,\% x"), ("%", "")],
)
def test_comments_are_told_from_percent(written: str, read: str) -> None:
    assert tex.uncommented(written) == read


@pytest.mark.parametrize(
    "text", ["{" * 900 + "x" + "}" * 900, r"\begin{array}{c}" * 300, r"\text{" * 5000, "\\", "\\\\" * 9]
)
def test_nothing_makes_it_stumble(text: str) -> None:
    assert known(text) is not None
