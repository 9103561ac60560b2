"""The approval block: a row to sign for everybody whom the document information names as approver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d

if TYPE_CHECKING:
    from specexport.style.words import Words

# `Ana Ruiz (Head of Engineering)` and `Ana Ruiz, Head of Engineering` name a person and a role.
_ROLE = re.compile(r"(.+?)\s*(?:\((.+)\)|,\s*(.+))")
_SHARES = (0.28, 0.27, 0.27, 0.18)


def with_approvals(document: d.Document, words: Words) -> d.Document:
    """Return `document` with an approval block at its end, when it names approvers."""
    approvers = document.meta.approvers
    if not approvers:
        return document
    heading = d.Header(level=1, content=(d.Str(text=words.approvals),))
    return replace(document, blocks=(*document.blocks, heading, _table(approvers, words)))


def _table(approvers: tuple[str, ...], words: Words) -> d.Table:
    titles = (words.name, words.role, words.signature, words.date)
    return d.Table(
        columns=tuple(d.Column(align="left", width=share) for share in _SHARES),
        head=(d.Row(cells=tuple(_cell(title) for title in titles)),),
        body=tuple(_row(approver) for approver in approvers),
    )


def _row(approver: str) -> d.Row:
    match = _ROLE.fullmatch(approver)
    name, role = (match[1], match[2] or match[3]) if match else (approver, "")
    # Two lines leave room to sign.
    space = d.Cell(content=(d.Para(content=(d.LineBreak(),)),))
    return d.Row(cells=(_cell(name), _cell(role), space, _cell("")))


def _cell(text: str) -> d.Cell:
    return d.Cell(content=(d.Para(content=(d.Str(text=text),)),) if text else ())
