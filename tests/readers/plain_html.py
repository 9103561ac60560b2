"""The document model as the plain HTML that the CommonMark and GFM suites expect."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.markdown.blocks import Blocks
from specexport.readers.markdown.build import Builder
from specexport.readers.markdown.engine import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

_WRAPPED = {d.Emph: "em", d.Strong: "strong", d.Strikeout: "del"}


def converted(markdown: str, context: Context) -> str:
    """Return the HTML of `markdown`, raw HTML in it untouched."""
    source = markdown if markdown.endswith("\n") else markdown + "\n"
    state = State()
    state.begin(source)
    Blocks().parse(state)
    return blocks(Builder(source, dict(state.env), context).blocks(state.tokens))


def comparable(html: str) -> str:
    """Return `html` without the differences that the suites do not mean."""
    html = re.sub(
        r'<input type="checkbox" (checked="" )?disabled="" />',
        lambda match: f'<input {match[1] or ""}disabled="" type="checkbox">',
        html,
    )
    html = re.sub(r'<sup class="footnote-ref">.*?</sup>', "<note>", html)
    html = re.sub(r'<section class="footnotes">.*?</section>\n', "", html, flags=re.DOTALL)
    return html.replace("\n</li>", "</li>").rstrip()


def blocks(nodes: Iterable[d.Block]) -> str:
    return "".join(map(block, nodes))


def block(node: d.Block) -> str:
    match node:
        case d.Para():
            return f"<p>{inlines(node.content)}</p>\n"
        case d.Header():
            return f"<h{node.level}>{inlines(node.content)}</h{node.level}>\n"
        case d.CodeBlock():
            language = f' class="language-{_quoted(node.attr.classes[0])}"' if node.attr.classes else ""
            text = _quoted(node.text) + ("\n" if node.text else "")
            return f"<pre><code{language}>{text}</code></pre>\n"
        case d.BlockQuote():
            return f"<blockquote>\n{blocks(node.content)}</blockquote>\n"
        case d.BulletList():
            return f"<ul>\n{''.join(_item(item, node.tight) for item in node.items)}</ul>\n"
        case d.OrderedList():
            start = f' start="{node.start}"' if node.start != 1 else ""
            return f"<ol{start}>\n{''.join(_item(item, node.tight) for item in node.items)}</ol>\n"
        case d.HorizontalRule():
            return "<hr />\n"
        case d.RawBlock():
            return node.text.rstrip("\n") + "\n"
        case d.Table():
            return _table(node)
    raise AssertionError(node)


def inlines(nodes: Iterable[d.Inline]) -> str:
    return "".join(map(inline, nodes))


def inline(node: d.Inline) -> str:
    match node:
        case d.Str():
            return _quoted(node.text)
        case d.Emph() | d.Strong() | d.Strikeout():
            tag = _WRAPPED[type(node)]
            return f"<{tag}>{inlines(node.content)}</{tag}>"
        case d.Code():
            return f"<code>{_quoted(node.text)}</code>"
        case d.Link():
            return f'<a href="{_quoted(node.url)}"{_title(node.title)}>{inlines(node.content)}</a>'
        case d.Image():
            alt = _quoted(_words(node.content))
            return f'<img src="{_quoted(node.url)}" alt="{alt}"{_title(node.title)} />'
        case d.SoftBreak():
            return "\n"
        case d.LineBreak():
            return "<br />\n"
        case d.RawInline():
            return node.text
        case d.Note():
            return "<note>"
    raise AssertionError(node)


def _item(item: d.ListItem, tight: bool) -> str:
    checked = {True: 'checked="" ', False: ""}.get(item.checked)  # type: ignore[call-overload]  # None is no key
    box = "" if checked is None else f'<input {checked}disabled="" type="checkbox"> '
    out = ""
    for index, child in enumerate(item.content):
        if tight and isinstance(child, d.Para):
            out += box + inlines(child.content) + ("\n" if index + 1 < len(item.content) else "")
            box = ""
        else:
            out += ("" if out.endswith("\n") else "\n") + block(child)
    return f"<li>{out}</li>\n"


def _table(table: d.Table) -> str:
    aligns = [f' align="{column.align}"' if column.align != "default" else "" for column in table.columns]

    def row(cells: tuple[d.Cell, ...], tag: str) -> str:
        parts = [
            f"<{tag}{align}>{''.join(inlines(part.content) for part in cell.content)}</{tag}>\n"
            for align, cell in zip(aligns, cells, strict=True)
        ]
        return f"<tr>\n{''.join(parts)}</tr>\n"

    body = "".join(row(each.cells, "td") for each in table.body)
    body = f"<tbody>\n{body}</tbody>\n" if body else ""
    return f"<table>\n<thead>\n{row(table.head[0].cells, 'th')}</thead>\n{body}</table>\n"


def _words(nodes: Iterable[d.Inline]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, (d.Str, d.Code)):
            parts.append(node.text)
        elif isinstance(node, (d.SoftBreak, d.LineBreak)):
            parts.append("\n")
        else:
            parts.append(_words(getattr(node, "content", ())))
    return "".join(parts)


def _title(title: str) -> str:
    return f' title="{_quoted(title)}"' if title else ""


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
