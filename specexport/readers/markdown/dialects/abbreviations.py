"""Abbreviations, `*[SLA]: Service level agreement`: where one stands first, its meaning follows in brackets.

A page shows it when the pointer rests on the word, which no paper can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.engine import Rule, State, Token
    from specexport.readers.markdown.includes import SourcePart

TOKEN = "abbreviation"
_LINE = r"^ {0,3}\*\[(?P<abbreviation_name>[^\]\n]+)\]:[ \t]*(?P<abbreviated>\S[^\n]*)$"
# Text that is no place for a meaning in brackets.
_PASSED_OVER = (d.Header, d.Link, d.Image)


def _line(_: object, m: Match[str], state: State) -> int:
    state.append_token(
        {"type": TOKEN, "name": m["abbreviation_name"].strip(), "meaning": m["abbreviated"].strip()}
    )
    return min(m.end() + 1, state.cursor_max)


RULE: Rule = (TOKEN, _LINE, _line, "setex_heading")


def build(_: Builder, token: Token) -> Iterator[d.Block]:
    """Yield a division that stands for an abbreviation until all of the text is read."""
    pairs = (("name", token["name"]), ("meaning", token["meaning"]))
    yield d.Div(
        content=(), attr=d.Attr(classes=(TOKEN,), pairs=pairs), pos=d.Pos(token["line"], token["line"])
    )


def explained(blocks: Blocks, part: SourcePart) -> Blocks:
    """Return `blocks` with the meaning of each abbreviation where it stands first; report the others."""
    stands = [div for div in walk.find(blocks, d.Div) if div.attr.classes == (TOKEN,) and not div.content]
    if not stands:
        return blocks
    blocks = walk.rewrite(blocks, lambda div: () if div in stands else div, d.Div)
    said = walk.plain(blocks)
    for div in stands:
        name, meaning = div.attr.get("name"), div.attr.get("meaning")
        if meaning in said:
            continue
        blocks, done = _explained(blocks, name, meaning)
        if not done:
            message = f"abbreviation {name} ({meaning}) is left out, for nothing uses it"
            part.context.warn("SX702", message, div.pos, "use it in the text, or remove it")
    return blocks


def _explained(blocks: Blocks, name: str, meaning: str) -> tuple[Blocks, bool]:
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    passed = {
        id(text)
        for node in walk.nodes(blocks)
        if isinstance(node, _PASSED_OVER)
        for text in walk.nodes([node])
    }
    first = next(
        (text for text in walk.find(blocks, d.Str) if id(text) not in passed and word.search(text.text)), None
    )
    if first is None:
        return blocks, False
    fresh = replace(first, text=word.sub(lambda _: f"{name} ({meaning})", first.text, count=1))
    done: list[d.Str] = []

    def visit(text: d.Str) -> d.Str:
        if text is first and not done:
            done.append(text)
            return fresh
        return text

    return walk.rewrite(blocks, visit, d.Str), True
