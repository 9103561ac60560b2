"""Blocks and inlines in Confluence's storage format."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from specexport.model import document as d
from specexport.model import walk
from specexport.model.appendices import in_words
from specexport.model.classes import (
    ADMONITION,
    CAUTION,
    CENTER,
    DETAILS,
    IMPORTANT,
    NOTE,
    NUMBER_LINES,
    SUMMARY,
    TIP,
    WARNING,
)
from specexport.model.listing import language as language_of
from specexport.renderers.confluence import xml
from specexport.renderers.confluence.inlines import Inlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specexport.core.context import Context

# The macro for each kind of admonition; Confluence's `note` is what others call a warning.
_MACROS: dict[str, str] = {NOTE: "info", TIP: "tip", IMPORTANT: "note", WARNING: "note", CAUTION: "warning"}
# Languages by the names that the macro `code` has for them.
_LANGUAGES = {
    "c++": "cpp",
    "csharp": "c#",
    "dockerfile": "bash",
    "js": "javascript",
    "jsonc": "json",
    "py": "python",
    "shell": "bash",
    "sh": "bash",
    "ts": "typescript",
    "yml": "yaml",
}
_KNOWN = frozenset(
    (
        *("actionscript3", "applescript", "bash", "c", "c#", "coldfusion", "cpp", "css", "delphi", "diff"),
        *("erlang", "go", "groovy", "html", "java", "javafx", "javascript", "json", "kotlin", "perl", "php"),
        *("powershell", "python", "ruby", "rust", "sass", "scala", "sql", "swift", "text", "typescript"),
        *("vb", "xml", "yaml"),
    )
)
_LIST_TYPES = {
    "lower-alpha": "lower-alpha",
    "upper-alpha": "upper-alpha",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
}


class Blocks:
    """Writes blocks; footnotes are gathered, and `footnotes` returns them."""

    def __init__(self, context: Context, pictures: Mapping[str, str]) -> None:
        self._words = context.style.words
        self._notes: list[str] = []
        self.inlines = Inlines(context, pictures, self._note)

    def __call__(self, blocks: Sequence[d.Block]) -> str:
        """Return `blocks`, one below the other."""
        return "\n".join(map(self._block, blocks))

    def footnotes(self) -> str:
        """Return the footnotes as a list, which their references lead to."""
        if not self._notes:
            return ""
        items = (f"<li>{xml.anchor(f'note-{i}')}{note}</li>" for i, note in enumerate(self._notes, 1))
        return f"<h2>{xml.text(self._words.footnotes)}</h2><ol>{''.join(items)}</ol>"

    def _note(self, content: tuple[d.Block, ...]) -> int:
        self._notes.append("")
        number = len(self._notes)
        self._notes[number - 1] = self(content)
        return number

    def _block(self, block: d.Block) -> str:
        match block:
            case d.Para():
                return f"<p>{self.inlines(block.content)}</p>"
            case d.Header():
                spoken = in_words(block)
                number = xml.text(f"{spoken.number} ") if spoken.number else ""
                words = f"{xml.anchor(block.attr.id)}{number}{self.inlines(spoken.content)}"
                return f"<h{block.level}>{words}</h{block.level}>"
            case d.CodeBlock():
                return self._code(block)
            case d.BlockQuote():
                return f"<blockquote>{self(block.content)}</blockquote>"
            case d.BulletList():
                return self._bullets(block)
            case d.OrderedList():
                return self._ordered(block)
            case d.DefinitionList():
                return f"<dl>{''.join(self._definitions(block))}</dl>"
            case d.Table():
                return self._table(block)
            case d.Figure():
                caption = self._caption(self._words.figure, block.number, block.caption)
                return xml.anchor(block.attr.id) + self(block.content) + caption
            case d.Div():
                return self._div(block)
            case d.RawBlock():
                return ""
            case d.HorizontalRule():
                return "<hr/>"
            case _:
                assert_never(block)

    def _caption(self, word: str, number: str, content: Sequence[d.Inline]) -> str:
        label = f"<strong>{xml.text(f'{word} {number}: ')}</strong>" if number else ""
        return f"<p><em>{label}{self.inlines(content)}</em></p>" if content else ""

    def _code(self, block: d.CodeBlock) -> str:
        language = language_of(block.attr)
        language = _LANGUAGES.get(language, language)
        caption = block.attr.get("caption")
        label = f"{self._words.listing} {block.number}: " if block.number and caption else ""
        parameters = {"language": language if language in _KNOWN else "text", "title": label + caption}
        if NUMBER_LINES in block.attr.classes:
            parameters |= {"linenumbers": "true", "firstline": block.attr.get("startFrom")}
        return xml.anchor(block.attr.id) + xml.macro("code", parameters, plain=block.text)

    def _bullets(self, block: d.BulletList) -> str:
        if block.items and all(item.checked is not None for item in block.items):
            return f"<ac:task-list>{''.join(map(self._task, block.items))}</ac:task-list>"
        return f"<ul>{''.join(map(self._item, block.items))}</ul>"

    def _task(self, item: d.ListItem) -> str:
        status = "complete" if item.checked else "incomplete"
        body = f"<ac:task-body>{self._compact(item.content)}</ac:task-body>"
        return f"<ac:task><ac:task-status>{status}</ac:task-status>{body}</ac:task>"

    def _item(self, item: d.ListItem) -> str:
        box = "" if item.checked is None else "☒ " if item.checked else "☐ "
        return f"<li>{box}{self._compact(item.content)}</li>"

    def _compact(self, content: Sequence[d.Block]) -> str:
        """Return the blocks of an item; a paragraph alone needs no element of its own."""
        first = content[0] if content else None
        if type(first) is d.Para:
            return self.inlines(first.content) + self(content[1:])
        return self(content)

    def _ordered(self, block: d.OrderedList) -> str:
        start = f' start="{block.start}"' if block.start != 1 else ""
        kind = _LIST_TYPES.get(block.style, "")
        look = f' style="list-style-type: {kind};"' if kind else ""
        return f"<ol{start}{look}>{''.join(map(self._item, block.items))}</ol>"

    def _definitions(self, block: d.DefinitionList) -> Iterator[str]:
        for item in block.items:
            yield f"<dt>{self.inlines(item.term)}</dt>"
            for meaning in item.definitions:
                yield f"<dd>{self._compact(meaning.content)}</dd>"

    def _table(self, block: d.Table) -> str:
        caption = self._caption(self._words.table, block.number, block.caption)
        head = "".join(self._row(row, block, head=True) for row in block.head)
        body = "".join(self._row(row, block, head=False) for row in (*block.body, *block.foot))
        head = f"<thead>{head}</thead>" if head else ""
        body = f"<tbody>{body}</tbody>" if body else ""
        table = f"<table>{head}{body}</table>" if head or body else ""
        return f"{xml.anchor(block.attr.id)}{caption}{table}"

    def _row(self, row: d.Row, table: d.Table, head: bool) -> str:
        cells = (
            self._cell(cell, table, index, head or index < table.row_heads)
            for index, cell in enumerate(row.cells)
        )
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: d.Cell, table: d.Table, index: int, is_head: bool) -> str:
        align = cell.align
        if align == "default" and index < len(table.columns):
            align = table.columns[index].align
        extra = f' style="text-align: {align};"' if align != "default" else ""
        extra += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
        extra += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        name = "th" if is_head else "td"
        return f"<{name}{extra}>{self._compact(cell.content)}</{name}>"

    def _div(self, block: d.Div) -> str:
        classes = block.attr.classes
        place = xml.anchor(block.attr.id)
        kind = next((name for name in classes if name in _MACROS), "")
        if ADMONITION in classes and kind:
            title = block.attr.get("title") or getattr(self._words, kind)
            return place + xml.macro(_MACROS[kind], {"title": title}, rich=self(block.content) or "<p/>")
        if DETAILS in classes:
            return place + self._details(block)
        if CENTER in classes:
            return f'{place}<div style="text-align: center;">{self(block.content)}</div>'
        return place + self(block.content)

    def _details(self, block: d.Div) -> str:
        first = block.content[0] if block.content else None
        title, rest = self._words.details, block.content
        if type(first) is d.Div and SUMMARY in first.attr.classes:
            title, rest = walk.plain(first.content) or title, block.content[1:]
        return xml.macro("expand", {"title": title}, rich=self(rest) or "<p/>")
