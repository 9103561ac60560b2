"""What the names of Word's styles say: code, admonitions, tasks, the cover, continued lists.

pandoc tells the style of a paragraph, a run and a table as `custom-style` (its extension `styles`). The
names are Word's own, LibreOffice's, and those of the files that this program makes.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import INDENTED, KBD, LANGUAGE, MISSING_PICTURE, PLACEHOLDER
from specexport.readers.pandoc.draft import (
    CODE_LINE,
    CODE_STYLES,
    Draft,
    aside,
    joined_code,
    lines,
    sequences,
    style,
)

# Styles of paragraphs. Each division of one is read as what stands here.
_LEFT_OUT = regex(r"toc heading|toc \d|contents (?:heading|\d)|table of figures|list heading|cover logo")
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_FIELDS = {"title": "title", "subtitle": "subtitle", "cover kind": "kind"}
# Styles of runs, and the spans or nodes that they are.
_STRONG = frozenset({"strong", "strong emphasis", "intense emphasis", "bold"})
_EMPHASIS = frozenset({"emphasis", "subtle emphasis", "italic"})
_CODE_RUNS = frozenset(
    {
        *("inline code", "table code", "code", "source text", "html code", "html keyboard", "teletype"),
        *("verbatim char", "source code", "html typewriter", "formula"),
    }
)
_MISSING = d.Attr(classes=(MISSING_PICTURE,))
_TURNED = "\n↪ "  # what stands where a long line of code is broken
_SPANS = {
    "keyboard": KBD,
    "placeholder": PLACEHOLDER,
    "placeholder text": PLACEHOLDER,
    "missing picture": MISSING_PICTURE,
}
_DOT = "●"  # before a grade, in its colour
_ADMONITION = regex(r"admonition ?(note|tip|important|warning|caution)")


def run(draft: Draft) -> Draft:
    """Return a draft in which styles are what they mean, and fields what the cover says."""
    reader = _Reader()
    blocks = walk.rewrite(draft.blocks, reader.visit)
    blocks = sequences(blocks, _together)
    fields = (*draft.fields, *reader.fields)
    return replace(draft, blocks=blocks, fields=fields, title=draft.title or reader.title)


class _Reader:
    def __init__(self) -> None:
        self.title: tuple[d.Inline, ...] = ()
        self.fields: list[d.MetaField] = []

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Div():
                return self._div(node, style(node))
            case d.Span():
                return _span(node, style(node))
            case d.Table():
                return _table(node, style(node))
            case d.CodeBlock():
                return replace(node, text=node.text.replace(_TURNED, ""))
            case d.Link(content=(d.Span(attr=attr, content=words),)) if attr == _MISSING:
                return d.Image(content=words, url=node.url)
            case d.Figure():
                return replace(node, attr=d.Attr(node.attr.id))
            case _:
                return node

    def _div(self, node: d.Div, name: str) -> d.Node | tuple[d.Node, ...]:
        if not name:
            return node
        if _LEFT_OUT.fullmatch(name):
            return ()
        if name in _FIELDS or name == "cover field":
            return self._cover(node, name)
        if name in CODE_STYLES:
            return _code(node)
        if name in _QUOTES:
            return node.content
        if name == "minor heading":
            return _minor_heading(node)
        if name in ("source language", "quoted language"):
            return d.Div(content=node.content, attr=d.Attr(classes=(LANGUAGE,)))
        indented = any(type(block) is d.BlockQuote for block in node.content)
        return d.Div(content=node.content, attr=_INDENTED) if indented else node.content

    def _cover(self, node: d.Div, name: str) -> d.Node | tuple[d.Node, ...]:
        """Return nothing for what a cover says: it is kept as a field, the first title as the title."""
        for para in walk.find(node.content, d.Para):
            label, *rest = para.content or (d.Str(text=""),)
            if name == "cover field":
                self.fields.append(d.MetaField(walk.plain([label]), _value(tuple(rest))))
            elif name != "title":
                self.fields.append(d.MetaField(_FIELDS[name], para.content))
            elif not self.title:
                self.title = para.content
            else:
                return node.content
        return ()


_INDENTED = d.Attr(classes=(INDENTED,))


def _value(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    text = walk.plain(content)
    links = any(type(node) is d.Link for node in walk.nodes(content))
    return content if links else ((d.Str(text=text),) if text else ())


def _code(node: d.Div) -> tuple[d.Block, ...]:
    """Return code, one block a paragraph, in its indentation or out of it; neighbours are joined later."""
    out: list[d.Block] = []
    for block in node.content:
        if type(block) is d.BlockQuote:
            out.append(
                d.Div(
                    content=(d.BlockQuote(content=_code(replace(node, content=block.content))),),
                    attr=_INDENTED,
                )
            )
        elif type(block) is d.Para:
            out.append(d.CodeBlock(text=lines([block]), attr=CODE_LINE))
        else:
            out.append(block)
    return tuple(out)


def _minor_heading(node: d.Div) -> tuple[d.Block, ...]:
    return tuple(
        d.Header(level=6, content=block.content) if type(block) is d.Para else block for block in node.content
    )


def _span(node: d.Span, name: str) -> d.Node | tuple[d.Node, ...]:
    if not name:
        return node
    if name in _STRONG:
        return d.Strong(content=node.content)
    if name in _EMPHASIS:
        return d.Emph(content=node.content)
    if name in _CODE_RUNS:
        return d.Code(text=lines(node.content))
    if name == "hyperlink" and _has_page(node.content):
        return node.content[0]
    if name.startswith("grade ") and walk.plain(node.content) == _DOT:
        return ()
    if name == "strikethrough":
        return d.Strikeout(content=node.content)
    if kind := _SPANS.get(name):
        return d.Span(content=node.content, attr=d.Attr(classes=(kind,)))
    return node.content


def _has_page(content: tuple[d.Inline, ...]) -> bool:
    """Return whether a reference is followed by its page (`Plan, page 14`), which changes with the layout."""
    match content:
        case (d.Link(url=first), d.Str(text=between), d.Link(url=last, content=(d.Str(text=page),))):
            return first == last and between.startswith(",") and page.isdecimal()
        case _:
            return False


def _table(node: d.Table, name: str) -> d.Node:
    """Return a table of one cell that this program draws admonitions with as an admonition."""
    match = _ADMONITION.fullmatch(name)
    if not match:
        return replace(node, attr=replace(node.attr, pairs=()))
    content = tuple(block for row in node.body for cell in row.cells for block in cell.content)
    return aside(match[1], walk.plain(node.head).strip(), content)


# Blocks beside each other


def _together(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks with lines of code joined, languages given to code, and lists continued."""
    out: list[d.Block] = []
    for block in joined_code(blocks):
        last = out[-1] if out else None
        if type(block) is d.CodeBlock and type(last) is d.Div and _is(last, LANGUAGE):
            out[-1] = replace(block, attr=d.Attr(classes=(_language(last),)))
        elif _is(block, INDENTED):
            _indent(out, block)
        elif type(last) is d.BulletList and len(out) > 1 and (joined := _continued(out[-2], block, last)):
            out[-2:] = [joined]
        elif joined := _continued(last, block):
            out[-1] = joined
        else:
            out.append(block)
    return tuple(out)


