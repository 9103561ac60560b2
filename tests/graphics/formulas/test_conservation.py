"""What a formula says arrives in every form, or a message names it: letters and digits of 200 formulas.

The generator knows what it wrote. It is not asked of the program, which compares letters itself.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from msgspec import Struct

from specexport import style
from specexport.core.context import Context
from specexport.graphics.formulas import drawn, mathml
from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import equations
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specexport.core.diagnostics import Diagnostic
    from specexport.graphics.formulas import Formula

COUNT = 200
SEED = 20_26


class Made(Struct, frozen=True):
    """A piece of TeX, and the letters and digits that are to be seen of it."""

    tex: str
    seen: str


def joined(template: str, *parts: Made) -> Made:
    """Put pieces into the places `<>` of a template."""
    texts = iter(part.tex for part in parts)
    return Made(re.sub("<>", lambda _: next(texts), template), "".join(part.seen for part in parts))


class Generator:
    """Formulas as engineers write them, and as nobody should."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def formula(self, depth: int = 3) -> Made:
        if depth == 0:
            return self.letter()
        return self.random.choice(self.kinds)(self, depth - 1)

    def some(self, depth: int) -> Made:
        return Made("", "") if self.random.random() < 0.15 else self.formula(depth)

    def letter(self) -> Made:
        plain = self.random.choice("abcdefghxyzABCXYZ0123456789")
        named = {
            r"\alpha ": "α",
            r"\Omega ": "Ω",
            r"\mathbb{R}": "R",
            r"\mathbf{v}": "v",
            "量": "量",
            "é": "e",
        }
        if self.random.random() < 0.3:
            return Made(*self.random.choice(list(named.items())))
        return Made(plain + " ", plain)

    def words(self, _: int) -> Made:
        word = self.random.choice(
            [
                "if so",
                "总成本",
                "תל",
                "50\\% off",
                "a_b",
                "it's",
                "x-y",
                "R\\&D now",
                "αβ",
                "ok {so} be",
                "q\\_1",
            ]
        )
        command = self.random.choice([r"\text", r"\mathrm", r"\mbox", r"\textbf", r"\operatorname"])
        if command in (r"\mathrm", r"\operatorname"):
            word = self.random.choice(["kB", "rate", "P99"])
        if command == r"\text" and self.random.random() < 0.3:
            inner = joined(r"\text{when $<>$ is}", self.letter())
            return Made(inner.tex, f"when{inner.seen}is")
        return Made(f"{command}{{{word}}}", re.sub(r"[\\{}%&_' -]", "", word))

    def row(self, depth: int) -> Made:
        sign = self.random.choice(
            ["+", "-", r"\cdot ", "=", r"\le ", r"\to ", ",", r"\!", r"\,", r"\hspace{-2pt}"]
        )
        return joined(f"<>{sign}<>", self.formula(depth), self.formula(depth))

    def fraction(self, depth: int) -> Made:
        shape = self.random.choice(
            [r"\frac{<>}{<>}", r"\dfrac{<>}{<>}", r"{<> \over <>}", r"\binom{<>}{<>}", r"\cfrac{<>}{<>}"]
        )
        return joined(shape, self.some(depth), self.some(depth))

    def scripts(self, depth: int) -> Made:
        shape = self.random.choice(
            [r"{<>}^{<>}", r"{<>}_{<>}", r"\overset{<>}{<>}", r"\underset{<>}{<>}", r"\sqrt[<>]{<>}"]
        )
        return joined(shape, self.some(depth), self.formula(depth))

    def sums(self, depth: int) -> Made:
        sign = self.random.choice([r"\sum", r"\int", r"\prod", r"\bigcup", r"\max", r"\lim"])
        made = joined(sign + r"_{<>}^{<>} <>", self.some(depth), self.some(depth), self.formula(depth))
        name = sign[1:] if sign in (r"\max", r"\lim") else ""
        return Made(made.tex, made.seen + name)

    def around(self, depth: int) -> Made:
        shape = self.random.choice(
            [
                *(r"\left( <> \right)", r"\left[ <> \right.", r"\left\{ <> \right\}", r"\bigl| <> \bigr|"),
                *(
                    r"\cancel{<>}",
                    r"\bcancel{<>}",
                    r"\xcancel{<>}",
                    r"\boxed{<>}",
                    r"\widehat{<>}",
                    r"\vec{<>}",
                ),
                *(r"\overline{<>}", r"\underbrace{<>}_{}", r"\overrightarrow{<>}", r"\textcolor{red}{<>}"),
                *(
                    r"\xrightarrow{<>}",
                    r"\xleftarrow[k]{<>}",
                    r"\smash{<>}",
                    r"\mathbf{<>}",
                    r"\underline{<>}",
                ),
            ]
        )
        made = joined(shape, self.formula(depth))
        return Made(made.tex, made.seen + "k" * ("[k]" in shape))

    def table(self, depth: int) -> Made:
        columns, rows = self.random.randint(1, 3), self.random.randint(1, 3)
        name = self.random.choice(
            ["array", "pmatrix", "cases", "rcases", "aligned", "bmatrix", "gathered", "smallmatrix", "dcases"]
        )
        spec, rule = "", ""
        if name == "array":
            bar = self.random.choice(["", "|", "||", ":"])
            spec = "{" + bar + bar.join(self.random.choice("lcr") for _ in range(columns)) + bar + "}"
            rule = self.random.choice(["", r"\hline ", r"\hline\hline ", r"\cline{1-1} "])
        columns = 1 if name == "gathered" else columns
        seen, lines = "", []
        for _ in range(rows):
            cells = [self.some(min(depth, 1)) for _ in range(columns)]
            seen += "".join(cell.seen for cell in cells)
            lines.append(rule + " & ".join(cell.tex for cell in cells))
        end = self.random.choice(["", r" \\ ", r" \\[2pt] ", r" \\ \hline " if rule else r" \\ "])
        return Made(rf"\begin{{{name}}}{spec} " + r" \\ ".join(lines) + end + rf"\end{{{name}}}", seen)

    def hostile(self, depth: int) -> Made:
        inner = self.formula(depth)
        return self.random.choice(
            [
                joined(r"<> % a comment" + "\n", inner),
                Made(inner.tex + r" \tag{7}", inner.seen + "7"),
                Made(inner.tex + r"\label{eq:x}", inner.seen),
                Made(r"95% \cdot " + inner.tex, "95" + inner.seen),
                joined(r"\unknowncommand{<>}", inner),
                joined(r"{<>", inner),
                joined(r"<> \\ <>", inner, self.letter()),
                joined(r"\phantom{w}<>\hphantom{w}", inner),
                joined(r"\kern-3pt <> \mkern 2mu", inner),
                joined(r"{\rm <>}", inner),
            ]
        )

    kinds = (words, row, row, fraction, scripts, sums, around, table, hostile, lambda self, _: self.letter())


