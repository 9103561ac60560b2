"""A document goes into templates of every kind, whole."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from kinds import KINDS
from lxml import etree
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.model import walk
from specexport.pipeline import flow
from specexport.readers import docx
from specexport.system import files

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"""---
title: Ledger
version: 1.2
---

## Goals

Every *entry* is kept[^1], as `posting_id` says.

1. first
   - inner
2. second

| Field | Type |
|---|---|
| amount | decimal |

```json
{"a": 1}
```

### Limits

> [!NOTE]
> No more than ten.

## Behind

Nothing else.

[^1]: For ten years.
"""
WORDS = ("Goals", "entry", "posting_id", "second", "inner", "amount", "decimal", "Limits", "more than ten")


def test_there_are_twenty() -> None:
    assert len(KINDS) >= 20


@pytest.mark.parametrize("name", KINDS)
def test_a_document_is_whole_in_it(name: str, tmp_path: Path) -> None:
    data, said = filled(KINDS[name], tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for one in archive.namelist():
            if one.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(one))
    assert [one.code for one in said if one.severity == "error"] == []
    told: list[Any] = []
    source = Source(data, "again.docx")
    context = Context(style.load("base"), files.NoFolder(), source, report=told.append)
    again = docx.read(source, context)
    text = walk.plain(again.blocks)
    assert [word for word in WORDS if word not in text] == []
    assert [one.message for one in told if one.code == "SX789"] == []


def filled(template: bytes, folder: Path) -> tuple[bytes, list[Any]]:
    """Return a document in a template, and what is said of it."""
    path = folder / "template.dotx"
    path.write_bytes(template)
    said: list[Any] = []
    look = style.load("base")
    look = replace(look, docx=replace(look.docx, template=path))
    source = Source(TEXT, "ledger.md")
    context = Context(look, files.NoFolder(), source, report=said.append)
    return flow.render(flow.read(source, context), "docx", context).data, said
