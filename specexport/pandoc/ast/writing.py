"""The document model to pandoc's syntax tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import msgspec

from specexport.model import document as d
from specexport.model.classes import LINE_BLOCK, SMALL_CAPS, UNDERLINE
from specexport.pandoc.ast import metadata
from specexport.pandoc.ast.names import NOTHING, VERSION, Pairs, Raw, attr, place, wrapper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ALIGNMENTS: dict[d.Alignment, str] = {
    "default": "AlignDefault",
    "left": "AlignLeft",
    "center": "AlignCenter",
    "right": "AlignRight",
}
STYLES: dict[d.ListStyle, str] = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
DELIMITERS: dict[d.ListDelimiter, str] = {
    "period": "Period",
    "one-paren": "OneParen",
    "two-parens": "TwoParens",
}
# Spans that are nodes of their own in pandoc's tree, where they say nothing else.
OWN_NODES = {
    d.Attr(classes=(UNDERLINE,)): "Underline",
    d.Attr(classes=(SMALL_CAPS,)): "SmallCaps",
}
LINES = d.Attr(classes=(LINE_BLOCK,))
"""A Div of this and of one paragraph is a line block, as pandoc's reader of web pages has it."""
BOXES = {False: "☐", True: "☒"}
"""What pandoc begins the items of a task list with."""


def write(document: d.Document) -> bytes:
    """Return a document as the JSON of pandoc's syntax tree; `read` gives back all of it."""
    return msgspec.json.encode(tree(document))


def tree(document: d.Document, carry: bool = True) -> Raw:
    """Return a document as pandoc's syntax tree, in the lists and dictionaries of its JSON.

    Without `carry`, what pandoc has no place for is left out.
    """
    writer = Writer(carry)
    return {
        "pandoc-api-version": VERSION,
        "meta": metadata.write(document, writer.inlines, carry),
        "blocks": writer.blocks(document.blocks),
    }


class Writer:
    """Writes nodes. With `carry`, what pandoc has no place for goes into attributes and wrappers."""

    def __init__(self, carry: bool) -> None:
        self._carry = carry

    # Inlines

    def inlines(self, nodes: Iterable[d.Inline]) -> list[Raw]:
        """Return inlines; text is cut at its spaces, as pandoc's readers do."""
        out: list[Raw] = []
        open_text = False  # the reader joins texts that follow each other
        for node in nodes:
            if type(node) is not d.Str:
                out.append(self._wrapped("Span", node, self._inline(node)))
                open_text = False
                continue
            carried = _pos(node)
            if self._carry and (carried or open_text or not node.text):
                out.append({"t": "Span", "c": [wrapper(carried), _words(node.text)]})
                open_text = False
            else:
                out.extend(_words(node.text))
                open_text = True
        return out

    def _inline(self, node: d.Inline) -> Raw:
        match node:
            case d.Str():
                return {"t": "Str", "c": node.text}
            case d.Emph() | d.Strong() | d.Strikeout() | d.Superscript() | d.Subscript():
                return {"t": type(node).__name__, "c": self.inlines(node.content)}
            case d.Code():
                return {"t": "Code", "c": [self._attr(node), node.text]}
            case d.Math():
                return {
                    "t": "Math",
                    "c": [{"t": "DisplayMath" if node.display else "InlineMath"}, node.text],
                }
            case d.Link() | d.Image():
                target = [node.url, node.title]
                return {"t": type(node).__name__, "c": [self._attr(node), self.inlines(node.content), target]}
            case d.Note():
                return {"t": "Note", "c": self.blocks(node.content)}
            case d.Span():
                return self._span(node)
            case d.SoftBreak() | d.LineBreak():
                return {"t": type(node).__name__}
            case d.RawInline():
                return {"t": "RawInline", "c": [node.format, node.text]}
            case _:
                assert_never(node)

    def _span(self, node: d.Span) -> Raw:
        content = self.inlines(node.content)
        if (name := OWN_NODES.get(node.attr)) and not (self._carry and node.pos):
            return {"t": name, "c": content}
        return {"t": "Span", "c": [self._attr(node), content]}

    # Blocks

    def blocks(self, nodes: Iterable[d.Block], plain: bool = False) -> list[Raw]:
        """Return blocks. `plain` paragraphs are those that no space sets off: of tight lists and of cells."""
        return [
            self._wrapped("Div", node, self._plain(node) if plain else self._block(node)) for node in nodes
        ]

    def _plain(self, node: d.Block) -> Raw:
        return {"t": "Plain", "c": self.inlines(node.content)} if type(node) is d.Para else self._block(node)

    def _block(self, node: d.Block) -> Raw:
        match node:
            case d.Para():
                return {"t": "Para", "c": self.inlines(node.content)}
            case d.Header():
                return {"t": "Header", "c": [node.level, self._attr(node), self.inlines(node.content)]}
            case d.CodeBlock():
                return {"t": "CodeBlock", "c": [self._attr(node), node.text]}
            case d.BlockQuote():
                return {"t": "BlockQuote", "c": self.blocks(node.content)}
            case d.BulletList():
                return {"t": "BulletList", "c": self._items(node)}
            case d.OrderedList():
                kind = [node.start, {"t": STYLES[node.style]}, {"t": DELIMITERS[node.delimiter]}]
                return {"t": "OrderedList", "c": [kind, self._items(node)]}
            case d.DefinitionList():
                items = [self._definition_item(item, node.tight) for item in node.items]
                return {"t": "DefinitionList", "c": items}
            case d.Table():
                return self._table(node)
            case d.Figure():
                content = self.blocks(node.content, plain=True)
                return {"t": "Figure", "c": [self._attr(node), self._caption(node.caption), content]}
            case d.Div(content=(d.Para() as only,)) if node.attr == LINES and not self._carry:
                return {"t": "LineBlock", "c": [self.inlines(line) for line in _lines(only.content)]}
            case d.Div():
                return {"t": "Div", "c": [self._attr(node), self.blocks(node.content)]}
            case d.RawBlock():
                return {"t": "RawBlock", "c": [node.format, node.text]}
            case d.HorizontalRule():
                return {"t": "HorizontalRule"}
            case _:
                assert_never(node)

    # Lists

    def _items(self, node: d.BulletList | d.OrderedList) -> list[Raw]:
        return [self._item(item, node.tight) for item in node.items]

    def _item(self, item: d.ListItem, tight: bool) -> list[Raw]:
        blocks = self.blocks(item.content, tight)
        if not self._carry:
            return blocks
        carried = _pos(item)
        if item.checked is not None:
            carried += (("sx-checked", "true" if item.checked else "false"),)
        elif not carried and not _looks_like_task(item):
            return blocks
        return [{"t": "Div", "c": [wrapper((("sx-item", ""), *carried)), blocks]}]

    def _definition_item(self, item: d.DefinitionItem, tight: bool) -> Raw:
        term = self.inlines(item.term)
        if self._carry and item.pos:
            term = [{"t": "Span", "c": [wrapper((("sx-item", ""), *_pos(item))), term]}]
        return [term, [self._definition(definition, tight) for definition in item.definitions]]

    def _definition(self, definition: d.Definition, tight: bool) -> list[Raw]:
        blocks = self.blocks(definition.content, tight)
        if not (self._carry and definition.pos):
            return blocks
        return [{"t": "Div", "c": [wrapper((("sx-item", ""), *_pos(definition))), blocks]}]

    # Tables

    def _table(self, node: d.Table) -> Raw:
        columns = [[{"t": ALIGNMENTS[column.align]}, _width(column.width)] for column in node.columns]
        body = [NOTHING, node.row_heads, [], self._rows(node.body)]
        return {
            "t": "Table",
            "c": [
                self._attr(node),
                self._caption(node.caption),
                columns,
                [NOTHING, self._rows(node.head)],
                [body],
                [NOTHING, self._rows(node.foot)],
            ],
        }

    def _rows(self, rows: Sequence[d.Row]) -> list[Raw]:
        return [[self._attr(row), [self._cell(cell) for cell in row.cells]] for row in rows]

    def _cell(self, cell: d.Cell) -> Raw:
        content = self.blocks(cell.content, plain=True)
        return [self._attr(cell), {"t": ALIGNMENTS[cell.align]}, cell.row_span, cell.col_span, content]

    def _caption(self, content: tuple[d.Inline, ...]) -> Raw:
        return [None, [{"t": "Plain", "c": self.inlines(content)}] if content else []]

    # What is carried

    def _attr(self, node: d.Node) -> Raw:
        given: d.Attr = getattr(node, "attr", d.NO_ATTR)
        return attr(given, _carried(node) if self._carry else ())

    def _wrapped(self, kind: str, node: d.Node, raw: Raw) -> Raw:
        """Return a node in a wrapper, if it carries something and has no attributes that could hold it."""
        if not self._carry or type(node) in _WITH_ATTRIBUTES or not (carried := _carried(node)):
            return raw
        return {"t": kind, "c": [wrapper(carried), [raw]]}


