"""Formulas: sixteen kinds in every form, and what is wrong told once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.graphics.formulas import drawn, mathml
from specexport.graphics.formulas import font as face
from specexport.model import document as d
from specexport.pandoc import process
from specexport.renderers.html import writer as html
from specexport.system import cache, files

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = [
    r"E = mc^2",
    r"\frac{a}{b}",
    r"\sqrt[3]{x^2 + 1}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\int_0^\infty e^{-x^2}\,dx",
    r"\binom{n}{k}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
    r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n",
    r"\hat{x} + \overline{AB} + \underbrace{a+b}_{n}",
    r"\mathbb{R}, \mathcal{L}, \mathbf{x}, \mathrm{d}x",
    r"\operatorname{P99} \approx \mu",
    r"\alpha \le \beta \ne \Gamma",
    r"A \xrightarrow{f} B",
    r"\cfrac{1}{1+\cfrac{1}{x}}",
]


@pytest.fixture
def reports() -> list[Diagnostic]:
    return []


@pytest.fixture
def context(reports: list[Diagnostic]) -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)


def document(*formulas: str, display: bool = False) -> d.Document:
    nodes = (d.Math(text=text, display=display, pos=d.Pos(3)) for text in formulas)
    return d.Document(blocks=tuple(d.Para(content=(node,)) for node in nodes))


def test_all_are_mathml(context: Context, reports: list[Diagnostic]) -> None:
    made = mathml.elements(document(*FORMULAS, display=True), context)
    assert reports == []
    assert [tex for tex, _ in made] == FORMULAS
    for (tex, _), markup in made.items():
        root = ElementTree.fromstring(markup)
        assert root.get("display") == "block"
        annotation = root.find(".//{*}annotation")
        assert annotation is not None
        assert annotation.text == tex


def test_all_are_drawn_on_their_baseline(context: Context, reports: list[Diagnostic]) -> None:
    made = drawn.drawings(document(*FORMULAS), context)
    assert reports == []
    assert len(made) == len(FORMULAS)
    for drawing in made.values():
        assert b"<path" in drawing.svg or b"<rect" in drawing.svg
        assert drawing.width > 5
        assert 0 < drawing.depth < drawing.height
    flat, fraction = made[FORMULAS[0], False], made[FORMULAS[1], False]
    assert fraction.depth > flat.depth


def test_a_drawing_has_the_colour_of_the_text(context: Context) -> None:
    (drawing,) = drawn.drawings(document("x"), context).values()
    assert context.style.base.color.encode() in drawing.svg


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"x \tag{3}", "(3)"),
        (r"x \tag*{*}", "*"),
        (r"\begin{dcases} a & b \end{dcases}", "a"),
        (r"x \in \R", "ℝ"),
        (r"90\degree", "∘"),
        (r"\textcolor{red}{x}", "x"),
        (r"\hbox{if}", "if"),
    ],
)
def test_what_other_engines_know_is_read(
    tex: str, shown: str, context: Context, reports: list[Diagnostic]
) -> None:
    (markup,) = mathml.elements(document(tex), context).values()
    assert reports == []
    assert shown in re.sub("<annotation.*?</annotation>", "", markup)


def test_names_of_equations_are_not_shown(context: Context) -> None:
    (markup,) = mathml.elements(document(r"x \label{eq:name}"), context).values()
    assert "name" not in markup


def test_columns_of_equations_are_aligned(context: Context) -> None:
    (markup,) = mathml.elements(document(FORMULAS[8], display=True), context).values()
    assert 'style="text-align: right' in markup


@pytest.mark.parametrize(
    "tex", [r"\frac{a", r"\nonsense{x}", "{" * 200 + "x" + "}" * 200, "x" * 30_000, "x^{" * 40 + "}" * 40]
)
def test_what_is_wrong_is_told_at_its_place(tex: str, context: Context, reports: list[Diagnostic]) -> None:
    made = mathml.elements(document("y", tex), context)
    assert list(made) == [("y", False)]
    assert [(report.code, report.pos) for report in reports] == [("SX756", d.Pos(3))]


def test_without_pandoc_all_stay_as_written(
    context: Context, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise FileNotFoundError("it is not installed")

    monkeypatch.setattr(process, "program", missing)
    page = html.render(document("y^2", "x"), context).data.decode()
    assert '<code class="math">y^2</code>' in page
    assert [report.code for report in reports] == ["SX755"]


@pytest.mark.parametrize(
    "tex", [r"\href{javascript:alert(1)}{x}", r"\input{/etc/hosts}", r"\def\a{\a\a}\a", r"\text{<script>x}"]
)
def test_formulas_bring_nothing_along(tex: str, context: Context) -> None:
    page = html.render(document(tex), context).data.decode()
    assert not re.search(r"href=.javascript|localhost|<script>x", page)


def test_the_letters_for_a_page_are_few_and_always_the_same(context: Context) -> None:
    made = mathml.elements(document(*FORMULAS), context)
    font = face.woff2(made.values(), context)
    assert font.startswith(b"wOF2")
    assert len(font) < 60_000
    assert face._subset.__wrapped__("abc") == face._subset.__wrapped__("abc")


def test_the_letters_are_chosen_once(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = replace(context, cache=cache.Store(tmp_path))
    first = face.woff2(["<math><mi>x</mi></math>"], context)

    def again(letters: str) -> bytes:
        raise AssertionError(letters)

    monkeypatch.setattr(face, "_subset", again)
    assert face.woff2(["<math><mi>x</mi></math>"], context) == first
    with pytest.raises(AssertionError, match="y"):
        face.woff2(["<math><mi>y</mi></math>"], context)


def test_a_page_without_formulas_has_no_letters_for_them(context: Context) -> None:
    page = html.render(d.Document(blocks=(d.Para(content=(d.Str(text="x"),)),)), context).data.decode()
    assert "STIX" not in page


def test_pandoc_is_asked_once_about_the_same_formulas(
    context: Context, reports: list[Diagnostic], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = replace(context, cache=cache.Store(tmp_path))
    same = document("y^2", r"\frac{1}")
    first, told = mathml.elements(same, context), [report.message for report in reports]
    assert len(first) == len(told) == 1

    def run(*_: object, **__: object) -> object:
        raise EnvironmentProblem(Diagnostic("SX790", "it is gone", "error"))

    monkeypatch.setattr(process, "run", run)
    assert mathml.elements(same, context) == first
    assert [report.message for report in reports] == told * 2
    assert mathml.elements(document("y^3"), context) == {}
