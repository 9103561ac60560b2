"""GitLab: links of wikis, inline diffs, quotations between `>>>`, included files, tables in JSON.

https://docs.gitlab.com/user/markdown/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.markdown.dialects import json_tables, sites, wikilinks
from specexport.readers.markdown.dialects.marks import DELETED_WORDS, INSERTED_WORDS
from specexport.readers.markdown.dialects.seam import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.engine import Rule, State, Token

_QUOTATION = "quotation"
_OPENING = r"^(?P<quotation_mark>>{3,})[ \t]*$"
_INCLUDE = r"""^::include\{file=["']?(?P<gitlab_file>[^"'{}\n]+?)["']?\}[ \t]*$"""


def _quotation(block: Blocks, m: Match[str], state: State) -> int | None:
    """Read a quotation between lines of `>>>`."""
    start = min(m.end() + 1, state.cursor_max)
    closing = re.compile(rf"^{m['quotation_mark']}[ \t]*$", re.MULTILINE).search(state.src, start)
    if closing is None or state.depth() >= block.max_nested_level:
        return None
    child = state.child_state(state.src[start : closing.start()])
    child.line = state.line + 1
    block.parse(child, block.rules)
    state.append_token({"type": _QUOTATION, "children": child.tokens})
    return min(closing.end() + 1, state.cursor_max)


def _include(_: object, m: Match[str], state: State) -> int:
    state.append_token({"type": "include", "path": m["gitlab_file"], "raw": m.group().strip()})
    return min(m.end() + 1, state.cursor_max)


def _build(builder: Builder, token: Token) -> Iterator[d.Block]:
    pos = d.Pos(token["line"], token["end_line"])
    yield d.BlockQuote(content=builder.blocks(token["children"]), pos=pos)


_BLOCKS: tuple[Rule, ...] = (
    (_QUOTATION, _OPENING, _quotation, "setex_heading"),
    ("gitlab_include", _INCLUDE, _include, "setex_heading"),
)
DIALECT = Dialect(
    blocks=_BLOCKS,
    build={_QUOTATION: _build},
    inlines=(*wikilinks.TEXT_FIRST, *INSERTED_WORDS, *DELETED_WORDS),
    finish=(wikilinks.embedded, json_tables.tabulated, sites.found(pages=True)),
)
