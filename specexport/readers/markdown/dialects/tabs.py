"""Content tabs: what a page shows one at a time stands one below the other, each below its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.engine import Rule, State, Token

TAB = "tab"
"""The type of the token, and the class of the division that it becomes."""

_TAB = r"""^(?P<tab_lead> {0,3})===[!+]*[ \t]+(?:"(?P<tab_title>[^"\n]+)"|'(?P<tab_name>[^'\n]+)')[ \t]*$"""


def tab(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a tab of MkDocs: its label, and the lines that are indented below."""
    return block.indented(
        state, m.end() + 1, m["tab_lead"], {"type": TAB, "title": m["tab_title"] or m["tab_name"]}
    )


RULE: Rule = (TAB, _TAB, tab, "setex_heading")


def build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield a tab as a division that begins with its label."""
    label = (builder.label(token["title"], token["line"]),) if token["title"] else ()
    content = (*label, *builder.blocks(token["children"]))
    yield d.Div(content=content, attr=d.Attr(classes=(TAB,)), pos=d.Pos(token["line"], token["end_line"]))
