"""Cells with a meaning: a method of HTTP, how grave something is, the status of something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport import document as d
from specexport.renderers.docx import xml
from specexport.style.word.vocabulary import GRADES, METHODS, status_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.docx.job import Job

# Columns whose cells say how grave something is.
_GRAVE = re.compile(r"\b(impact|risk|severity|priority|likelihood|probability|effort)\b", re.IGNORECASE)
_WRAPPERS = (d.Para, d.Strong, d.Emph)


def mark(job: Job, cell: d.Cell, topic: str) -> str:
    """Return the runs of a cell that means something below the heading `topic`, nothing for any other."""
    text = _one_word(cell)
    if not text:
        return ""
    if text in METHODS:
        return xml.run(text, xml.rstyle(f"Method{text.capitalize()}"))
    if (grade := GRADES.get(text.lower())) and _GRAVE.search(topic):
        return xml.run("●\u00a0", xml.rstyle(f"Grade{grade}")) + xml.run(text)
    if topic.strip().lower() == "status":
        return pill(job, text)
    return ""


def as_wide(text: str) -> str:
    """Return one word as wide as the word of a cell with the mark that may stand before it."""
    return f"●.{text}" if text.strip().lower() in GRADES else text


def pill(job: Job, status: str) -> str:
    """Return a status in its colour, nothing when the style has none for it."""
    known = {name.lower(): name for name in job.style.status_colors}
    found = known.get(status.strip().lower())
    return xml.run(f"\u00a0{status}\u00a0", xml.rstyle(status_style(found))) if found else ""


def _one_word(cell: d.Cell) -> str:
    """Return the text of a cell that is one piece, so that nothing is lost by showing it in another way."""
    inner: Sequence[d.Node] = cell.content
    while len(inner) == 1 and isinstance(inner[0], _WRAPPERS):
        inner = inner[0].content
    return inner[0].text.strip() if len(inner) == 1 and isinstance(inner[0], (d.Str, d.Code)) else ""
