"""Blocks as Markdown: CommonMark and GitHub's, and beyond them what this program's reader knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import languages, walk
from specexport.model.classes import ADMONITION, BOX_DIAGRAM, DETAILS, SUMMARY
from specexport.renderers.common.page_breaks import is_page_break
from specexport.renderers.markdown import escape, tables
from specexport.renderers.markdown.inlines import Inlines, attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specexport.core.context import Context

_LISTS = (d.BulletList, d.OrderedList, d.DefinitionList, d.BlockQuote)
_LANGUAGE = re.compile(r"[^\s{}\"'`=,\[\]]+")
# Fences of these are read as something else than code.
_NO_CODE = frozenset({"math", "include"})
# What a pass says of a block, and a reader finds out itself.
_MADE = frozenset({BOX_DIAGRAM})
_LONGEST_TERM = 110
_DEEPEST = 6
_UNNAMED = re.compile(r"[\s{}]")
_CLASS = re.compile(r"[^\s:{}#.=]+")
_APART = "<!-- -->"
_PAGE_BREAK = "<!-- pagebreak -->"


class Blocks:
    """Writes blocks; footnotes are gathered, and `footnotes` returns them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.inlines = Inlines(self._note)
        self._notes: list[str] = []

    def __call__(self, blocks: Sequence[d.Block], top: bool = False) -> str:
        """Return `blocks` with a blank line between them; at the `top` captions stand in paragraphs."""
        out: list[str] = []
        last: d.Block | None = None
        for block in blocks:
            written = self._block(block, top)
            if not written:
                continue
            if isinstance(block, _LISTS) and type(block) is type(last):
                out.append(_APART)
            out.append(written)
            last = block
        return "\n\n".join(out)

    def footnotes(self) -> str:
        """Return the footnotes that what was written refers to."""
        return "\n\n".join(
            f"[^{number}]: {_hanging(text, 4)}" for number, text in enumerate(self._notes, 1) if text
        )

    def _note(self, content: tuple[d.Block, ...]) -> str:
        self._notes.append("")
        number = len(self._notes)
        self._notes[number - 1] = self(content) or _APART
        return str(number)

    def _block(self, block: d.Block, top: bool) -> str:
        match block:
            case d.Para():
                return self._para(block)
            case d.Header():
                return self._header(block)
            case d.CodeBlock():
                return self._code(block)
            case d.BlockQuote():
                return _quoted(self(block.content)) or ">"
            case d.BulletList():
                return self._list(block.items, block.tight, lambda _: "-")
            case d.OrderedList():
                return self._ordered(block)
            case d.DefinitionList():
                return self._definitions(block)
            case d.Table():
                return self._table(block, top)
            case d.Figure():
                return self._figure(block, top)
            case d.Div():
                return self._div(block, top)
            case d.RawBlock():
                return block.text.strip("\n") if block.format == "html" else ""
            case d.HorizontalRule():
                return "---" if top else "***"
            case _:
                assert_never(block)

    def _para(self, block: d.Para) -> str:
        only = block.content[0] if len(block.content) == 1 else None
        if type(only) is d.Math and only.display:
            tex = only.text.strip()
            mark = escape.fence(tex)
            split = "$" in tex or any(not line.strip() for line in tex.split("\n"))
            return f"{mark}math\n{tex}\n{mark}" if split else f"$$\n{tex}\n$$"
        return self.inlines.lines(block.content)

    def _header(self, block: d.Header) -> str:
        """Return a heading; the title has the first rank, so a section's is one lower than in the model."""
        attr = attributes(block.attr)
        words = self.inlines.line(block.content)
        words = words.replace("{", "\\{").replace("\\\\{", "\\{") if words.endswith("}") else words
        words = f"{words[:-1]}\\#" if words.endswith("#") else words
        return f"{'#' * min(block.level + 1, _DEEPEST)} {words}{' ' if attr else ''}{attr}".rstrip()

    def _code(self, block: d.CodeBlock) -> str:
        mark = escape.fence(block.text)
        return f"{mark}{_info(block.attr)}\n{block.text}\n{mark}"

    def _list(self, items: Sequence[d.ListItem], tight: bool, marker: Callable[[int], str]) -> str:
        written = [self._item(item, marker(index), tight) for index, item in enumerate(items)]
        return ("\n" if tight else "\n\n").join(written)

    def _item(self, item: d.ListItem, marker: str, tight: bool) -> str:
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        content = item.content
        written = self._packed(content) if tight else self(content)
        first = content[0] if content else None
        if box and not (isinstance(first, d.Para) and first.content):
            written = f"{_APART}\n\n{written}"  # a box needs a paragraph to stand in
        return f"{marker} {box}{_hanging(written, len(marker) + 1)}".rstrip()

    def _packed(self, blocks: Sequence[d.Block]) -> str:
        """Return the blocks of an item, without blank lines where they can do without."""
        out, last = "", None
        for block in blocks:
            if written := self((block,)):
                out += ("\n" if _follows(last, block) else "\n\n") + written if out else written
                last = block
        return out

    def _ordered(self, block: d.OrderedList) -> str:
        sign = "." if block.delimiter == "period" else ")"
        if block.style != "decimal":
            message = "Markdown numbers lists with figures: those with letters or Roman numerals become such"
            self._context.inform("SX797", message, block.pos)
        return self._list(block.items, block.tight, lambda index: f"{max(block.start, 0) + index}{sign}")

    def _definitions(self, block: d.DefinitionList) -> str:
        if all(map(self._is_simple, block.items)):
            return "\n\n".join(map(self._definition, block.items))
        parts = ["<dl>"]
        for item in block.items:
            parts.append(f"<dt>\n\n{self.inlines.line(item.term)}\n\n</dt>")
            parts += [f"<dd>\n\n{self(meaning.content)}\n\n</dd>" for meaning in item.definitions]
        return "\n".join([*parts, "</dl>"])

    def _is_simple(self, item: d.DefinitionItem) -> bool:
        breaks = any(type(node) in (d.LineBreak, d.Note) for node in walk.nodes(item.term))
        meanings = all(meaning.content and walk.plain(meaning.content) for meaning in item.definitions)
        written = "" if breaks else self.inlines.line(item.term)
        return bool(item.definitions) and meanings and 0 < len(written) < _LONGEST_TERM

    def _definition(self, item: d.DefinitionItem) -> str:
        term = escape.line(self.inlines.line(item.term))
        meanings = [f": {_hanging(self(meaning.content), 4)}" for meaning in item.definitions]
        return "\n".join([term, *meanings])

    def _table(self, block: d.Table, top: bool) -> str:
        caption = self.inlines.line(block.caption) if top and _is_one_line(block.caption) else ""
        if caption:
            return f"Table: {caption}{_name(block)}\n\n{tables.written(_without_caption(block), self)}"
        return tables.written(block, self)

    def _figure(self, block: d.Figure, top: bool) -> str:
        only = block.content[0] if len(block.content) == 1 else None
        image = only.content[0] if type(only) is d.Para and len(only.content) == 1 else None
        if type(image) is d.Image and walk.plain(block.caption) == (image.title or walk.plain(image.content)):
            return self((block.content[0],))
        caption = self.inlines.line(block.caption)
        if top and type(image) is d.Image and caption and _is_one_line(block.caption):
            return f"{self(block.content)}\n\nFigure {block.number or 1}: {caption}{_name(block)}"
        below = f"<figcaption>\n\n{caption}\n\n</figcaption>\n\n" if caption else ""
        return f"<figure>\n\n{self(block.content)}\n\n{below}</figure>"

    def _div(self, block: d.Div, top: bool) -> str:
        classes = block.attr.classes
        if is_page_break(block):
            return _PAGE_BREAK
        if classes[:1] == (ADMONITION,) and len(classes) > 1:
            title = " ".join(block.attr.get("title").split())
            return _quoted(
                f"[!{classes[1].upper()}] {escape.text(title)}".rstrip() + f"\n{self(block.content)}"
            )
        if DETAILS in classes:
            return self._details(block)
        name = next((name for name in classes if _CLASS.fullmatch(name)), "")
        named = bool(name or languages.of(block.attr))
        inner = self(block.content, top and not named)
        if not named:
            return inner
        colons = escape.fence(inner, ":")
        title = " ".join(block.attr.get("title").split())
        attr = d.Attr(block.attr.id, classes, tuple(pair for pair in block.attr.pairs if pair[0] != "title"))
        return f"{colons} {attributes(attr)} {title}".rstrip() + f"\n\n{inner}\n\n{colons}"

    def _details(self, block: d.Div) -> str:
        first = block.content[0] if block.content else None
        summary, rest = "", block.content
        if type(first) is d.Div and SUMMARY in first.attr.classes:
            summary = f"<summary>\n\n{self(first.content)}\n\n</summary>\n"
            if all(type(node) in (d.Para, d.Str) for node in walk.nodes(first.content)):
                summary = f"<summary>{escape.html(walk.plain(first.content))}</summary>\n"
            rest = block.content[1:]
        return f"<details>\n{summary}\n{self(rest)}\n\n</details>"


