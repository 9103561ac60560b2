"""Line blocks: lines behind `| ` that are set as they are written, as verse and addresses are.

https://pandoc.org/MANUAL.html#line-blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.readers.markdown.blocks import Blocks
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.engine import Rule, State, Token

TOKEN = "line_block"
_LINE = r" {0,3}\|(?: [^|\n]*)?"
_FIRST = rf"^{_LINE}\n{_LINE}$"
_LINES = regex(rf"{_LINE}(?:\n{_LINE})*+$(?!\n[ \t]*\S)", re.MULTILINE)
_SPACE = "\u00a0"


def _read(_: Blocks, m: Match[str], state: State) -> int | None:
    before = state.last_token()
    if before and before["type"] == "paragraph":
        return None
    found = _LINES.match(state.src, m.start())
    if found is None or not found.group().strip("| \n"):
        return None
    state.append_token({"type": TOKEN, "text": found.group()})
    return min(found.end() + 1, state.cursor_max)


RULE: Rule = (TOKEN, _FIRST, _read, "setex_heading")


def build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield a paragraph with a break behind each line; space before its words stays."""
    content: list[d.Inline] = []
    for line, written in enumerate(token["text"].split("\n"), token["line"]):
        text = written.lstrip().removeprefix("|").removeprefix(" ").rstrip()
        words = text.lstrip()
        if line > token["line"]:
            content.append(d.LineBreak(pos=d.Pos(line - 1, line - 1)))
        if words:
            lead = d.Str(text=_SPACE * (len(text) - len(words)), pos=d.Pos(line, line))
            content += [*([lead] if lead.text else []), *builder.lines(words, line)]
    yield d.Para(content=tuple(content), pos=d.Pos(token["line"], token["end_line"]))