def _is(block: d.Block | None, name: str) -> bool:
    attr: d.Attr = getattr(block, "attr", d.NO_ATTR)
    return attr.classes == (name,)


def _language(label: d.Div) -> str:
    return walk.plain(label.content).strip().lower()


def _indent(out: list[d.Block], block: Any) -> None:
    """Put what is indented without being a quotation into the last item of the list above, if one is."""
    content = tuple(
        part
        for quote in block.content
        for part in (quote.content if type(quote) is d.BlockQuote else (quote,))
    )
    if _is(out[-1] if out else None, LANGUAGE):  # which stands before what it labels
        content = (out.pop(), *content)
    last = out[-1] if out else None
    if not isinstance(last, (d.BulletList, d.OrderedList)) or not last.items:
        out.extend(_together(content))
        return
    item = last.items[-1]
    longer = replace(item, content=_together((*item.content, *content)))
    out[-1] = replace(last, items=(*last.items[:-1], longer))


def _continued(last: d.Block | None, block: d.Block, *between: d.Block) -> d.Block | None:
    """Return one list or quotation for two, if the second goes on where the first ends.

    What stands `between` two parts of a numbered list belongs to the item above it.
    """
    if type(last) is d.OrderedList and type(block) is d.OrderedList:
        same = (last.style, last.delimiter) == (block.style, block.delimiter)
        if not (same and block.start == last.start + len(last.items) and block.start > 1):
            return None
        item = replace(last.items[-1], content=(*last.items[-1].content, *between))
        return replace(last, items=(*last.items[:-1], item, *block.items))
    if between:
        return None
    if type(last) is d.BulletList and type(block) is d.BulletList:
        return replace(last, items=(*last.items, *block.items))
    if type(last) is d.BlockQuote and type(block) is d.BlockQuote:
        return replace(last, content=(*last.content, *block.content))
    return None
