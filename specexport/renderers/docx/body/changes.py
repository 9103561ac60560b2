"""Tracked changes (17.13.5): runs and paragraphs that were inserted or deleted, by whom and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.renderers.common.changes import PARAGRAPHS, Change, change
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.document import Attr, Inline
    from specexport.renderers.docx.state import State

_ELEMENTS = {"inserted": "ins", "deleted": "del"}
# A change holds runs, formulas and changes, but neither links nor bookmarks: it goes inside links.
_CHANGEABLE = re.compile(r"(?:<w:r>.*?</w:r>|<m:oMath>.*?</m:oMath>|<w:(ins|del) .*?</w:\1>)+", re.DOTALL)
_TEXTS = re.compile(r"(</?w:)(?:t(?=[ >])|(i)nstrText)")


def element(attr: Attr) -> str:
    """Return the name of the element for a span that somebody inserted or deleted, else nothing."""
    kind = next((name for name in attr.classes if name in _ELEMENTS), "")
    return _ELEMENTS[kind] if kind and change(attr) else ""


def tracked(state: State, attr: Attr, content: str) -> str:
    """Return runs as a change that can be accepted or rejected."""
    name, who = element(attr), change(attr)
    assert who
    if name == "del":
        content = _TEXTS.sub(_deleted, content)

    def wrapped(match: re.Match[str]) -> str:
        return f"<w:{name} {_signed(state, who)}>{match[0]}</w:{name}>"

    return _CHANGEABLE.sub(wrapped, content)


def mark(state: State, content: Sequence[Inline]) -> str:
    """Return the properties of the mark at the end of a paragraph of `content` (17.13.5)."""
    attr: Attr | None = getattr(content[-1], "attr", None) if content else None
    kind = next((PARAGRAPHS[name] for name in attr.classes if name in PARAGRAPHS), "") if attr else ""
    who = change(attr) if attr else None
    return f"<w:rPr><w:{_ELEMENTS[kind]} {_signed(state, who)}/></w:rPr>" if kind and who else ""


def _signed(state: State, who: Change) -> str:
    date = f' w:date="{wml.escape(who.date)}"' if who.date else ""
    return f'w:id="{state.annotation_id()}" w:author="{wml.escape(who.author)}"{date}'


def _deleted(match: re.Match[str]) -> str:
    return f"{match[1]}del{'Instr' if match[2] else ''}Text"
