"""Formulas on paper: as large as the text around them, in its colours, with letters of its fonts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from checkers import pdf as checkers
from msgspec.structs import replace

from specexport.graphics.formulas.drawn import Drawn, Word
from specexport.model import document as d
from specexport.renderers.pdf import writer as pdf
from specexport.renderers.pdf.formula_colors import formula_colors
from specexport.renderers.pdf.weasyprint import drawings
from specexport.renderers.pdf.weasyprint.engine import fonts, widths
from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

    MakeContext = Callable[..., Context]

RIGHT_TO_LEFT = r"\text{עלות} = x"


def formula(tex: str, display: bool = False) -> d.Math:
    return d.Math(text=tex, display=display, pos=d.Pos(5))


def para(*content: d.Inline) -> d.Para:
    return d.Para(content=content)


def written(document: d.Document, context: Context) -> tuple[dict[tuple[str, bool], str], AllowedFiles]:
    files = AllowedFiles()
    with fonts.alone() as configuration:
        return dict(drawings.formulas(document, context, files, configuration)), files


def test_a_formula_is_measured_by_the_text_around_it(make_context: MakeContext) -> None:
    (image,) = written(d.Document(blocks=(para(formula("x^2")),)), make_context())[0].values()
    assert re.search(r"width: [\d.]+em; height: [\d.]+em; vertical-align: -[\d.]+em", image)
    assert "px" not in image


@pytest.mark.parametrize("tex", [RIGHT_TO_LEFT, r"\frac{a}{\text{ע}}", r"x_{\text{شك}}"])
def test_words_are_laid_over_the_drawing(tex: str, make_context: MakeContext) -> None:
    (image,) = written(d.Document(blocks=(para(formula(tex)),)), make_context())[0].values()
    assert re.search(r"<span[^>]*position: relative.*<img[^>]*>.*position: absolute.*[\u0590-\u06ff]", image)


def test_words_can_be_found_and_the_file_is_accessible(make_context: MakeContext, tmp_path: Path) -> None:
    said: list[Diagnostic] = []
    row = d.Row(cells=(d.Cell(content=(para(formula(RIGHT_TO_LEFT)),)),))
    document = d.Document(
        meta=d.Meta(title=(d.Str(text="T"),), lang="en"),
        blocks=(
            d.Header(level=1, content=(d.Str(text="On "), formula("O(n^2)")), attr=d.Attr("a")),
            para(d.Str(text="And "), formula(RIGHT_TO_LEFT)),
            para(formula(r"\text{א} + \begin{array}{|c|} a \\ \hline b \end{array}", display=True)),
            d.Table(columns=(d.Column(),), head=(row,), body=(row,)),
        ),
    )
    path = tmp_path / "spec.pdf"
    path.write_bytes(pdf.render(document, make_context(said.append)).data)
    assert said == []
    assert checkers.text(path).count("עלות") == 3
    assert checkers.conformance([path]) == {path: []}


def test_a_letter_without_a_font_is_told_with_its_line(make_context: MakeContext) -> None:
    said: list[Diagnostic] = []
    pdf.render(d.Document(blocks=(para(formula("\\text{\U00016883}")),)), make_context(said.append))
    assert [(one.code, one.pos and one.pos.line) for one in said] == [("SX771", 5)]
    assert "U+16883" in said[0].message


def test_a_formula_has_the_colour_of_the_head_or_heading_where_it_stands(make_context: MakeContext) -> None:
    context = make_context()
    look = replace(context.style, table_rules=replace(context.style.table_rules, head_color="#fedcba"))
    head = d.Row(cells=(d.Cell(content=(para(formula("h"), formula("b")),)),))
    body = d.Row(cells=(d.Cell(content=(para(formula("b")),)),))
    blocks = (
        d.Header(level=1, content=(formula("t"),)),
        d.Table(columns=(d.Column(),), head=(head,), body=(body,)),
    )
    found = formula_colors(d.Document(blocks=blocks), look)
    assert found == {("h", False): "#fedcba", ("t", False): look.headings[0].type.color}


def test_the_width_of_words_is_the_engines(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = make_context().style.base.family
    with fonts.alone() as configuration:
        measured = widths.measure(configuration, family)
        assert measured("על", 10.0) > measured("ע", 10.0) > 0
        assert measured("ע", 20.0) == pytest.approx(2 * measured("ע", 10.0))

        def changed(*_: object) -> float:
            raise TypeError

        monkeypatch.setattr(widths, "_first_line", changed)
        assert widths.measure(configuration, family)("\u4ef7", 10.0) == 10.0


def test_a_word_stands_on_the_line_that_it_is_drawn_for() -> None:
    drawn = Drawn(b"<svg/>", 20.0, 16.0, 4.0, 16.0, "", (Word("a<b", 8.0, 4.0, 12.0),))
    image = drawings._image(("x", False), drawn, AllowedFiles())
    assert "left: 0.250em" in image
    assert "height: 0.750em" in image
    assert "font-size: 0.500em" in image
    assert "a&lt;b" in image
