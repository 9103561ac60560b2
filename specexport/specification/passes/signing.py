"""What a signed document has behind its sections: its versions, and a row to sign for every approver."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.appendices import says_so
from specexport.model.classes import SIGNATURE_FIELD
from specexport.passes.anchors import Slugger
from specexport.style.words import localise

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.words import Words

# `Ana Ruiz (Head of Engineering)` and `Ana Ruiz, Head of Engineering` name a person and a role.
_ROLE = regex(r"(.+?)\s*(?:\((.+)\)|,\s*(.+))")
# Shares of the columns of the two tables.
_VERSIONS, _SIGNATURES = (0.14, 0.2, 0.28, 0.38), (0.28, 0.27, 0.27, 0.18)
# The same of a table that the author has made, where the other columns share the rest.
_SIGNATURE, _DATE = 0.3, 0.18
# Two lines leave room to sign.
_SPACE = (d.Para(content=(d.LineBreak(), d.Str(text="\u00a0"))),)
_SIGNED = ("signature", "signed")
# Rows for those who are not named.
_NOBODY_YET = ("", "")
# Headings under which authors keep the same by hand.
_KEPT = regex(
    r"(revision|version|change|document)s? (history|log|control)|changelog|revisions"
    r"|approvals?|sign[- ]?offs?( sheet)?|signatures|approved by",
    re.I,
)


def run(document: d.Document, context: Context) -> d.Document:
    """Add a table of versions if the style asks for one, and one to sign if it does or approvers are named.

    What the author has under a heading of that meaning is not made again. Tables in which somebody is to
    sign get room for that.
    """
    words = localise(context.style, document.meta.lang).words
    document = _with_tables(_roomy(document, words), context, words)
    anchor = context.style.signing.anchor
    return _anchored(document, anchor, words) if anchor else document


def _with_tables(document: d.Document, context: Context, words: Words) -> d.Document:
    style, meta = context.style, document.meta
    approvers = meta.approvers or ((meta.reviewers or _NOBODY_YET) if style.approvals else ())
    sections = []
    if style.revisions and meta.version:
        sections.append((words.revisions, _versions(meta, words)))
    if approvers:
        sections.append((words.approvals, _signatures(approvers, words)))
    kept = {_meaning(walk.plain(block.content)) for block in document.blocks if isinstance(block, d.Header)}
    wanted = [(title, table) for title, table in sections if _meaning(title, words) not in kept]
    return _with(document, wanted) if wanted else document


def _anchored(document: d.Document, anchor: str, words: Words) -> d.Document:
    """Return `document` with a field wherever a table has room to sign."""
    numbers = count(1)

    def visit(row: d.Row) -> d.Row:
        at = next((at for at, cell in enumerate(row.cells) if cell.content == _SPACE), -1)
        return _with_field(row, at, next(numbers), anchor, words) if at >= 0 else row

    return replace(document, blocks=walk.rewrite(document.blocks, visit, d.Row))


def _with_field(row: d.Row, at: int, number: int, anchor: str, words: Words) -> d.Row:
    """Return a row in which a cell has a field to sign; whoever its first cell names is to sign there."""
    who = walk.plain(row.cells[0].content).strip() if at else ""
    title = f"{words.signature}: {who}" if who else f"{words.signature} {number}"
    pairs = (("anchor", anchor.replace("{number}", str(number))), ("number", str(number)), ("title", title))
    field = d.Span(content=(), attr=d.Attr(classes=(SIGNATURE_FIELD,), pairs=pairs))
    space = _SPACE[0]
    cell = replace(row.cells[at], content=(replace(space, content=(field, *space.content)),))
    return replace(row, cells=(*row.cells[:at], cell, *row.cells[at + 1 :]))


def _roomy(document: d.Document, words: Words) -> d.Document:
    """Return `document` with room in its tables that have an empty column for signatures."""

    def visit(table: d.Table) -> d.Table:
        titles = [walk.plain(cell.content).strip().lower() for row in table.head[:1] for cell in row.cells]
        found = (at for at, title in enumerate(titles) if title in (words.signature.lower(), *_SIGNED))
        at = next(found, -1)
        plain = len(titles) == len(table.columns) and not any(column.width for column in table.columns)
        if at < 0 or not plain or not all(_is_unsigned(row, at) for row in table.body):
            return table
        dates = [index for index, title in enumerate(titles) if title in (words.date.lower(), "date")]
        return _with_room(table, at, dates[0] if dates else -1)

    blocks = walk.rewrite(document.blocks, visit, d.Table)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


def _is_unsigned(row: d.Row, at: int) -> bool:
    return len(row.cells) > at and not row.cells[at].content


def _with_room(table: d.Table, signature: int, date: int) -> d.Table:
    own = {signature: _SIGNATURE, date: _DATE} if date >= 0 else {signature: _SIGNATURE}
    rest = (1 - sum(own.values())) / max(len(table.columns) - len(own), 1)
    columns = tuple(replace(one, width=own.get(at, rest)) for at, one in enumerate(table.columns))
    return replace(table, columns=columns, body=tuple(_with_space(row, signature) for row in table.body))


def _with_space(row: d.Row, at: int) -> d.Row:
    return replace(row, cells=(*row.cells[:at], replace(row.cells[at], content=_SPACE), *row.cells[at + 1 :]))


def _meaning(title: str, words: Words | None = None) -> str:
    """Return `approvals` or `revisions` for the headings that mean these, and nothing for others."""
    if words is not None:
        return "approvals" if title == words.approvals else "revisions"
    if not _KEPT.fullmatch(title.strip()):
        return ""
    return "approvals" if re.match(r"appro|sign", title.strip(), re.I) else "revisions"


def _with(document: d.Document, sections: list[tuple[str, d.Table]]) -> d.Document:
    headers = list(walk.find(document.blocks, d.Header))
    level = min((header.level for header in headers), default=1)
    slugger = Slugger(header.attr.id for header in headers)
    added: list[d.Block] = []
    for title, table in sections:
        content = (d.Str(text=title),)
        added += [d.Header(level=level, content=content, attr=d.Attr(id=slugger.slug(title))), table]
    at = _end(document.blocks, level)
    return replace(document, blocks=(*document.blocks[:at], *added, *document.blocks[at:]))


def _end(blocks: tuple[d.Block, ...], top: int) -> int:
    """Where the sections end: at the first appendix, or behind everything."""
    headers = ((at, block) for at, block in enumerate(blocks) if isinstance(block, d.Header))
    found = (at for at, header in headers if header.level == top and says_so(header))
    return next(found, len(blocks))


def _versions(meta: d.Meta, words: Words) -> d.Table:
    titles = (words.version, words.date, words.author, words.change)
    row = (meta.version, meta.updated or meta.created, ", ".join(meta.authors), meta.status)
    return _table(titles, [d.Row(cells=tuple(map(_cell, row)))], _VERSIONS)


def _signatures(approvers: tuple[str, ...], words: Words) -> d.Table:
    titles = (words.name, words.role, words.signature, words.date)
    return _table(titles, [_signature(approver) for approver in approvers], _SIGNATURES)


def _table(titles: tuple[str, ...], rows: list[d.Row], shares: tuple[float, ...]) -> d.Table:
    return d.Table(
        columns=tuple(d.Column(align="left", width=share) for share in shares),
        head=(d.Row(cells=tuple(map(_cell, titles))),),
        body=tuple(rows),
    )


def _signature(approver: str) -> d.Row:
    match = _ROLE.fullmatch(approver)
    name, role = (match[1], match[2] or match[3]) if match else (approver, "")
    return d.Row(cells=(_cell(name), _cell(role), d.Cell(content=_SPACE), _cell("")))


def _cell(text: str) -> d.Cell:
    return d.Cell(content=(d.Para(content=(d.Str(text=text),)),) if text else ())
