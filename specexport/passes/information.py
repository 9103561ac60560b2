"""Fields of the document information: what of a document is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import key, target
from specexport.passes import field_lines as lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What the first cell of a table of fields may say above the names.
_COLUMN_HEADS = frozenset({"field", "item", "attribute", "property", "metadata", "key", "name", "info", ""})
_LONGEST_CONTINUATION = 100


def of_block(block: d.Block) -> tuple[d.MetaField, ...]:
    """The fields that `block` consists of, none if it is something else."""
    match block:
        case d.Table():
            return _of_table(block)
        case d.Para():
            return _known(_of_lines(block.content))
        case d.BulletList():
            found = [_of_item(item) for item in block.items]
            return _known([field for fields in found for field in fields]) if all(found) else ()
        case _:
            return ()


def _known(found: Iterable[d.MetaField]) -> tuple[d.MetaField, ...]:
    """The fields if one of them at least is called as fields are, else none."""
    found = tuple(found)
    return found if any(target(field.name) for field in found) else ()


def _of_table(table: d.Table) -> tuple[d.MetaField, ...]:
    if len(table.columns) != 2 or any(len(row.cells) != 2 for row in (*table.head, *table.body)):
        return ()
    heads = [_name(row) for row in table.head]
    named = [name for name in heads if target(name)]
    rows = [*(table.head if named else ()), *table.body]
    found = tuple(
        d.MetaField(_name(row), inlines(row.cells[1].content), row.pos) for row in rows if _name(row)
    )
    known = sum(bool(target(field.name)) for field in found)
    enough = known >= 2 or (known == 1 and bool(heads) and key(heads[0]) in _COLUMN_HEADS)
    return found if enough else ()


def _name(row: d.Row) -> str:
    return walk.plain(row.cells[0].content).rstrip(":：").strip()


def inlines(blocks: Iterable[d.Block]) -> tuple[d.Inline, ...]:
    """The content of a cell or item on one line; of what is no paragraph, its words."""
    content: list[d.Inline] = []
    for block in blocks:
        if content:
            content.append(d.Str(text=", "))
        if isinstance(block, d.Para):
            content.extend(block.content)
        elif isinstance(block, (d.BulletList, d.OrderedList)):
            for index, item in enumerate(block.items):
                content.extend([d.Str(text=", ")] if index else [])
                content.extend(inlines(item.content))
        else:
            content.append(d.Str(text=walk.plain([block]), pos=block.pos))
    return tuple(content)


def _of_item(item: d.ListItem) -> tuple[d.MetaField, ...]:
    first = item.content[0] if item.content else None
    if type(first) is not d.Para or item.checked is not None:
        return ()
    found = lines.fields(first.content)
    if not found or len(item.content) == 1:
        return found
    rest, last = inlines(item.content[1:]), found[-1]
    gap = (d.Str(text=", "),) if last.content else ()
    return (*found[:-1], replace(last, content=last.content + gap + rest))


def _of_lines(content: tuple[d.Inline, ...]) -> Iterator[d.MetaField]:
    """Yield the fields of a paragraph, none when it begins with none or says more than fields do."""
    found: list[d.MetaField] = []
    for line in _lines(content):
        if fields := lines.fields(line):
            found.extend(fields)
        elif found and len(walk.plain(line)) <= _LONGEST_CONTINUATION:
            last = found[-1]
            found[-1] = replace(last, content=(*last.content, d.SoftBreak(), *line))
        else:
            return
    yield from found


def _lines(content: tuple[d.Inline, ...]) -> Iterator[tuple[d.Inline, ...]]:
    line: list[d.Inline] = []
    for node in content:
        if isinstance(node, (d.SoftBreak, d.LineBreak)):
            yield tuple(line)
            line = []
        else:
            line.append(node)
    yield tuple(line)
