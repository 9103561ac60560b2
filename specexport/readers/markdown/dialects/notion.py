"""Exports of Notion: callouts are `<aside>`, files have the page's number behind their name.

https://www.notion.com/help/export-your-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import ADMONITION, NOTE
from specexport.readers.markdown.dialects.seam import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.readers.markdown.blocks import Blocks as Parser
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.engine import Rule, State, Token
    from specexport.readers.markdown.includes import SourcePart

_TOKEN = "aside"
_ASIDE = r"^ {0,3}<aside>[ \t]*\n?(?P<aside_text>(?:(?!</aside>)[^\n]*\n)*?[^\n]*?)</aside>[ \t]*$"
_NUMBER = regex(r"[ -]?[0-9a-f]{32}(?=\.(?:md|csv)$|$)")


def _aside(block: Parser, m: Match[str], state: State) -> int | None:
    if state.depth() >= block.max_nested_level:
        return None
    child = state.child_state(m["aside_text"].strip("\n") + "\n")
    child.line = state.line_at(m.start("aside_text"))
    block.parse(child, block.rules)
    state.append_token({"type": _TOKEN, "children": child.tokens})
    return min(m.end() + 1, state.cursor_max)


def _build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield a callout. Its sign is a character or picture at the beginning, and stays."""
    pos = d.Pos(token["line"], token["end_line"])
    yield d.Div(content=builder.blocks(token["children"]), attr=d.Attr(classes=(ADMONITION, NOTE)), pos=pos)


def _renamed(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` with links that say the name of a page without its number."""

    def visit(node: d.Str) -> d.Str:
        text = _NUMBER.sub("", node.text)
        return replace(node, text=text) if text and text != node.text else node

    def within(link: d.Link) -> d.Link:
        return replace(link, content=walk.rewrite(link.content, visit, d.Str))

    return walk.rewrite(blocks, within, d.Link)


_BLOCKS: tuple[Rule, ...] = ((_TOKEN, _ASIDE, _aside, "setex_heading"),)
DIALECT = Dialect(blocks=_BLOCKS, build={_TOKEN: _build}, finish=(_renamed,))
