"""The register of decisions: each with its number, what it is called, its status and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.folders.tables import table, text
from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.folders.words import FolderWords


class Decision(Struct, frozen=True):
    """A decision: its number, its title without that, the id of its chapter, its status, its day in words."""

    number: str
    title: str
    ident: str
    status: tuple[d.Inline, ...]
    date: str
    pos: d.Pos | None


def status(meta: d.Meta, blocks: Sequence[d.Block]) -> tuple[d.Inline, ...]:
    """Return the status of a decision: that of its information, else what stands below `Status`."""
    if found := next((field.content for field in meta.fields if target(field.name) == "status"), ()):
        return found
    for at, block in enumerate(blocks):
        if type(block) is d.Header and walk.plain(block.content).casefold().strip(" :") == "status":
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(following, d.Para):
                return following.content
    return ()


def chapter(decisions: Sequence[Decision], ident: str, words: FolderWords) -> tuple[d.Block, ...]:
    """Return the chapter that lists `decisions`."""
    head = (words.number, words.decision, words.status, words.date)
    rows = (((text(one.number), _link(one), one.status, text(one.date)), one.pos) for one in decisions)
    listed = table(head, rows)
    if listed is None:
        return ()
    return d.Header(level=1, content=(d.Str(text=words.register),), attr=d.Attr(ident)), listed


def _link(decision: Decision) -> tuple[d.Inline, ...]:
    return (d.Link(content=text(decision.title, decision.pos), url=f"#{decision.ident}", pos=decision.pos),)


def information(fields: Sequence[d.MetaField]) -> tuple[d.Block, ...]:
    """Return the information of one decision in lines below its heading, nothing without any."""
    out: list[d.Inline] = []
    for field in fields:
        if field.content and target(field.name) != "title":
            name = d.Strong(content=(d.Str(text=f"{field.name}:", pos=field.pos),), pos=field.pos)
            out += [*([d.LineBreak()] if out else []), name, d.Str(text=" ", pos=field.pos), *field.content]
    return (d.Para(content=tuple(out)),) if out else ()
