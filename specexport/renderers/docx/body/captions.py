"""Captions: a label and a number that Word counts, and the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.renderers.docx import references, wml
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.wml import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.docx.state import State

_LABEL = wml.RPr("CaptionLabel")


def caption(
    state: State, node: d.Figure | d.Table | d.CodeBlock, kind: str, content: Sequence[d.Inline], style: str
) -> wml.P:
    """Return a caption; its label and number are a sequence field, which references show."""
    ident, number = node.attr.id, node.number
    if not number:
        return wml.P(state.sourced(node, state.mark(ident, inlines(state, content))), style)
    words = wml.run(f"{state.word(kind)} ", _LABEL) + fields.sequence(kind, number, _LABEL)
    named = state.bookmark(references.caption_name(kind, number), words)
    label = state.mark(ident, named) + (wml.run("  ") if content else ())
    made = label + inlines(state, content)
    # That of a listing stands in the first line of its code.
    return wml.P(made if isinstance(node, d.CodeBlock) else state.sourced(node, made), style)