def plain(text: str) -> Counter[str]:
    """Return letters and digits in their plain form."""
    return Counter(char for char in unicodedata.normalize("NFKD", text) if char.isalnum())


@pytest.fixture(scope="module")
def formulas() -> list[Made]:
    generator = Generator(SEED)
    made = [generator.formula() for _ in range(COUNT)]
    return [Made(f"{one.tex}{{\\,}}_{{{number}}}", one.seen + str(number)) for number, one in enumerate(made)]


def of_page(markup: str) -> str:
    root = ElementTree.fromstring(markup)
    return "".join(
        element.text or "" for element in root.iter() if not element.tag.endswith(("annotation", "mphantom"))
    )


def of_word(found: object) -> str:
    if isinstance(found, wml.Element):
        return "".join(re.findall(r"<m:t[^>]*>([^<]*)</m:t>", found.xml()))
    assert isinstance(found, drawn.Drawn)
    return found.shown


@pytest.mark.parametrize("form", ["page", "drawing", "word"])
def test_what_is_written_arrives_or_is_told_of(form: str, formulas: list[Made]) -> None:
    reports: list[Diagnostic] = []
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)
    document = d.Document(
        blocks=tuple(
            d.Para(content=(d.Math(text=one.tex, display=bool(number % 2), pos=d.Pos(number + 1)),))
            for number, one in enumerate(formulas)
        )
    )
    made, text = FORMS[form]
    shown: Mapping[Formula, object] = made(document, context)
    told = {report.pos.line for report in reports if report.pos}
    lost = {}
    for number, one in enumerate(formulas):
        found = shown.get((one.tex, bool(number % 2)))
        missing = plain(one.seen) - plain(text(found)) if found else None
        if number + 1 not in told and (missing is None or missing):
            lost[one.tex] = missing
    assert lost == {}
    assert len(told) < COUNT / 4


FORMS: dict[str, tuple[Callable[..., Mapping[Formula, object]], Callable[..., str]]] = {
    "page": (mathml.elements, of_page),
    "drawing": (drawn.drawings, lambda found: found.shown),
    "word": (equations.equations, of_word),
}
