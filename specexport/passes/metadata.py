"""Title and document information: taken out of the text into `Document.meta`, typed where the field is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context

# How authors call the fields of `Meta`, in lower case.
NAMES: dict[str, str] = {
    name: field
    for field, names in {
        "title": "title, document title",
        "subtitle": "subtitle, description",
        "kind": "kind, document type, type",
        "status": "status, state, document status",
        "version": "version, document version, revision, spec version",
        "authors": "author, authors, author(s), owner, owners, owner(s), written by, prepared by, created by",
        "reviewers": "reviewer, reviewers, reviewer(s), reviewed by",
        "approvers": "approver, approvers, approver(s), approved by",
        "prd": "prd reference, prd, prd link, related prd, product requirements, source prd",
        "created": "created, creation date, date, created at, created on, start date, date created",
        "updated": "updated, last updated, last modified, modified, last update, updated at, last revised",
        "classification": "classification, confidentiality, security classification",
        "keywords": "keywords, tags",
        "lang": "lang, language",
    }.items()
    for name in names.split(", ")
}
_HEADINGS = frozenset(
    "document information,document info,document control,document metadata,metadata,document details".split(
        ","
    )
)
_FIELD_HEADS = frozenset("field,item,attribute,property,metadata,key,name,".split(","))
_KINDS = re.compile(
    r"(technical specification|technical spec|tech spec|technical design document|technical design|design document"
    r"|design doc|software design document|specification|spec|prd|trd|rfc)\s*[:\u2014\u2013-]\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Fill `meta` from the first heading, the document-information table, and the fields that the reader found."""
    title, blocks = _take_title(document.blocks)
    found, blocks = _take_information(blocks)
    fields = (*document.meta.fields, *found)
    meta = typed(replace(document.meta, fields=fields))
    if title:
        kind, title = split_kind(title)
        meta = replace(meta, title=title, kind=kind or meta.kind)
    return replace(document, meta=meta, blocks=blocks)


def typed(meta: d.Meta) -> d.Meta:
    """Return `meta` with its typed fields filled from `meta.fields`; the first of two fields wins."""
    updates: dict[str, Any] = {}
    for field in meta.fields:
        target = NAMES.get(_key(field.name), "")
        if target and target not in updates and walk.plain(field.content):
            updates[target] = _VALUES.get(target, walk.plain)(field.content)
    return replace(meta, **updates)


def split_kind(title: tuple[d.Inline, ...]) -> tuple[str, tuple[d.Inline, ...]]:
    """Return the kind of document that a title begins with (`Technical Specification: `), and the title proper."""
    first = title[0]
    if type(first) is not d.Str or not (match := _KINDS.match(first.text)):
        return "", title
    rest = first.text[match.end() :]
    content = (replace(first, text=rest), *title[1:]) if rest else title[1:]
    return (match[1], content) if content else ("", title)


def _take_title(blocks: tuple[d.Block, ...]) -> tuple[tuple[d.Inline, ...], tuple[d.Block, ...]]:
    index = next((index for index, block in enumerate(blocks) if type(block) is d.Header), None)
    if index is None:
        return (), blocks
    header = blocks[index]
    assert isinstance(header, d.Header)
    if header.level != 1 or not header.content:
        return (), blocks
    return header.content, blocks[:index] + blocks[index + 1 :]


def _take_information(
    blocks: tuple[d.Block, ...],
) -> tuple[tuple[d.MetaField, ...], tuple[d.Block, ...]]:
    for index, block in enumerate(blocks):
        if type(block) is d.Table and _is_information(block):
            rest = blocks[:index] + blocks[index + 1 :]
            return tuple(_fields(block)), _without_empty_heading(rest, index)
        if type(block) is d.Header and _key(walk.plain(block.content)) not in _HEADINGS:
            break
    return (), blocks


def _without_empty_heading(blocks: tuple[d.Block, ...], index: int) -> tuple[d.Block, ...]:
    """Leave out the heading before `index` when nothing is left between it and the next."""
    before = blocks[index - 1] if index else None
    if type(before) is not d.Header or _key(walk.plain(before.content)) not in _HEADINGS:
        return blocks
    after = blocks[index] if index < len(blocks) else None
    if type(after) is d.HorizontalRule:
        after, blocks = None, blocks[:index] + blocks[index + 1 :]
    if after is None or (type(after) is d.Header and after.level <= before.level):
        return blocks[: index - 1] + blocks[index:]
    return blocks


def _is_information(table: d.Table) -> bool:
    if len(table.columns) != 2:
        return False
    rows = [*table.head, *table.body]
    names = [_key(walk.plain(row.cells[0].content)) for row in rows if len(row.cells) == 2]
    known = sum(name in NAMES for name in names)
    return known >= 2 or (known >= 1 and bool(names) and names[0] in _FIELD_HEADS)


def _fields(table: d.Table) -> list[d.MetaField]:
    head = table.head[0].cells if table.head else ()
    is_field = bool(head) and _key(walk.plain(head[0].content)) in NAMES
    rows = (*table.head, *table.body) if is_field else table.body
    fields = []
    for row in rows:
        name = walk.plain(row.cells[0].content).rstrip(":").strip()
        content = row.cells[1].content if len(row.cells) > 1 else ()
        if name:
            fields.append(d.MetaField(name, _inlines(content), row.pos))
    return fields


def _inlines(blocks: tuple[d.Block, ...]) -> tuple[d.Inline, ...]:
    content: list[d.Inline] = []
    for block in blocks:
        if content:
            content.append(d.LineBreak())
        content.extend(block.content if isinstance(block, d.Para) else (d.Str(text=walk.plain([block])),))
    return tuple(content)


def _key(name: str) -> str:
    return name.rstrip(":").strip().lower()


def _people(content: tuple[d.Inline, ...]) -> tuple[str, ...]:
    return tuple(filter(None, _SEPARATOR.split(walk.plain(content))))


_VALUES: dict[str, Callable[[tuple[d.Inline, ...]], Any]] = {
    "title": lambda content: content,
    "prd": lambda content: content,
    "authors": _people,
    "reviewers": _people,
    "approvers": _people,
    "keywords": _people,
}
