"""Blocks of MDX: imports and exports, components of JSX and what stands in them.

https://mdxjs.com/docs/what-is-mdx/. Code in braces is not run.
"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.readers.markdown.dialects import jsx, tabs
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.dialects.seam import Spot
    from specexport.readers.markdown.engine import Rule, State, Token

MODULE, COMPONENT = "esm", "jsx"
_MODULE = (
    r"^(?:import[ \t]+[\w*{\"'][^\n]*|"
    r"export[ \t]+(?:const|let|var|function|class|default|async|[{*])[^\n]*)$"
)
_COMPONENT = rf"^[ \t]{{0,12}}(?=<{jsx.NAME}[\s/>])"
_CODE = Remark("code of MDX", "is left out", "write what it shows, in Markdown")
_SHOWN = Remark("a component of MDX", "gives way to what stands in it", "write what it shows, in Markdown")
_EMPTY = Remark("a component of MDX without text", "is left out", "write what it shows, in Markdown")
_EXPRESSION = Remark("an expression of MDX", "stays as it is written", "write its value")
# Attributes that are words for readers, in the order in which they stand.
_TITLES = ("title", "label", "heading", "summary", "question", "name", "caption")
_WORDS = ("description", "text", "content", "alt")


def _module(_: Blocks, m: Match[str], state: State) -> int | None:
    """Read imports and exports: they go on to an empty line outside of braces."""
    last = state.last_token()
    if last and last["type"] == "paragraph":
        return None
    end, depth = m.start(), 0
    while end < state.cursor_max:
        line = state.get_line(end)
        if not line.strip() and depth <= 0:
            break
        depth += sum(map(line.count, "{[(")) - sum(map(line.count, "}])"))
        end += len(line)
    state.append_token({"type": MODULE, "raw": state.src[m.start() : end]})
    return min(end, state.cursor_max)


def _component(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a component and the blocks in it, up to its end tag."""
    tag = jsx.opening(state.src, m.end())
    if tag is None or state.depth() >= block.max_nested_level:
        return None
    start, end = (tag.end, tag.end) if tag.closed else jsx.closing(state.src, tag) or (tag.end, tag.end)
    inner = state.src[tag.end : start]
    child = state.child_state(_text(inner))
    child.line = state.line_at(tag.end) + inner[: len(inner) - len(inner.lstrip("\n"))].count("\n")
    block.parse(child, block.rules)
    token = {"type": COMPONENT, "tag": tag, "raw": state.src[m.end() : tag.end], "children": child.tokens}
    state.append_token(token)
    return _behind(state, end)


def _text(inner: str) -> str:
    """Return what stands in an element without the indent that all of its lines have."""
    text = dedent(inner.expandtabs(4).lstrip("\n"))
    lines = text.split("\n")
    if lines[0].startswith(" ") or (lines[0] and not inner.startswith("\n")):
        lines = [lines[0].lstrip(), *dedent("\n".join(lines[1:])).split("\n")]
    return "\n".join(lines).rstrip() + "\n"


def _behind(state: State, end: int) -> int:
    """Return the offset of the next line, where nothing else stands in this one."""
    rest = re.compile(r"[ \t]*\n?").match(state.src, end)
    after = rest.end() if rest else end
    return min(after if state.src[after - 1 : after] == "\n" else end, state.cursor_max)


RULES: tuple[Rule, ...] = (
    (MODULE, _MODULE, _module, "setex_heading"),
    (COMPONENT, _COMPONENT, _component, "setex_heading"),
)


def build_module(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Report code, of which nothing is shown."""
    builder.remark(_CODE, token["raw"], d.Pos(token["line"], token["end_line"]))
    yield from ()


def build_component(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield what a component shows: its tabs, its admonition, or what stands in it below its words."""
    tag: jsx.Tag = token["tag"]
    pos = d.Pos(token["line"], token["end_line"])
    name, given = tag.name, tag.attributes
    children = token["children"]
    if name == "Tabs":
        yield from builder.blocks(children)
    elif name == "TabItem":
        yield from tabs.build(builder, {**token, "title": given.get("label") or given.get("value", "")})
    elif name == "Admonition" and given.get("type"):
        yield builder.division({**token, "info": f"{given['type']} {given.get('title', '')}"})
    else:
        content = (*_words(builder, token), *builder.blocks(children))
        builder.remark(_SHOWN if content else _EMPTY, token["raw"], pos)
        if content:
            yield d.Div(content=content, attr=d.Attr(classes=(name.lower().replace(".", "-"),)), pos=pos)


def _words(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield the words in the attributes of a component: its title, and a paragraph for what it says."""
    given: dict[str, str] = token["tag"].attributes
    if title := next((given[name] for name in _TITLES if given.get(name)), ""):
        yield builder.label(title, token["line"])
    for name in _WORDS:
        if given.get(name):
            yield builder.words(given[name], token["line"])


_TAG = regex(rf"</?{jsx.NAME}(?:[\s/](?:[^<>\"'{{}}]|\"[^\"]*\"|'[^']*'|\{{[^{{}}]*\}}){{0,500}})?>")
_BRACES = regex(r"\{[^{}\n]{1,200}\}")


def _tag(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    if not match[0].startswith("</"):
        spot.part.remark(_SHOWN, match[0], spot.pos(match))
    return ()


def _braces(match: re.Match[str], spot: Spot) -> Sequence[d.Inline] | None:
    """Return an expression as it is written; text between quotation marks is text."""
    inner = match[0][1:-1].strip()
    if len(inner) > 1 and inner[0] in "\"'`" and inner[-1] == inner[0] and inner[0] not in inner[1:-1]:
        return (d.Str(text=inner[1:-1], pos=spot.pos(match)),)
    if inner.startswith(("#", ".", ":")):
        return None
    spot.part.remark(_EXPRESSION, match[0], spot.pos(match))
    return (d.Str(text=match[0], pos=spot.pos(match)),)


INLINES = (InlineRule("<", _TAG, _tag), InlineRule("{", _BRACES, _braces))
BUILD = {MODULE: build_module, COMPONENT: build_component}
