"""What a comparison begins with: what changed, in a sentence, by section, and in what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model.classes import CHANGE_SUMMARY, UNNUMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.compare.meaning import FactChange
    from specexport.compare.summary import SectionChange, Summary

TITLE = "What changed"
_LONGEST = 160
"""Longer texts of facts are cut: the document itself has them whole."""


def fronted(
    document: d.Document, told: Summary, facts: Sequence[FactChange], old: str = "", new: str = ""
) -> d.Document:
    """Return a comparison that begins with what changed; `old` and `new` are what the versions are called."""
    head = d.Header(level=1, content=_text(TITLE), attr=d.Attr(id="what-changed", classes=(UNNUMBERED,)))
    front = d.Div(content=(head, *blocks(told, facts, old, new)), attr=d.Attr(classes=(CHANGE_SUMMARY,)))
    return replace(document, blocks=(front, *document.blocks))


def blocks(told: Summary, facts: Sequence[FactChange], old: str, new: str) -> tuple[d.Block, ...]:
    """Return what changed as a sentence, a table of facts and one of sections."""
    made: list[d.Block] = [d.Para(content=_text(sentence(told, facts, old, new)))]
    if facts:
        valued = any(fact.before or fact.after for fact in facts)
        heads = ("What", "Change", "Before", "After")[: None if valued else 2]
        made.append(_table("What it says", heads, [_fact_row(fact)[: len(heads)] for fact in facts]))
    if told.sections:
        made.append(_table("Sections", ("Section", "Change", "Words"), map(_section_row, told.sections)))
    return tuple(made)


def sentence(told: Summary, facts: Sequence[FactChange], old: str = "", new: str = "") -> str:
    """Return the most important of what changed in a sentence or two."""
    compared = f"{new or 'This version'} against {old or 'the one before'}"
    if not told.changed and not facts:
        return f"{compared}: nothing changed."
    counts = [f"{told.inserted} word{'s' * (told.inserted != 1)} inserted", f"{told.deleted} deleted"]
    counts += [f"{told.moved} moved"] if told.moved else []
    where = f"in {len(told.sections)} section{'s' * (len(told.sections) != 1)}"
    text = f"{compared}: {', '.join(counts)}, {where}."
    broken = sum(fact.breaking for fact in facts)
    if broken:
        text += f" {broken} change{'s' * (broken != 1)} may break what relies on the old version."
    return text


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[tuple[d.Inline, ...]]]) -> d.Table:
    body = tuple(d.Row(cells=tuple(map(_cell, row))) for row in rows)
    head = d.Row(cells=tuple(_cell(_text(text)) for text in heads))
    return d.Table(columns=(d.Column(),) * len(heads), head=(head,), body=body, caption=_text(caption))


def _cell(content: tuple[d.Inline, ...]) -> d.Cell:
    return d.Cell(content=(d.Para(content=content),) if content else ())


def _text(text: str) -> tuple[d.Inline, ...]:
    return (d.Str(text=text),) if text else ()


def _fact_row(fact: FactChange) -> Sequence[tuple[d.Inline, ...]]:
    said = ", ".join(filter(None, (fact.what, fact.note)))
    change: tuple[d.Inline, ...] = _text(said)
    if fact.breaking:
        change = (d.Strong(content=_text("breaking")), *_text(f": {said}"))
    name = (*_text(f"{fact.kind} "), d.Strong(content=_text(_short(fact.name))))
    return name, change, _text(_short(fact.before)), _text(_short(fact.after))


def _section_row(section: SectionChange) -> Sequence[tuple[d.Inline, ...]]:
    label = _text(" ".join(filter(None, (section.number, section.title))) or "Before the first heading")
    if section.target:
        label = (d.Link(content=label, url=f"#{section.target}"),)
    return label, _text(section.what), _text(words(section))


def words(counted: SectionChange | Summary) -> str:
    """Return counts of words as `+12 −3`."""
    signs = (("+", counted.inserted), ("−", counted.deleted), ("moved ", counted.moved))
    return " ".join(f"{sign}{count}" for sign, count in signs if count)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
