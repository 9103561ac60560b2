"""Formulas as a line of text, for labels of diagrams."""

from __future__ import annotations

from specexport import style
from specexport.core.context import Context
from specexport.graphics.formulas import linear
from specexport.system import files

LINEAR = {
    r"\lambda": "λ",
    r"\frac{\lambda}{\mu}": "λ/μ",
    r"\frac{a+b}{2}": "(a+b)/2",
    r"p_{99}": "p₉₉",
    r"x_i^2": "xᵢ²",
    r"\hat{y} = f(x)": "ŷ = f(x)",
    r"\bar{x}": "x¯",
    r"\sum_{i=1}^n x_i \le \sqrt{n}": "∑ᵢ₌₁ⁿxᵢ ≤ √n",
    r"e^{-\lambda t}": "e^(-λt)",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a, b; c, d)",
    r"\text{mean of } x": "mean of x",
    r"\frac{": r"\frac{",
}


def test_formulas_in_a_line_of_text() -> None:
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=lambda _: None)
    assert linear.texts(LINEAR, context) == LINEAR