def _name(block: d.Table | d.Figure) -> str:
    """Return the name of what has a caption, as it stands behind that."""
    ident = block.attr.id
    return f" {{#{ident}}}" if ident and not _UNNAMED.search(ident) else ""


def _is_one_line(caption: Sequence[d.Inline]) -> bool:
    """Say whether a caption can be read from a paragraph of its own."""
    return not any(type(node) in (d.LineBreak, d.Note) for node in walk.nodes(caption))


def _follows(last: d.Block | None, block: d.Block) -> bool:
    """Say whether a block needs no blank line before it, behind `last`, to be read as one."""
    if isinstance(block, d.CodeBlock) or isinstance(last, d.CodeBlock):
        return not isinstance(last, d.BlockQuote)
    if isinstance(block, d.OrderedList):
        return isinstance(last, d.Para) and block.start == 1 and bool(block.items[0].content)
    return isinstance(last, d.Para) and isinstance(block, d.BulletList) and bool(block.items[0].content)


def _without_caption(table: d.Table) -> d.Table:
    """Return the table without its caption."""
    return replace(table, caption=())


def _info(attr: d.Attr) -> str:
    """Return the info string of a fence: language, caption, and the rest in braces."""
    names = [name for name in attr.classes if name not in _MADE]
    language = names[0] if names and _LANGUAGE.fullmatch(names[0]) and names[0] not in _NO_CODE else ""
    rest = d.Attr(
        attr.id,
        tuple(names[1:]) if language else (),
        tuple(p for p in attr.pairs if p[0] not in ("caption", "highlight")),
    )
    caption = escape.attribute(attr.get("caption"))
    lines = attr.get("highlight")
    words = [
        language,
        f"title={caption}" if attr.get("caption").strip() else "",
        f"{{{lines}}}" if lines else "",
        attributes(rest),
    ]
    return " ".join(filter(None, words)).replace("`", "'")


def _hanging(text: str, width: int) -> str:
    """Return `text` with all lines but the first indented."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else "" for line in rest)])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""
