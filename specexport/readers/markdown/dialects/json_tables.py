"""Tables of GitLab in fences of `json:table`: fields, items, a caption.

https://docs.gitlab.com/user/markdown/#json-tables
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects.remarks import Remark

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.includes import SourcePart

_UNREAD = Remark("a table of GitLab that is no JSON", "stays code", "mend it, or write a table in Markdown")


def tabulated(blocks: Blocks, part: SourcePart) -> Blocks:
    """Return `blocks` with tables for the code that describes some."""

    def visit(block: d.CodeBlock) -> d.Node:
        if block.attr.classes[:1] != ("json:table",):
            return block
        try:
            return _table(json.loads(block.text), block.pos)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            part.remark(_UNREAD, block.text, block.pos)
            return block

    return walk.rewrite(blocks, visit, d.CodeBlock)


def _table(found: Any, pos: d.Pos | None) -> d.Table:
    """Return the table that an object of JSON describes. Raises as JSON of another shape makes it."""
    rows = found["items"]
    fields = found.get("fields") or list(dict.fromkeys(key for row in rows for key in row))
    keys = [field if isinstance(field, str) else field["key"] for field in fields]
    names = [field if isinstance(field, str) else field.get("label") or field["key"] for field in fields]
    caption = found.get("caption", "")
    return d.Table(
        columns=tuple(d.Column() for _ in keys),
        head=(_row(names, pos),),
        body=tuple(_row([row.get(key, "") for key in keys], pos) for row in rows),
        caption=(d.Str(text=str(caption), pos=pos),) if caption else (),
        pos=pos,
    )


def _row(values: list[Any], pos: d.Pos | None) -> d.Row:
    return d.Row(cells=tuple(_cell(value, pos) for value in values), pos=pos)


def _cell(value: Any, pos: d.Pos | None) -> d.Cell:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return d.Cell(content=(d.Para(content=(d.Str(text=text, pos=pos),), pos=pos),) if text else (), pos=pos)
