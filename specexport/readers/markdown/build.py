"""Tokens to nodes: what mistune found becomes the document model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.characters import clean
from specexport.model.classes import ADMONITION, DETAILS, NOTE, SUMMARY
from specexport.model.listing import language
from specexport.readers.common import page_breaks
from specexport.readers.markdown import (
    attributes,
    block_attributes,
    character_tables,
    containers,
    drawn,
    line_blocks,
    typed_lists,
)
from specexport.readers.markdown.blocks import INCLUDE
from specexport.readers.markdown.dialects.remarks import shortened
from specexport.readers.markdown.dialects.seam import NO_DIALECT
from specexport.readers.markdown.inlines import Inlines
from specexport.readers.markdown.places import Places
from specexport.readers.markdown.text import unescape
from specexport.readers.markdown.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specexport.core.context import Context
    from specexport.readers.markdown.dialects.remarks import Remark
    from specexport.readers.markdown.engine import Token
    from specexport.readers.markdown.includes import SourcePart

_DEEPEST_NOTE = 3
_INCLUDE = regex(INCLUDE)
_TASK = regex(r"\[([ xX])\](?=\s)[ \t]*")
_BUILD = {character_tables.TOKEN: character_tables.build, line_blocks.TOKEN: line_blocks.build}
_ALERT = regex(r"\[!([\w-]+)(?:\|[^\[\]\n]*)?\][+-]?[ \t]*([^\n]*)(?:\n|$)")


class Builder:
    """Builds nodes from tokens. `env` is what the block parser noted: link references and footnotes.

    `part` has what is included; without one, includes stay as they are written.
    """

    def __init__(
        self, source: str, env: dict[str, Any], context: Context, part: SourcePart | None = None
    ) -> None:
        self.places = Places(source)
        self._part = part
        self.dialect = part.dialect if part else NO_DIALECT
        variables = part.variables if part else Variables((), context)
        self._inlines = Inlines(env, self._note, variables, context.source_name, part)
        self._env = env
        self._context = context
        self._notes: dict[str, tuple[d.Block, ...]] = {}
        self._open: list[str] = []
        self._has_html = False

    @property
    def has_html(self) -> bool:
        """Whether anything that was built is raw HTML."""
        return self._has_html or self._inlines.has_html

    def blocks(self, tokens: Iterable[Token]) -> tuple[d.Block, ...]:
        """Return the blocks that `tokens` stand for."""
        found = [(token, tuple(self._block(token))) for token in tokens]
        if any(token["type"] == block_attributes.TOKEN for token, _ in found):
            return tuple(block_attributes.applied(found))
        return tuple(block for _, blocks in found for block in blocks)

    def blocks_in_columns(self, tokens: Iterable[Token], behind: Mapping[int, int]) -> tuple[d.Block, ...]:
        """Return the blocks of a cell whose lines go on in others: `behind` says how far (`Places.cut`)."""
        places, self.places = self.places, self.places.cut(behind)
        try:
            return self.blocks(tokens)
        finally:
            self.places = places

    def unused_footnotes(self) -> None:
        """Report the footnotes that nothing refers to or that have the name of another: they are left out."""
        for key, text, line in self._env.get("footnotes_again", ()):
            self._context.warn(
                "SX702",
                f"footnote [^{key.lower()}] is there twice, the first one counts, not {shortened(text)!r}",
                d.Pos(line, line),
                "give it another name",
            )
        for key, note in self._env.get("footnotes", {}).items():
            if key not in self._notes:
                self._context.warn(
                    "SX702",
                    f"footnote [^{key.lower()}] is left out, for nothing refers to it",
                    d.Pos(note["line"], note["line"]),
                    "refer to it in the text, or remove it",
                )

    def _block(self, token: Token) -> Iterator[d.Block]:
        match token["type"]:
            case "paragraph" | "block_text":
                yield from self._paragraph(token["text"], token["line"])
            case "heading":
                yield from page_breaks.beside(self._header(token))
            case "page_break":
                yield page_breaks.page_break(_pos(token))
            case "block_code":
                yield from self._code(token)
            case "include":
                yield from self.included(token["path"], token["raw"], token["line"])
            case "math":
                yield _formula(token["raw"], _pos(token))
            case "block_quote" | "list":
                words = block_attributes.of_container(token)
                block = self._list(token) if token["type"] == "list" else self._quote(token)
                yield block_attributes.with_attributes(block, words) if words else block
            case "table":
                yield self._table(token)
            case "definition_list":
                yield self._definitions(token)
            case "division":
                yield from page_breaks.beside(self.division(token))
            case "thematic_break":
                yield d.HorizontalRule(pos=_pos(token))
            case "block_html":
                self._has_html = True
                yield d.RawBlock(format="html", text=token["raw"], pos=_pos(token))
            case kind if build := _BUILD.get(kind) or self.dialect.build.get(kind):
                yield from build(self, token)

    def _paragraph(self, text: str, line: int, *, in_list: bool = False) -> Iterator[d.Block]:
        """Build a paragraph, and what the author typed as a list in its lines."""
        parts = typed_lists.parts(text, in_list=in_list) if in_list or "\n" in text else None
        if parts is None:
            pos = d.Pos(line, line + text.rstrip().count("\n"))
            yield d.Para(content=self.lines(text, line), pos=pos)
            return
        for part in parts:
            if isinstance(part, typed_lists.TypedList):
                yield self._typed_list(part, line)
            else:
                pos = d.Pos(line + part.line, line + part.line + part.text.rstrip().count("\n"))
                yield d.Para(content=self.lines(part.text, line + part.line), pos=pos)

    def _typed_list(self, found: typed_lists.TypedList, line: int) -> d.BulletList | d.OrderedList:
        items = []
        for item in found.items:
            first = line + item.line
            pos = d.Pos(first, first + item.text.rstrip().count("\n"))
            content = tuple(self._paragraph(item.text, first, in_list=True))
            items.append(d.ListItem(content=content, pos=pos))
        pos = d.Pos(line + found.line, items[-1].pos.end_line if items[-1].pos else 0)
        if found.style is None:
            return d.BulletList(items=tuple(items), pos=pos)
        return d.OrderedList(items=tuple(items), style=found.style, delimiter=found.delimiter, pos=pos)

    def _header(self, token: Token) -> d.Header:
        attr, token["text"] = attributes.trailing(token["text"])
        pos = d.Pos(token["line"], _end_line(token))
        return d.Header(level=token["attrs"]["level"], content=self._heading(token), attr=attr, pos=pos)

    def _heading(self, token: Token) -> tuple[d.Inline, ...]:
        if ":" not in token["text"]:
            return self._heading_words(token)
        self._inlines.in_heading = True
        try:
            return self._heading_words(token)
        finally:
            self._inlines.in_heading = False

    def _heading_words(self, token: Token) -> tuple[d.Inline, ...]:
        if token["style"] == "setext":
            return self.lines(token["text"], token["line"])
        return self._inlines(token["text"], self.places.of_heading(token["text"], token["line"]))

    def _plain(self, text: str, line: int) -> str:
        """Return the words of a title, which an attribute holds."""
        return walk.plain(self.lines(text, line)) if text else ""

    def lines(self, text: str, line: int) -> tuple[d.Inline, ...]:
        """Return what the lines of a text, from `line` on, consist of."""
        text = text.strip(" \t\n")
        return self._inlines(text, self.places.of_lines(text, line))

    def included(
        self, name: str, written: str, line: int, chosen: Callable[[str], str | None] | None = None
    ) -> tuple[d.Block, ...]:
        """Return the blocks of the file called `name`, or what is `chosen` of it; else what is `written`."""
        pos = d.Pos(line, line)
        found = self._part.include(name, pos, chosen) if self._part else None
        return (d.Para(content=(d.Str(text=written, pos=pos),), pos=pos),) if found is None else found

    def _code(self, token: Token) -> Iterator[d.Block]:
        """Build a block of code; in a fence, what a line includes takes its place."""
        block = _code(token)
        if _is_page_break(token):
            yield page_breaks.page_break(block.pos)
        elif type(block) is not d.CodeBlock or token.get("style") != "fenced" or not self._part:
            yield block
        elif language(block.attr) == "include":
            for line, name in enumerate(block.text.split("\n"), token["line"] + 1):
                if name.strip():
                    yield from self.included(name.strip(), name, line)
        elif "{{#include" in block.text or self.dialect.include_in_code:
            yield replace(block, text=self._with_includes(block.text, token["line"] + 1, self._part))
        else:
            yield block

    def _with_includes(self, text: str, first: int, part: SourcePart) -> str:
        lines, own = text.split("\n"), self.dialect.include_in_code
        for index, line in enumerate(lines):
            if found := _INCLUDE.fullmatch(line) or (own and own.fullmatch(line)):
                code = part.code(found["path"].rstrip(), d.Pos(first + index, first + index))
                lines[index] = line if code is None else code
        return "\n".join(lines)

    def _quote(self, token: Token) -> d.Block:
        children = token["children"]
        first = next((child for child in children if child["type"] != "blank_line"), None)
        alert = _ALERT.match(first["text"]) if first and first["type"] == "paragraph" else None
        kind, default = containers.callout(alert[1], self.dialect.callouts) if alert else ("", "")
        if alert and not kind and self.dialect.any_callout:
            kind, default = NOTE, containers.titled(alert[1])
        if not (first and alert and kind):
            return d.BlockQuote(content=self.blocks(children), pos=_pos(token))
        first["text"] = first["text"][alert.end() :]
        first["line"] += 1
        if not first["text"].strip():
            children.remove(first)
        title = self._plain(alert[2].strip() or default, token["line"])
        pairs = (("title", title),) if title else ()
        attr = d.Attr(classes=(ADMONITION, kind), pairs=pairs)
        return d.Div(content=self.blocks(children), attr=attr, pos=_pos(token))

    def _list(self, token: Token) -> d.Block:
        items = tuple(self._item(item) for item in token["children"])
        last = items[-1].pos
        pos = d.Pos(token["line"], last.end_line if last else token["end_line"])
        if not token["attrs"]["ordered"]:
            return d.BulletList(items=items, tight=token["tight"], pos=pos)
        start = token["attrs"].get("start", 1)
        delimiter: d.ListDelimiter = "one-paren" if token["bullet"] == ")" else "period"
        return d.OrderedList(items=items, start=start, delimiter=delimiter, tight=token["tight"], pos=pos)

    def _item(self, token: Token) -> d.ListItem:
        children, checked = token["children"], None
        if children and children[0]["type"] in ("paragraph", "block_text"):
            first = children[0]
            if task := _TASK.match(first["text"]):
                checked = task[1] != " "
                first["text"] = first["text"][task.end() :]
        return d.ListItem(content=self.blocks(children), checked=checked, pos=_item_pos(token))

    def _definitions(self, token: Token) -> d.DefinitionList:
        items = tuple(self._definition(item) for item in token["items"])
        return d.DefinitionList(items=items, pos=_pos(token))

    def _definition(self, item: Token) -> d.DefinitionItem:
        meanings = tuple(
            d.Definition(content=self.blocks(meaning["children"]), pos=_item_pos(meaning))
            for meaning in item["definitions"]
        )
        pos = d.Pos(item["line"], item["line"])
        return d.DefinitionItem(term=self.lines(item["text"], item["line"]), definitions=meanings, pos=pos)

    def division(self, token: Token) -> d.Div:
        """Build an admonition, details, or a division with the author's own classes."""
        attr, title = containers.of_division(token["info"])
        content = self.blocks(token["children"])
        line = d.Pos(token["line"], token["line"])
        if ADMONITION in attr.classes:
            if not title and content and type(head := content[0]) is d.Header:
                title, content = walk.plain(head.content), content[1:]
            title = self._plain(title, token["line"])
            attr = replace(attr, pairs=(*attr.pairs, ("title", title)) if title else attr.pairs)
        elif DETAILS in attr.classes:
            words = d.Para(content=self.lines(title or "Details", token["line"]), pos=line)
            content = (d.Div(content=(words,), attr=d.Attr(classes=(SUMMARY,)), pos=line), *content)
        elif title:
            content = (self.label(title, token["line"]), *content)
        return d.Div(content=content, attr=attr, pos=_pos(token))

    def words(self, text: str, line: int) -> d.Para:
        """Return a paragraph of words that stand in a line for themselves."""
        return d.Para(content=self.lines(text, line), pos=d.Pos(line, line))

    def remark(self, remark: Remark, written: str, pos: d.Pos) -> None:
        """Note that what is `written` at `pos` means nothing here."""
        if self._part:
            self._part.remark(remark, written, pos)

    def label(self, title: str, line: int) -> d.Para:
        """Return the title of what has no other place for one: a bold line above it."""
        pos = d.Pos(line, line)
        return d.Para(content=(d.Strong(content=self.lines(title, line), pos=pos),), pos=pos)

    def _table(self, token: Token) -> d.Table:
        width, line = len(token["aligns"]), token["line"]
        head = self._row(token["head"], width, line)
        body = tuple(self._row(row, width, line + 2 + index) for index, row in enumerate(token["rows"]))
        columns = tuple(d.Column(align=align) for align in token["aligns"])
        return d.Table(columns=columns, head=(head,), body=body, pos=_pos(token))

    def _row(self, cells: list[tuple[int, str]], width: int, line: int) -> d.Row:
        pos = d.Pos(line, line)
        if any(text for _, text in cells[width:]):
            self._context.warn(
                "SX703",
                f"the row has {len(cells)} cells, its table {width} columns: the cells beyond are left out",
                pos,
                r"write \| for a bar that is part of the text",
            )
        cells = cells[:width] + [(0, "")] * (width - len(cells))
        return d.Row(cells=tuple(self._cell(raw, distance, line) for distance, raw in cells), pos=pos)

    def _cell(self, raw: str, distance: int, line: int) -> d.Cell:
        place, text = self.places.of_cell(raw, line, distance), raw.replace("\\|", "|")
        pos = place(0, len(text))
        content = (d.Para(content=self._inlines(text, place), pos=pos),) if text else ()
        return d.Cell(content=content, pos=pos)

    def _note(self, key: str, pos: d.Pos) -> d.Inline:
        why = "refers to itself" if key in self._open else "stands too deep in other footnotes"
        if key in self._open or (key not in self._notes and len(self._open) >= _DEEPEST_NOTE):
            hint = "write what it says where it is referred to"
            self._context.warn(
                "SX704", f"footnote [^{key.lower()}] {why}, the reference stays text", pos, hint
            )
            return d.Str(text=f"[^{key.lower()}]", pos=pos)
        if key not in self._notes:
            self._open.append(key)
            self._notes[key] = self.blocks(self._env["footnotes"][key]["children"])
            self._open.pop()
        return d.Note(content=self._notes[key], pos=pos)


