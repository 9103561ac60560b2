"""pandoc's syntax tree to the document model.

All of pandoc's nodes are read, also those that the model has other words for: a line block is a paragraph
with line breaks, a quotation within a line has its marks, a citation is the text that stands for it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from specexport.model import document as d
from specexport.pandoc.ast import metadata, tables
from specexport.pandoc.ast.names import Raw, is_wrapper, placed, taken
from specexport.pandoc.ast.writing import BOXES, DELIMITERS, OWN_NODES, STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AnyNode = TypeVar("AnyNode", bound=d.Node)

_STYLES = {raw: style for style, raw in STYLES.items()}
_DELIMITERS = {raw: delimiter for delimiter, raw in DELIMITERS.items()}
_OWN_NODES = {raw: attr for attr, raw in OWN_NODES.items()}
_CHECKED = {box: checked for checked, box in BOXES.items()} | {"☑": True}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_DEEPEST_HEADING = 6
_CONTENT: dict[str, Callable[..., d.Inline]] = {
    "Emph": d.Emph,
    "Strong": d.Strong,
    "Strikeout": d.Strikeout,
    "Superscript": d.Superscript,
    "Subscript": d.Subscript,
}


class NotATreeError(ValueError):
    """The JSON is no syntax tree of pandoc."""


def read(data: bytes) -> d.Document:
    """Return the document that `write` made the JSON of. Raises NotATreeError."""
    raw = tree_of(data)
    try:
        return metadata.read(raw["meta"], blocks(raw["blocks"]), inlines)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise NotATreeError(f"a node has another shape ({type(error).__name__})") from None


def tree_of(data: bytes) -> Raw:
    """Return JSON as lists and dictionaries. Raises NotATreeError when it is no syntax tree."""
    try:
        raw = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise NotATreeError(str(error)) from None
    if not isinstance(raw, dict) or not {"meta", "blocks"} <= raw.keys():
        raise NotATreeError("it has no metadata or blocks")
    return raw


# Inlines


def inlines(raw: Iterable[Raw]) -> tuple[d.Inline, ...]:
    """Return inlines: words and the spaces between them are one text."""
    out: list[d.Inline] = []
    words: list[str] = []

    def flush() -> None:
        if words:
            out.append(d.Str(text="".join(words)))
            words.clear()

    for node in _flat(raw):
        match node["t"]:
            case "Str":
                words.append(node["c"])
            case "Space":
                words.append(" ")
            case _:
                flush()
                out.extend(_inline(node))
    flush()
    return tuple(out)


def _flat(raw: Iterable[Raw]) -> Iterator[Raw]:
    """Yield inlines with quotations and citations taken apart into what they show."""
    for node in raw:
        match node["t"]:
            case "Quoted":
                opening, closing = _QUOTES[node["c"][0]["t"]]
                yield from ({"t": "Str", "c": opening}, *_flat(node["c"][1]), {"t": "Str", "c": closing})
            case "Cite":
                yield from _flat(node["c"][1])
            case _:
                yield node


def _inline(raw: Raw) -> Iterator[d.Inline]:
    content = raw.get("c")
    match kind := raw["t"]:
        case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
            yield _CONTENT[kind](content=inlines(content))
        case "Underline" | "SmallCaps":
            yield d.Span(content=inlines(content), attr=_OWN_NODES[kind])
        case "SoftBreak":
            yield d.SoftBreak()
        case "LineBreak":
            yield d.LineBreak()
        case "Code":
            attr, carried = taken(content[0])
            yield d.Code(text=content[1], attr=attr, pos=placed(carried.get("pos")))
        case "Math":
            yield d.Math(text=content[1], display=content[0]["t"] == "DisplayMath")
        case "Link" | "Image":
            yield _reference(d.Link if kind == "Link" else d.Image, content)
        case "Note":
            yield d.Note(content=blocks(content))
        case "RawInline":
            yield d.RawInline(format=content[0], text=content[1])
        case "Span":
            yield from _span(content)
        case _:
            raise NotATreeError(f"there is no inline {kind}")


def _reference(kind: type[d.Link | d.Image], content: Raw) -> d.Link | d.Image:
    attr, carried = taken(content[0])
    url, title = content[2]
    pos = placed(carried.get("pos"))
    return kind(content=inlines(content[1]), url=url, title=title, attr=attr, pos=pos)


def _span(content: Raw) -> Iterator[d.Inline]:
    attr, carried = taken(content[0])
    inside = inlines(content[1])
    pos = placed(carried.get("pos"))
    if not is_wrapper(content[0]):
        yield d.Span(content=inside, attr=attr, pos=pos)
    elif len(inside) <= 1:
        yield replace(inside[0], pos=pos) if inside else d.Str(text="", pos=pos)
    else:
        yield from inside  # something else has written into the wrapper


# Blocks


def blocks(raw: Iterable[Raw]) -> tuple[d.Block, ...]:
    """Return blocks; `Plain` is a paragraph, for the model knows tightness of lists instead."""
    return tuple(chain.from_iterable(map(_block, raw)))


def _block(raw: Raw) -> Iterator[d.Block]:
    content = raw.get("c")
    match kind := raw["t"]:
        case "Para" | "Plain":
            yield d.Para(content=inlines(content))
        case "LineBlock":
            yield _line_block(content)
        case "BlockQuote":
            yield d.BlockQuote(content=blocks(content))
        case "HorizontalRule":
            yield d.HorizontalRule()
        case "RawBlock":
            yield d.RawBlock(format=content[0], text=content[1])
        case "BulletList":
            yield d.BulletList(items=_items(content), tight=_is_tight(content))
        case "OrderedList":
            yield _ordered_list(*content)
        case "DefinitionList":
            tight = _is_tight(chain.from_iterable(definitions for _, definitions in content))
            yield d.DefinitionList(items=tuple(map(_definition_item, content)), tight=tight)
        case "Header" | "CodeBlock" | "Table" | "Figure":
            yield _attributed(kind, content)
        case "Div":
            yield from _div(content)
        case "Null":  # of pandoc before 3.0
            pass
        case _:
            raise NotATreeError(f"there is no block {kind}")


def _attributed(kind: str, content: Raw) -> d.Block:
    attr, carried = taken(content[1] if kind == "Header" else content[0])
    pos, number = placed(carried.get("pos")), carried.get("number", "")
    match kind:
        case "Header":
            level = max(1, min(content[0], _DEEPEST_HEADING))
            return d.Header(level=level, content=inlines(content[2]), attr=attr, number=number, pos=pos)
        case "CodeBlock":
            tokens = _tokens(carried.get("tokens", ""))
            return d.CodeBlock(text=content[1], attr=attr, tokens=tokens, number=number, pos=pos)
        case "Table":
            table = tables.read(content, blocks, caption(content[1]))
            return replace(table, attr=attr, number=number, pos=pos)
        case _:
            inside, words = blocks(content[2]), caption(content[1])
            return d.Figure(content=inside, caption=words, number=number, attr=attr, pos=pos)


def _div(content: Raw) -> Iterator[d.Block]:
    attr, carried = taken(content[0])
    inside = blocks(content[1])
    pos = placed(carried.get("pos"))
    if not is_wrapper(content[0]):
        yield d.Div(content=inside, attr=attr, pos=pos)
    elif len(inside) != 1:
        yield from inside  # something else has written into the wrapper
    elif isinstance(inside[0], (d.BulletList, d.OrderedList, d.DefinitionList)) and "tight" in carried:
        yield replace(inside[0], pos=pos, tight=carried["tight"] == "true")
    else:
        yield replace(inside[0], pos=pos)


def _tokens(text: str) -> tuple[d.Token, ...]:
    try:
        return msgspec.json.decode(text, type=tuple[d.Token, ...]) if text else ()
    except msgspec.DecodeError:
        return ()  # the text is there without its colours


def _line_block(lines: Raw) -> d.Para:
    parts = [(*(() if not number else (d.LineBreak(),)), *inlines(line)) for number, line in enumerate(lines)]
    return d.Para(content=tuple(chain.from_iterable(parts)))


def caption(raw: Raw) -> tuple[d.Inline, ...]:
    """Return a caption, which is blocks in the tree, as inlines: paragraphs are lines."""
    out: list[d.Inline] = []
    for block in blocks(raw[1]):
        if out:
            out.append(d.LineBreak())
        out.extend(_line(block))
    return tuple(out)


def _line(block: d.Block) -> tuple[d.Inline, ...]:
    from specexport.model import walk

    if isinstance(block, (d.Para, d.Header)):
        return block.content
    text = walk.plain([block])
    return (d.Str(text=text),) if text else ()


# Lists


def _ordered_list(kind: Raw, items: Raw) -> d.OrderedList:
    start, style, delimiter = kind
    return d.OrderedList(
        items=_items(items),
        start=max(0, start),
        style=_STYLES.get(style["t"], "decimal"),
        delimiter=_DELIMITERS.get(delimiter["t"], "period"),
        tight=_is_tight(items),
    )


def _items(raw: Iterable[Raw]) -> tuple[d.ListItem, ...]:
    return tuple(map(_item, raw))


def _item(raw: Raw) -> d.ListItem:
    if carried := _carried_by_item(raw, "Div"):
        checked = {"true": True, "false": False}.get(carried.get("checked", ""))
        pos = placed(carried.get("pos"))
        return d.ListItem(content=blocks(raw[0]["c"][1]), checked=checked, pos=pos)
    return task(blocks(raw))


def task(content: tuple[d.Block, ...]) -> d.ListItem:
    """Return an item; a box at its start, as pandoc writes it, makes it one of a task list."""
    first = content[0] if content else None
    start = first.content[0] if type(first) is d.Para and first.content else None
    if type(first) is not d.Para or type(start) is not d.Str or start.text[:1] not in _CHECKED:
        return d.ListItem(content=content)
    rest = start.text[1:].removeprefix(" ")
    words = (*((d.Str(text=rest),) if rest else ()), *first.content[1:])
    inside = (d.Para(content=words), *content[1:]) if words else content[1:]
    return d.ListItem(content=inside, checked=_CHECKED[start.text[0]])


def _definition_item(raw: Raw) -> d.DefinitionItem:
    term, definitions = raw
    carried = _carried_by_item(term, "Span")
    words = inlines(term[0]["c"][1] if carried else term)
    found = tuple(map(_definition, definitions))
    return d.DefinitionItem(term=words, definitions=found, pos=placed(carried.get("pos")))


def _definition(raw: Raw) -> d.Definition:
    if carried := _carried_by_item(raw, "Div"):
        return d.Definition(content=blocks(raw[0]["c"][1]), pos=placed(carried.get("pos")))
    return d.Definition(content=blocks(raw))


def _carried_by_item(raw: Raw, kind: str) -> dict[str, str]:
    """Return what the wrapper carries that holds all of an item, nothing where there is none."""
    if len(raw) != 1 or raw[0]["t"] != kind or not is_wrapper(raw[0]["c"][0]):
        return {}
    carried = taken(raw[0]["c"][0])[1]
    return carried if "item" in carried else {}


def _is_tight(items: Iterable[Raw]) -> bool:
    """Return whether no item has a paragraph that space sets off."""
    return not any(block["t"] == "Para" for item in items for block in _unwrapped(item))


def _unwrapped(raw: Iterable[Raw]) -> Iterator[Raw]:
    for block in raw:
        if block["t"] == "Div" and is_wrapper(block["c"][0]):
            yield from _unwrapped(block["c"][1])
        else:
            yield block
