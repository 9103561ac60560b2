"""Cells with a meaning: a method of HTTP, how grave something is, the status of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.layout.meaning import meaning
from specexport.renderers.docx import xml
from specexport.style.word.vocabulary import status_style

if TYPE_CHECKING:
    from specexport import document as d
    from specexport.renderers.docx.job import Job


def mark(job: Job, cell: d.Cell, topic: str) -> str:
    """Return the runs of a cell that means something below the heading `topic`, nothing for any other."""
    found = meaning(cell, topic, job.style.status_colors, job.meanings)
    if found is None:
        return ""
    if found.kind == "method":
        return xml.run(found.text, xml.rstyle(f"Method{found.value.capitalize()}"))
    if found.kind == "grade":
        return xml.run("●\u00a0", xml.rstyle(f"Grade{found.value.capitalize()}")) + xml.run(found.text)
    return pill(job, found.text)


def pill(job: Job, status: str) -> str:
    """Return a status in its colour, nothing when the style has none for it."""
    known = {name.lower(): name for name in job.style.status_colors}
    found = known.get(status.strip().lower())
    return xml.run(f"\u00a0{status}\u00a0", xml.rstyle(status_style(found))) if found else ""