def _pos(token: Token) -> d.Pos:
    return d.Pos(token["line"], token["end_line"])


def _item_pos(token: Token) -> d.Pos:
    """Return the lines of an item: from its marker's to the last of what it holds."""
    ends = (_end_line(child) for child in token["children"] if child["type"] != "blank_line")
    return d.Pos(token["line"], max(ends, default=token["line"]))


def _end_line(token: Token) -> int:
    last: int = token["end_line"]
    if "text" in token:
        last = token["line"] + token["text"].rstrip().count("\n") + (token.get("style") == "setext")
    elif token["type"] == "list":
        last = _item_pos(token["children"][-1]).end_line
    return last


def _formula(text: str, pos: d.Pos) -> d.Para:
    return d.Para(content=(d.Math(text=text, display=True, pos=pos),), pos=pos)


def _is_page_break(token: Token) -> bool:
    """Say whether a fence holds markup for one format that ends a page, or is the directive of that name."""
    info = token.get("attrs", {}).get("info", "").strip()
    if not info.startswith("{"):
        return False
    raw = info.startswith(("{=", "{raw}")) and page_breaks.is_raw(token["raw"])
    return raw or (not token["raw"].strip() and page_breaks.is_class(info.strip("{}")))


def _code(token: Token) -> d.CodeBlock | d.Para:
    info = clean(unescape(token.get("attrs", {}).get("info", "")))
    attr = drawn.with_options(attributes.of_fence(info), token["raw"])
    if language(attr) == "math":
        return _formula(token["raw"].strip(), _pos(token))
    return d.CodeBlock(text=token["raw"].removesuffix("\n"), attr=attr, pos=_pos(token))
