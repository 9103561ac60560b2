"""Threats: a numbered list of them and one of mitigations, number for number, become a table of pairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context

_THREATS = regex(r"(?:security )?threats?:?", re.IGNORECASE)
_MITIGATIONS = regex(r"(?:mitigations?|countermeasures?|controls?):?", re.IGNORECASE)


def run(document: d.Document, context: Context) -> d.Document:
    """Pair threats and mitigations where the style shows it, and their numbers say which belong together.

    A label stands before each list, and nothing between them; both count alike. Other lists stay: which
    mitigation is against which threat is not guessed.
    """
    if not context.style.meanings.threats:
        return document
    blocks = tuple(_paired(document.blocks))
    return replace(document, blocks=blocks) if len(blocks) != len(document.blocks) else document


def _paired(blocks: tuple[d.Block, ...]) -> Iterator[d.Block]:
    index = 0
    while index < len(blocks):
        table = _table(blocks[index : index + 4])
        yield table or blocks[index]
        index += 4 if table else 1


def _table(four: tuple[d.Block, ...]) -> d.Table | None:
    """The table of two labels and the lists below them, if that is what these blocks are."""
    if len(four) < 4 or not (_is_label(four[0], _THREATS) and _is_label(four[2], _MITIGATIONS)):
        return None
    threats, mitigations = four[1], four[3]
    if not (isinstance(threats, d.OrderedList) and isinstance(mitigations, d.OrderedList)):
        return None
    if (threats.start, len(threats.items)) != (mitigations.start, len(mitigations.items)):
        return None
    pairs = zip(threats.items, mitigations.items, strict=True)
    return d.Table(
        columns=(d.Column(), d.Column()),
        head=(d.Row(cells=(_head(four[0]), _head(four[2])), pos=four[0].pos),),
        body=tuple(d.Row(cells=(_cell(one), _cell(other)), pos=one.pos) for one, other in pairs),
        pos=four[0].pos,
    )


def _is_label(block: d.Block, label: re.Pattern[str]) -> bool:
    return isinstance(block, d.Para) and label.fullmatch(walk.plain([block])) is not None


def _head(block: d.Block) -> d.Cell:
    words = d.Str(text=walk.plain([block]).removesuffix(":"), pos=block.pos)
    return d.Cell(content=(d.Para(content=(words,), pos=block.pos),), pos=block.pos)


def _cell(item: d.ListItem) -> d.Cell:
    return d.Cell(content=item.content, pos=item.pos)
