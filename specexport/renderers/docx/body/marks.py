"""Cells with a meaning: a method of HTTP, how grave something is, the status of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.common.cell_meaning import meaning
from specexport.renderers.docx import wml
from specexport.renderers.docx.styles.properties import status_style

if TYPE_CHECKING:
    from specexport.model import document as d
    from specexport.renderers.docx.state import State


def mark(state: State, cell: d.Cell, topic: str) -> str:
    """Return the runs of a cell that means something below the heading `topic`, nothing for any other."""
    found = meaning(cell, topic, state.style.status_colors, state.meanings)
    if found is None:
        return ""
    if found.kind == "method":
        return wml.run(found.text, wml.rstyle(f"Method{found.value.capitalize()}"))
    if found.kind == "grade":
        return wml.run("●\u00a0", wml.rstyle(f"Grade{found.value.capitalize()}")) + wml.run(found.text)
    return pill(state, found.text)


def pill(state: State, status: str) -> str:
    """Return a status in its colour, nothing when the style has none for it."""
    known = {name.lower(): name for name in state.style.status_colors}
    found = known.get(status.strip().lower())
    return wml.run(f"\u00a0{status}\u00a0", wml.rstyle(status_style(found))) if found else ""
