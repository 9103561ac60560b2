"""Attributes on a line of their own, as kramdown has them: they belong to the block above, or else below.

`{: #id .class key="value"}` names a block, and makes a note of it where the class is that of one; `{:toc}`
at a list stands for a table of contents (https://kramdown.gettalong.org/syntax.html#inline-attribute-lists).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import ADMONITION
from specexport.readers.markdown import attributes
from specexport.readers.markdown.containers import callout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from re import Match

    from specexport.readers.markdown.engine import Rule, State, Token

TOKEN = "attributes"
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)"""
_PART = rf"(?:[#.][^\s{{}}#.]+|[A-Za-z_][\w:-]*(?:={_VALUE})?)"
_TITLE = "-title"
_CONTENTS = d.Para(content=(d.Str(text="[TOC]"),))
_ATTRIBUTED = (d.Header, d.CodeBlock, d.Div)


def pattern(name: str, sign: str) -> str:
    """Return the pattern of a line of attributes in braces, behind whose first a `sign` stands."""
    return rf"^ {{0,3}}\{{{sign}(?P<{name}_text>(?:[ \t]*{_PART})+)[ \t]*\}}[ \t]*$"


def line_of(name: str) -> Callable[[Any, Match[str], State], int]:
    """Return what reads a line that matches the pattern called `name`."""

    def line(_: Any, m: Match[str], state: State) -> int:
        last = state.last_token()
        above = last is not None and last["type"] != "blank_line"
        state.append_token({"type": TOKEN, "raw": m[f"{name}_text"], "above": above})
        return min(m.end() + 1, state.cursor_max)

    return line


RULE: Rule = (TOKEN, pattern(TOKEN, ":"), line_of(TOKEN), "setex_heading")


def applied(found: Iterable[tuple[Token, tuple[d.Block, ...]]]) -> Iterator[d.Block]:
    """Yield the blocks of tokens with their attributes: those of a line above them, or below."""
    last: tuple[d.Block, ...] = ()
    waiting = ""
    for token, blocks in found:
        if token["type"] == TOKEN:
            if _stands_for_contents(token, last):
                last = (*last, replace(_CONTENTS, pos=d.Pos(token["line"], token["end_line"])))
            elif token["above"] and last:
                last = (*last[:-1], with_attributes(last[-1], token["raw"]))
            else:
                waiting = token["raw"]
            continue
        yield from last
        last = blocks
        if waiting and blocks:
            last, waiting = (with_attributes(blocks[0], waiting), *blocks[1:]), ""
    yield from last


def _stands_for_contents(token: Token, above: tuple[d.Block, ...]) -> bool:
    """Say whether a line of attributes is where contents go, rather than the list above it."""
    is_list = token["above"] and above and isinstance(above[-1], (d.BulletList, d.OrderedList))
    return "toc" in token["raw"].split() and not is_list


def of_container(token: Token) -> str:
    """Take the attributes of a list or quotation out of its last part, and return them."""
    holder = token["children"][-1] if token["type"] == "list" else token
    children: list[Token] = holder["children"]
    while children and children[-1]["type"] == "blank_line":
        children = children[:-1]
    if not children or children[-1]["type"] != TOKEN:
        return ""
    found: str = children[-1]["raw"]
    holder["children"] = children[:-1]
    return found


def with_attributes(block: d.Block, text: str) -> d.Block:
    """Return `block` with the attributes that `text` lists."""
    attr = attributes.parse(text)
    if isinstance(block, (d.BulletList, d.OrderedList)) and "toc" in text.split():
        return replace(_CONTENTS, pos=block.pos)
    if isinstance(block, _ATTRIBUTED):
        classes = (*block.attr.classes, *attr.classes)
        return replace(
            block, attr=d.Attr(attr.id or block.attr.id, classes, (*block.attr.pairs, *attr.pairs))
        )
    if type(block) is d.Para and len(block.content) == 1 and type(image := block.content[0]) is d.Image:
        return replace(block, content=(replace(image, attr=_joined(image.attr, attr)),))
    for name in attr.classes:
        kind, default = callout(name.removesuffix(_TITLE))
        if kind and not isinstance(block, d.Table):
            return _admonition(block, kind, default, name.endswith(_TITLE), attr.id)
    if attr.id or (attr.classes and not isinstance(block, d.Table)):
        return d.Div(content=(block,), attr=d.Attr(attr.id, attr.classes), pos=block.pos)
    return block


def _joined(one: d.Attr, other: d.Attr) -> d.Attr:
    return d.Attr(other.id or one.id, (*one.classes, *other.classes), (*one.pairs, *other.pairs))


def _admonition(block: d.Block, kind: str, title: str, titled: bool, name: str) -> d.Div:
    """Return `block` as an admonition; of a quotation that is `titled`, the first paragraph is the title."""
    content = block.content if type(block) is d.BlockQuote else (block,)
    if titled and len(content) > 1:
        title, content = walk.plain(content[:1]), content[1:]
    pairs = (("title", title),) if title else ()
    return d.Div(content=content, attr=d.Attr(name, (ADMONITION, kind), pairs), pos=block.pos)
