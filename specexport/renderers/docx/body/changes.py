"""Tracked changes (17.13.5): runs and paragraphs that were inserted or deleted, by whom and when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model.classes import DELETED, INSERTED
from specexport.renderers.common.changes import PARAGRAPHS, Change, change
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.document import Attr, Inline
    from specexport.renderers.docx.state import State

_KINDS: dict[str, type[wml.Ins]] = {INSERTED: wml.Ins, DELETED: wml.Del}


def kind(attr: Attr) -> type[wml.Ins] | None:
    """Return what a span is that somebody inserted or deleted; None for any other."""
    found = next((_KINDS[name] for name in attr.classes if name in _KINDS), None)
    return found if found and change(attr) else None


def tracked(state: State, attr: Attr, content: wml.Content) -> wml.Content:
    """Return runs as a change that can be accepted or rejected."""
    made, who = kind(attr), change(attr)
    assert made
    assert who
    if made is wml.Del:
        content = wml.rewritten(content, wml.deleted)
    return _changed(state, made, who, content)


def _changed(state: State, made: type[wml.Ins], who: Change, content: wml.Content) -> wml.Content:
    """Return content with changes around what may stand in one; others hold changes, such as links."""
    found: list[wml.Node] = []
    for changeable, group in groupby(content, _is_changeable):
        nodes = tuple(group)
        if changeable:
            found.append(_signed(state, made, who, nodes))
        else:
            found += [_within(state, made, who, node) for node in nodes]
    return tuple(found)


def _is_changeable(node: wml.Node) -> bool:
    """Return whether a change may hold `node`: a run, a formula or a change, but no link or bookmark."""
    return isinstance(node, wml.R | wml.Ins) or (isinstance(node, wml.Element) and node.name == "m:oMath")


def _within(state: State, made: type[wml.Ins], who: Change, node: wml.Node) -> wml.Node:
    inside: Any = getattr(node, "content", ())
    return replace(node, content=_changed(state, made, who, inside)) if inside else node


def mark(state: State, content: Sequence[Inline]) -> wml.Props:
    """Return the properties of the mark at the end of a paragraph of `content` (17.13.5)."""
    attr: Attr | None = getattr(content[-1], "attr", None) if content else None
    found = next((PARAGRAPHS[name] for name in attr.classes if name in PARAGRAPHS), "") if attr else ""
    who = change(attr) if attr else None
    if not found or not who:
        return ()
    return (wml.w("rPr", _signed(state, _KINDS[found], who, ()).mark()),)


def _signed(state: State, made: type[wml.Ins], who: Change, content: wml.Content) -> wml.Ins:
    return made(content, state.annotation_id(), who.author, who.date)
