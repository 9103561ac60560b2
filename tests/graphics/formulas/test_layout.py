"""Formulas set in lines: what is drawn, where, and how large."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core.context import Context
from specexport.graphics.formulas import drawn, font, mathml
from specexport.graphics.formulas.layout import boxes
from specexport.graphics.formulas.layout.boxes import Box, Outline, Stroke, Words
from specexport.graphics.formulas.layout.elements import lay
from specexport.graphics.formulas.layout.face import face
from specexport.model import document as d
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

EM = 100.0


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=lambda _: None)


def box(tex: str, context: Context, display: bool = True) -> Box:
    """Return the box of a formula in a text of 100 pixels."""
    made, reasons = mathml.convert([(tex, display)], context)
    assert reasons == {}
    return lay(drawn._presentation(made[tex, display]), EM, face(), drawn.estimated)


def strokes(found: Box) -> list[tuple[float, float, Stroke]]:
    return [(x, y, mark) for x, y, mark in boxes.marks(found) if isinstance(mark, Stroke)]


def places(found: Box) -> list[tuple[str, float, float]]:
    return [
        (mark.char, round(x), round(y))
        for x, y, mark in boxes.marks(found)
        if isinstance(mark, Outline) and mark.char
    ]


def test_the_sheet_is_drawn_whole(context: Context, request: pytest.FixtureRequest) -> None:
    formulas = re.findall(r"\$\$(.+)\$\$", (request.path.parent / "sheet.md").read_text(encoding="utf-8"))
    assert len(formulas) == 60
    reports: list[Diagnostic] = []
    whole = Context(style=context.style, resources=context.resources, report=reports.append)
    nodes = tuple(d.Math(text=tex, display=True) for tex in formulas)
    made = drawn.drawings(d.Document(blocks=(d.Para(content=nodes),)), whole)
    assert reports == []
    assert all(0 < one.width < 800 and 0 < one.height < 200 for one in made.values())


@pytest.mark.parametrize(
    "tex",
    [
        *(
            r"\begin{aligned} a &= b \\ \\ \end{aligned}",
            r"\begin{pmatrix} & \\ & \end{pmatrix}",
            r"\sum_{}",
            "",
        ),
        *(
            r"\underbrace{x}_{}",
            r"\frac{a}{}",
            r"\frac{}{}",
            r"\xrightarrow{}",
            r"\overset{}{=}",
            r"\text{}",
            "{}",
        ),
        *(
            r"\begin{array}{c} \hline \end{array}",
            r"\sqrt{}",
            r"\hat{}",
            r"\left(\right)",
            r"x^{}_{}",
            r"\boxed{}",
        ),
        *(
            r"\begin{cases}\end{cases}",
            r"\substack{}",
            r"\overline{}",
            r"\text{ }",
            r"\mathbf{}",
            r"\cancel{}",
        ),
    ],
)
def test_what_is_empty_has_a_size(tex: str, context: Context) -> None:
    for display in (True, False):
        found = box(tex, context, display)
        assert 0 <= found.width < 5 * EM
        assert -EM < found.height < 5 * EM
        assert -2 * EM < found.depth < 4 * EM


def test_an_empty_row_is_as_high_as_a_line(context: Context) -> None:
    two, three = (box(rf"\begin{{gathered}} a \\ {more} b \end{{gathered}}", context) for more in ("", r"\\"))
    assert EM < (three.height + three.depth) - (two.height + two.depth) < 2 * EM


@pytest.mark.parametrize(
    "arrow", [r"\xrightarrow", r"\xleftarrow", r"\xRightarrow", r"\xleftrightarrow", r"\xmapsto"]
)
def test_arrows_are_as_long_as_their_labels(arrow: str, context: Context) -> None:
    short, long = (
        box(rf"{arrow}{{\text{{{label}}}}}", context).width for label in ("ok", "a long label " * 3)
    )
    label = box(r"\scriptstyle{}^{\text{" + "a long label " * 3 + "}}", context).width
    assert long > label > 2 * short


@pytest.mark.parametrize(
    "accent", [r"\widehat", r"\widetilde", r"\overline", r"\overrightarrow", r"\overbrace"]
)
@pytest.mark.parametrize("base", ["AB", "ABC", "ABCDEFGHIJKLMN"])
def test_accents_are_over_all(accent: str, base: str, context: Context) -> None:
    letters, whole = box(base, context), box(rf"{accent}{{{base}}}", context)
    accents = [mark for mark in boxes.marks(whole) if mark[1] > 0]
    right = max(x + _across(mark) for x, _, mark in accents)
    assert right - min(x for x, _, mark in accents if _across(mark)) > 0.6 * letters.width
    assert whole.width < letters.width + 0.5 * EM


def _across(mark: Outline | Stroke | Words) -> float:
    if isinstance(mark, Stroke):
        return mark.right
    assert isinstance(mark, Outline)
    return face().glyph(mark.glyph).right * mark.scale * mark.wide


def test_negative_spaces_are_a_sixth(context: Context) -> None:
    for plain, tight in (("ab", r"a\!b"), ("xyz", r"x\!yz")):
        less = box(plain, context).width - box(tight, context).width
        assert less == pytest.approx(EM / 6, abs=0.5)
    assert box(r"a\!\!\!b", context).width < box(r"a\!b", context).width


@pytest.mark.parametrize(
    ("tex", "count"),
    [
        (r"\cancel{x}", 1),
        (r"\xcancel{x}", 2),
        (r"\boxed{x}", 4),
        (r"\boxed{\bcancel{a}} + \cancel{b}", 6),
        (r"\frac{a}{b}", 1),
        (r"\binom{a}{b}", 0),
        (r"\begin{array}{c} a \\ \hline b \end{array}", 1),
        (r"\begin{array}{|c|} a \\ b \end{array}", 4),
        (r"\begin{array}{c||c} a & b \end{array}", 2),
        (r"\begin{array}{cc} a & b \\ \cline{2-2} c & d \end{array}", 1),
        (r"\begin{array}{cc} a & b \\ \hline c \\ \hline \end{array}", 4),
    ],
)
def test_strokes_and_rules_are_drawn(tex: str, count: int, context: Context) -> None:
    assert len(strokes(box(tex, context))) == count


def test_a_rule_goes_between_rows_and_across_columns(context: Context) -> None:
    found = box(r"\begin{array}{cr} & 120 \\ + & 35 \\ \hline & 200 \end{array}", context)
    rules = strokes(found)
    baselines = sorted({y for char, _, y in places(found) if char.isdigit()}, reverse=True)
    assert len(baselines) == 3
    assert all(baselines[2] < y < baselines[1] for _, y, _ in rules)
    assert sum(rule.right for _, _, rule in rules) == pytest.approx(found.width, abs=1)


def test_a_struck_or_dashed_line_is_told(context: Context) -> None:
    ((_, _, up),) = strokes(box(r"\cancel{x}", context))
    ((_, _, down),) = strokes(box(r"\bcancel{x}", context))
    assert up.up > 0 > down.up
    dashed = strokes(box(r"\begin{array}{c:c} a & b \end{array}", context))
    assert [line.dashed for _, _, line in dashed] == [True]


def test_the_brace_is_on_the_side_that_is_asked(context: Context) -> None:
    left = places(box(r"\begin{cases} a \\ b \end{cases}", context))
    right = places(box(r"\begin{rcases} a \\ b \end{rcases}", context))
    assert min(left, key=lambda one: one[1])[0] == "{"
    assert max(right, key=lambda one: one[1])[0] == "}"


@pytest.mark.parametrize("opening", ["(", "[", r"\{", "|", r"\lfloor", r"\langle"])
def test_brackets_are_as_high_as_what_they_hold(opening: str, context: Context) -> None:
    inner = box(r"\frac{\frac{a}{b}}{\frac{c}{d}}", context)
    whole = box(rf"\left{opening}\frac{{\frac{{a}}{{b}}}}{{\frac{{c}}{{d}}}}\right.", context)
    assert whole.height + whole.depth > 0.85 * (inner.height + inner.depth)


def test_signs_between_two_things_are_told_from_signs_before_one(context: Context) -> None:
    assert box("a-b", context).width - box("-b", context).width > box("a", context).width + 0.3 * EM
    assert box("=-b", context).width < box("=", context).width + box("-b", context).width + 0.35 * EM


def test_letters_that_the_font_lacks_are_words_of_the_text(context: Context) -> None:
    found = box(r"x_{\text{总成本}} + \text{עלות 5} + \text{стоимость}", context)
    words = [mark for _, _, mark in boxes.marks(found) if isinstance(mark, Words)]
    assert [word.text for word in words] == ["总成本", "עלות 5"]
    assert words[1].size == pytest.approx(EM / font.LARGER)
    assert words[0].size < words[1].size


def test_words_stand_in_the_drawing_or_over_it(context: Context) -> None:
    made, _ = mathml.convert([(r"\text{成<本}", False)], context)
    within = drawn.drawn(made[r"\text{成<本}", False], context)
    apart = drawn.drawn(made[r"\text{成<本}", False], context, apart=True)
    assert "成".encode() in within.svg
    assert within.words == ()
    assert b"<text" not in apart.svg
    assert [word.text for word in apart.words] == ["成", "本"]


def test_depth_costs_no_more_than_it_is(context: Context) -> None:
    deep = r"\frac{1}{1+" * 30 + "x" + "}" * 30
    made, _ = mathml.convert([(deep, True)], context)
    found = lay(drawn._presentation(made[deep, True]), EM, face(), drawn.estimated)
    assert boxes.shown(found).count("1") == 60


def test_what_is_too_deep_or_too_large_is_told(context: Context) -> None:
    nested = "<mrow>" * 300 + "<mi>x</mi>" + "</mrow>" * 300
    with pytest.raises(ValueError, match="levels"):
        drawn.drawn(
            f"<math><mi>y</mi><mrow><mi>a</mi>{nested.replace('<mrow>', '<mrow><mi>z</mi>')}</mrow></math>",
            context,
        )
    with pytest.raises(ValueError, match="wide"):
        drawn.drawn('<math><mspace width="1e4em"/><mspace width="9000em"/><mi>x</mi></math>', context)


@pytest.mark.parametrize(
    "tex",
    [r"\kern-3pt 1 + x", r"\cancel{\text{sum}}", r"f", r"x\!\!\!\!\!\!\!\!y", r"\hspace{-3em}\frac{a}{b}"],
)
def test_no_ink_is_outside_of_the_drawing(tex: str, context: Context) -> None:
    found = boxes.padded(box(tex, context), face())
    for x, _, mark in boxes.marks(found):
        left = face().glyph(mark.glyph).left * mark.scale if isinstance(mark, Outline) else 0.0
        assert x + left >= -0.1
        assert x + _across(mark) <= found.width + 0.1


def test_a_drawing_is_always_the_same(context: Context) -> None:
    made, _ = mathml.convert([(r"\sqrt{\frac{a}{b}}", True)], context)
    (markup,) = made.values()
    assert drawn.drawn(markup, context) == drawn.drawn(markup, context)
