"""What a document is about, for places that ask for a sentence."""

from __future__ import annotations

from specexport.model import document as d
from specexport.model.walk import find, plain

# What is shown of a description, in letters.
_LONGEST = 160
# A paragraph of fewer letters announces something rather than says it.
_TELLING = 40


def description(document: d.Document) -> str:
    """Return what a document is about in a sentence or two: its subtitle, else its first full paragraph."""
    if document.meta.subtitle:
        return document.meta.subtitle
    paragraphs = (plain(para.content) for para in find(document.blocks, d.Para))
    return _cut(next((text for text in paragraphs if len(text) >= _TELLING), ""))


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[: _LONGEST - 1]}…"
