"""Sheets of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

if TYPE_CHECKING:
    from specexport.model.style import Style

_MM = 72 / 25.4

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
        from specexport.style.faults import nearest

        hint = nearest(paper, [name for name, _, _ in PAPERS.values()])
        raise EnvironmentProblem(Diagnostic("SX052", f"unknown paper {paper!r}", "error", hint=hint))
    name, width, height = PAPERS[paper.lower()]
    if style.page.width > style.page.height:
        width, height = height, width
    return replace(style, page=replace(style.page, size=name, width=round(width, 2), height=round(height, 2)))