_WITH_ATTRIBUTES: frozenset[type[d.Node]] = frozenset(
    (d.Code, d.Link, d.Image, d.Span, d.Header, d.CodeBlock, d.Table, d.Figure, d.Div)
)


def _carried(node: d.Node) -> Pairs:
    """Return what a node has that pandoc's has no place for."""
    carried = _pos(node)
    match node:
        case d.CodeBlock() if node.tokens:
            carried += (("sx-tokens", msgspec.json.encode(node.tokens).decode()),)
        case d.BulletList() | d.OrderedList() | d.DefinitionList() if not (node.tight or _has_para(node)):
            carried += (("sx-tight", "false"),)
    number: str = getattr(node, "number", "")
    return (*carried, ("sx-number", number)) if number else carried


def _pos(node: d.Node) -> Pairs:
    return (("sx-pos", place(node.pos)),) if node.pos else ()


def _has_para(node: d.BulletList | d.OrderedList | d.DefinitionList) -> bool:
    """Return whether a list has a paragraph to tell its tightness by."""
    holders: Iterable[d.ListItem | d.Definition]
    if isinstance(node, d.DefinitionList):
        holders = (definition for item in node.items for definition in item.definitions)
    else:
        holders = node.items
    return any(type(block) is d.Para for holder in holders for block in holder.content)


def _looks_like_task(item: d.ListItem) -> bool:
    first = item.content[0] if item.content else None
    start = first.content[0] if type(first) is d.Para and first.content else None
    return type(start) is d.Str and start.text.startswith(tuple(BOXES.values()))


_SPACE: Raw = {"t": "Space"}


def _words(text: str) -> list[Raw]:
    """Return text as words and spaces."""
    out: list[Raw] = []
    for number, word in enumerate(text.split(" ")):
        if number:
            out.append(_SPACE)
        if word:
            out.append({"t": "Str", "c": word})
    return out


def _width(width: float) -> Raw:
    return {"t": "ColWidth", "c": width} if width else {"t": "ColWidthDefault"}


def _lines(content: tuple[d.Inline, ...]) -> Iterator[tuple[d.Inline, ...]]:
    """Yield what stands between breaks."""
    begun = 0
    for at, node in enumerate(content):
        if type(node) is d.LineBreak:
            yield content[begun:at]
            begun = at + 1
    yield content[begun:]
