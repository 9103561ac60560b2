"""Lengths, weights and sheets of paper, as style files write them and in points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style.keys import nearest

if TYPE_CHECKING:
    from specexport.model.style import Style

_MM = 72 / 25.4
_UNITS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "mm": _MM, "cm": 10 * _MM}
# Units of the screen, whose norm of a body size is 16 px, as shares of that norm.
_NORMS = {"px": 16.0, "rem": 1.0, "em": 1.0, "%": 100.0}
WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}


class Length(Struct, frozen=True):
    """A length as it is written: a number and its unit, which may be missing."""

    number: float
    unit: str = ""

    def points(self, em: float, rem: float) -> float:
        """Return the length in points. A number alone is points; `em` and `%` count from `em` points."""
        if not self.unit:
            return self.number
        unit = {**_UNITS, "em": em, "rem": rem, "%": em / 100}[self.unit]
        return round(self.number * unit, 3)

    @property
    def share(self) -> float | None:
        """The share of the screen's usual body size that it is, None if its unit is one of paper."""
        norm = _NORMS.get(self.unit)
        return self.number / norm if norm else None


def parsed(text: str) -> Length:
    """Read a length such as `10.5pt` or `25 mm`."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz% ")
    return Length(float(number), text[len(number) :].strip())


_CSS_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,4})?|\.\d{1,4})(%|px|pt|pc|cm|mm|in|em|rem)?")


def css_points(text: str, whole: float, em: float) -> float:
    """Return a length of CSS in points, 0 for anything else: a number alone is pixels, `%` is of `whole`."""
    match = _CSS_LENGTH.fullmatch(text.strip())
    if match is None:
        return 0.0
    return float(match[1]) * {**_UNITS, "em": em, "rem": em, "%": whole / 100}[match[2] or "px"]


def type_size(length: Length, em: float, rem: float) -> float:
    """Return a size of type, at least a point, in the half points that Word can tell apart."""
    return max(1.0, round(length.points(em, rem) * 2) / 2)


class Paper(Struct, frozen=True):
    """An upright sheet of paper. Its name is `custom` if it has none of its own."""

    name: str
    width: Length
    height: Length


# Names, widths and heights in points, upright (ISO 216, ANSI/ASME Y14.1).
PAPERS = {
    "a3": ("A3", 297 * _MM, 420 * _MM),
    "a4": ("A4", 210 * _MM, 297 * _MM),
    "a5": ("A5", 148 * _MM, 210 * _MM),
    "b5": ("B5", 176 * _MM, 250 * _MM),
    "letter": ("Letter", 612.0, 792.0),
    "legal": ("Legal", 612.0, 1008.0),
    "executive": ("Executive", 522.0, 756.0),
    "tabloid": ("Tabloid", 792.0, 1224.0),
}


def on_paper(style: Style, paper: str) -> Style:
    """Return `style` on another sheet, such as `Letter`, with its own margins and orientation.

    Raises EnvironmentProblem (SX052) for a paper that is not known.
    """
    if paper.lower() not in PAPERS:
        hint = nearest(paper, [name for name, _, _ in PAPERS.values()])
        raise EnvironmentProblem(Diagnostic("SX052", f"unknown paper {paper!r}", "error", hint=hint))
    name, width, height = PAPERS[paper.lower()]
    if style.page.width > style.page.height:
        width, height = height, width
    return replace(style, page=replace(style.page, size=name, width=round(width, 2), height=round(height, 2)))
