"""Captions that authors write as paragraphs: `Table 2: …` beside a table, `Figure 1: …` below a picture."""

from __future__ import annotations

import re

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d

_TABLE = "table|tab|tabelle|tableau|tabla|tabela|tabella|tabel|таблица|表|표"
_FIGURE = (
    "figure|fig|image|img|picture|diagram|illustration|abbildung|abb|bild|figura|imagen|imagem|immagine|figuur"
    "|рисунок|рис|图|圖|図|그림"
)
_NUMBER = r"\.?\s*(?:\d+(?:[.\-]\d+)*|[IVX]+\b)"
_LABELS = {
    kind: re.compile(rf"(?:{words}){_NUMBER}\s*(?:[:.)\u2013\u2014\uff1a-]\s*|\s(?=\S)|$)", re.IGNORECASE)
    for kind, words in (("table", _TABLE), ("figure", _FIGURE))
}
_NAME = regex(r"\s*\{#([^\s{}]+)[^{}]*\}\s*$")
_UNNUMBERED = regex(r"(?:Table)?\s*:\s+")


def without_label(content: tuple[d.Inline, ...], kind: str) -> tuple[d.Inline, ...]:
    """A caption without a label and number (`Figure 3:`) at its start: the style sets its own."""
    first = content[0] if content else None
    match = _LABELS[kind].match(first.text) if type(first) is d.Str else None
    return _after(content, match.end()) if match else content


def of_table(block: d.Block) -> tuple[d.Inline, ...]:
    """The caption that a paragraph beside a table is (`Table 2: …`, `Table: …`, `: …`), or nothing.

    One without a number, as pandoc has them, may have several lines.
    """
    content = _line(block) or (block.content if type(block) is d.Para else ())
    first = content[0] if content else None
    if type(first) is not d.Str:
        return ()
    match = _UNNUMBERED.match(first.text) or (_line(block) and _LABELS["table"].match(first.text))
    return _after(content, match.end()) if match else ()


def of_figure(block: d.Block) -> tuple[d.Inline, ...]:
    """The caption that a paragraph below a picture is (`Figure 1: …`), or nothing."""
    content = _line(block)
    rest = without_label(content, "figure")
    return () if rest is content else rest


def named(content: tuple[d.Inline, ...]) -> tuple[str, tuple[d.Inline, ...]]:
    """The identifier at the end of a caption (`… {#name}`), if there is one, and the rest of it."""
    last = content[-1] if content else None
    match = _NAME.search(last.text) if type(last) is d.Str else None
    if type(last) is not d.Str or not match:
        return "", content
    rest = last.text[: match.start()]
    return match[1], (*content[:-1], replace(last, text=rest)) if rest else content[:-1]


def _line(block: d.Block) -> tuple[d.Inline, ...]:
    """The content of a paragraph of one line, out of the emphasis that holds all of it."""
    if type(block) is not d.Para or any(type(node) in (d.SoftBreak, d.LineBreak) for node in block.content):
        return ()
    content = block.content
    while len(content) == 1 and isinstance(content[0], (d.Strong, d.Emph)):
        content = content[0].content
    return content


def _after(content: tuple[d.Inline, ...], offset: int) -> tuple[d.Inline, ...]:
    first = content[0]
    assert isinstance(first, d.Str)
    rest = first.text[offset:]
    return (replace(first, text=rest), *content[1:]) if rest else tuple(content[1:])
