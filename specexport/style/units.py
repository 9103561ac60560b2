"""Lengths, weights and sheets of paper as style files write them, in points and in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

if TYPE_CHECKING:
    from specexport.model.style import Style

_MM = 72 / 25.4
_UNITS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "mm": _MM, "cm": 10 * _MM}
_WEIGHTS = {
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


def weight(value: Any) -> int:
    """Return a font weight, 100 to 900, from its name or number."""
    return _WEIGHTS[value] if isinstance(value, str) else int(value)


def length(value: Any, em: float, rem: float) -> float:
    """Return a length in points. A number alone is points; `em` and `%` count from `em` points."""
    text = str(value).replace(" ", "")
    for unit, points in (*_UNITS.items(), ("rem", rem), ("em", em), ("%", em / 100)):
        if text.endswith(unit):
            return round(float(text.removesuffix(unit)) * points, 3)
    return float(text)


def type_size(value: Any, em: float, rem: float) -> float:
    """Return a size of type, at least a point, in the half points that Word can tell apart."""
    return max(1.0, round(length(value, em, rem) * 2) / 2)


def on_paper(style: Style, paper: str) -> Style:
    """Return `style` on another sheet, such as `Letter`, with its own margins and orientation.

    Raises EnvironmentProblem (SX052) for a paper that is not known.
    """
    if paper.lower() not in PAPERS:
        from specexport.style.faults import nearest

        hint = nearest(paper, [name for name, _, _ in PAPERS.values()])
        raise EnvironmentProblem(Diagnostic("SX052", f"unknown paper {paper!r}", "error", hint=hint))
    name, width, height = PAPERS[paper.lower()]
    if style.page.width > style.page.height:
        width, height = height, width
    return replace(style, page=replace(style.page, size=name, width=round(width, 2), height=round(height, 2)))
