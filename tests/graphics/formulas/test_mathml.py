"""Formulas on the page: what browsers have to be told."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from specexport import style
from specexport.core.context import Context
from specexport.graphics.formulas import font, letters, mathml
from specexport.renderers.html import formulas as sheets
from specexport.system import files


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=lambda _: None)


def root(tex: str, context: Context) -> ElementTree.Element:
    made, reasons = mathml.convert([(tex, True)], context)
    assert reasons == {}
    return ElementTree.fromstring(made[tex, True])


@pytest.mark.parametrize(
    ("tex", "kinds"),
    [
        (r"\cancel{x}", ["cancel-up"]),
        (r"\bcancel{x}", ["cancel-down"]),
        (r"\xcancel{x}", ["cancel-up cancel-down"]),
        (r"\boxed{x + \cancel{y}}", ["boxed", "cancel-up"]),
        (r"\begin{array}{c|c} a & b \end{array}", ["rule-right"]),
        (r"\begin{array}{cc} a & b \\ \hline c \end{array}", ["rule-bottom", "rule-bottom"]),
        (
            r"\begin{array}{c} a \\ \hline\hline b \\ \hdashline \end{array}",
            ["rule-bottom double-bottom", "rule-bottom dashed-bottom"],
        ),
        (
            r"\begin{array}{|c|} \begin{array}{c} a \\ \hline b \end{array} \end{array}",
            ["rule-left rule-right", "rule-bottom"],
        ),
    ],
)
def test_what_mathml_has_no_words_for_is_a_class(tex: str, kinds: list[str], context: Context) -> None:
    found = root(tex, context)
    assert [element.get("class") for element in found.iter() if element.get("class")] == kinds
    assert "\ue0f0" not in letters.of_mathml(found)
    sheet = sheets.sheet({(tex, True): ElementTree.tostring(found, encoding="unicode")}, context)
    assert all(f".{kind} {{" in sheet for one in kinds for kind in one.split())


def test_cells_are_aligned_for_every_browser(context: Context) -> None:
    cells = root(r"\begin{array}{lcr} a & b & c \end{array}", context).findall(".//{*}mtd")
    assert [cell.get("style") for cell in cells] == [
        "text-align: left; text-align: -webkit-left",
        None,
        "text-align: right; text-align: -webkit-right",
    ]


def test_a_negative_space_is_a_margin(context: Context) -> None:
    spaces = root(r"a\!b\,c", context).findall(".//{*}mspace")
    assert [(one.get("width"), one.get("style")) for one in spaces] == [
        (None, "margin-inline-start: -0.167em"),
        ("0.167em", None),
    ]


@pytest.mark.parametrize(
    "tex", [r"\xrightarrow{a}", r"\xRightarrow[b]{a}", r"\xleftarrow[b]{a}", r"\overset{a}{\to}"]
)
def test_arrows_stretch_with_both_their_labels(tex: str, context: Context) -> None:
    found = root(tex, context)
    (around,) = [one for one in found.iter() if one.tag.endswith(("mover", "munder", "munderover"))]
    assert around[0].get("stretchy") == "true"
    assert len(around) == 2 + ("[" in tex)


@pytest.mark.parametrize("tex", [r"\underrightarrow{AB}", r"\underleftarrow{AB}", r"\utilde{AB}"])
def test_a_mark_below_is_below(tex: str, context: Context) -> None:
    assert [
        one.tag.rpartition("}")[2] for one in root(tex, context).iter() if one.tag.endswith(("over", "under"))
    ] == ["munder"]


def test_letters_for_a_page_have_signs_that_stretch() -> None:
    made = TTFont(io.BytesIO(font._subset("→↔~^𝐴")))
    variants, names = made["MATH"].table.MathVariants, made.getBestCmap()
    found = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True))
    assert {names[ord(sign)] for sign in "→↔~^"} <= set(found)
    for sign in "→↔":
        parts = found[names[ord(sign)]].GlyphAssembly.PartRecords
        assert all(part.StartConnectorLength >= variants.MinConnectorOverlap for part in parts[1:])


def test_what_would_be_lost_is_told(context: Context) -> None:
    tex = r"\mathop{\overline{\mathrm{lim}}}\limits_x y"
    made, reasons = mathml.convert([(tex, True)], context)
    assert made == {}
    assert reasons == {tex: "lim would be lost"}


@pytest.mark.parametrize(
    ("tex", "shown", "lost"),
    [
        ("a + b", "ab", ""),
        ("aab", "ab", "a"),
        (r"\alpha\sin x", "x", "αsin"),
        (r"\Gamma", "Γ", ""),
        (r"\begin{array}{lcr} q \end{array}", "q", ""),
        (r"\color{red} q \hspace{3em} \label{eq:1} \\[2pt]", "q", ""),
        (r"\phantom{w}q", "q", ""),
        (r"\kern3pt q \sqrt[3]{q}", "qq3", ""),
        (r"\mathbf{q}", "𝐪", ""),
        ("é", "e\u0301", ""),
        ("量", "", "量"),
        ("a {", "", "a"),
    ],
)
def test_letters_of_tex_are_those_that_are_seen(tex: str, shown: str, lost: str) -> None:
    assert letters.lost(tex, shown) == lost
