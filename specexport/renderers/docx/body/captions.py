"""Captions: a label and a number that Word counts, and the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import fields, references, wml
from specexport.renderers.docx.body.inlines import inlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model import document as d
    from specexport.renderers.docx.state import State


def caption(state: State, ident: str, kind: str, number: str, content: Sequence[d.Inline], style: str) -> str:
    """Return a caption; its label and number are a sequence field, which references show."""
    label = ""
    if number:
        bold = wml.rstyle("CaptionLabel")
        words = wml.run(f"{state.word(kind)} ", bold) + fields.sequence(kind, number, bold)
        named = state.bookmark(references.caption_name(kind, number), words)
        label = state.mark(ident, named) + (wml.run("  ") if content else "")
    text = inlines(state, content)
    return wml.p(label + text if label else state.mark(ident, text), style)
