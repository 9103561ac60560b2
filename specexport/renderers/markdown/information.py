"""Title and document information, so that the reader takes them for what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import information, walk
from specexport.passes.title import split_kind

if TYPE_CHECKING:
    from specexport.renderers.markdown.blocks import Blocks

HEADING = "Document Information"
# The typed fields, and what each is called where the author has no name for it.
_NAMES = {
    "subtitle": "Subtitle",
    "status": "Status",
    "version": "Version",
    "authors": "Author",
    "reviewers": "Reviewers",
    "approvers": "Approvers",
    "prd": "PRD Reference",
    "created": "Created",
    "updated": "Last Updated",
    "classification": "Classification",
    "keywords": "Keywords",
    "lang": "Language",
}


def title_words(meta: d.Meta) -> tuple[d.Inline, ...]:
    """Return what the first heading says: the title, with the kind before it where that is read again."""
    if not meta.title or not meta.kind:
        return meta.title
    whole = (d.Str(text=f"{meta.kind}: "), *meta.title)
    if type(first := meta.title[0]) is d.Str:
        whole = (d.Str(text=f"{meta.kind}: {first.text}"), *meta.title[1:])
    return whole if split_kind(whole)[0] == meta.kind else meta.title


def title(meta: d.Meta, blocks: Blocks) -> str:
    """Return the heading of the first rank, nothing if there is no title."""
    words = blocks.inlines.line(title_words(meta))
    return f"# {words}" if words else ""


def table(meta: d.Meta, blocks: Blocks) -> list[str]:
    """Return heading and table of the document information, nothing if there is none."""
    if not is_table(meta):
        return []
    rows = [
        f"| {blocks.inlines.cell((d.Str(text=field.name),))} | {blocks.inlines.cell(field.content)} |"
        for field in _fields(meta)
    ]
    return [f"## {HEADING}", "\n".join(["| Field | Details |", "|---|---|", *rows])]


def front_matter(meta: d.Meta) -> str:
    """Return as YAML the form's name, and the fields where no table of them would be known."""
    found = () if is_table(meta) else _fields(meta)
    lines = [f"template: {json.dumps(meta.template, ensure_ascii=False)}"] if meta.template else []
    lines += [
        f"{json.dumps(field.name)}: {json.dumps(walk.plain(field.content), ensure_ascii=False)}"
        for field in found
    ]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def is_table(meta: d.Meta) -> bool:
    """Say whether a table of the fields is read as the document information."""
    return any(information.target(field.name) for field in _fields(meta))


def _fields(meta: d.Meta) -> tuple[d.MetaField, ...]:
    """Return the author's fields, and those typed ones that none of them stands for.

    A kind that the title says is not said again.
    """
    in_title = title_words(meta) != meta.title
    said = [each for each in meta.fields if not (in_title and information.target(each.name) == "kind")]
    named = {information.target(field.name) for field in said}
    typed = [
        d.MetaField(name, value)
        for field, name in _NAMES.items()
        if field not in named and (value := _value(getattr(meta, field)))
    ]
    if meta.kind and "kind" not in named and not in_title:
        typed.insert(0, d.MetaField("Document Type", (d.Str(text=meta.kind),)))
    return (*said, *typed)


def _value(value: str | tuple[str, ...] | tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    if isinstance(value, str):
        return (d.Str(text=value),) if value else ()
    texts = [part for part in value if isinstance(part, str)]
    return (d.Str(text=", ".join(texts)),) if texts else tuple(p for p in value if not isinstance(p, str))
