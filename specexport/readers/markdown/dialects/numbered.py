"""Lists whose numbers pandoc counts: `#.` from one, `(@)` through the document, with names to refer to.

https://pandoc.org/MANUAL.html#ordered-lists and #numbered-example-lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.blocks import continued
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from specexport.readers.markdown.blocks import Blocks as BlockParser
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.dialects.seam import Blocks, Spot
    from specexport.readers.markdown.engine import Rule, State, Token
    from specexport.readers.markdown.includes import SourcePart

TOKEN = "numbered_list"
_EXAMPLE = "example"
_MARKER = r"^ {0,3}(?:(?P<hash>#\.)|\(@(?P<example>[\w-]*)\))[ \t]+(?=\S)"
_HANGING = regex(r" {2,5}|\t")
_NAMED = regex(r"\(@(?P<name>[\w-]+)\)")


def _item(block: BlockParser, m: Match[str], state: State) -> int | None:
    """Read an item, into the list that ends before it, or a new one."""
    before = state.last_token()
    kind = "decimal" if m["hash"] else _EXAMPLE
    if (before and before["type"] == "paragraph") or state.depth() >= block.max_nested_level:
        return None
    text, end = continued(block, state, m.end(), _HANGING)
    child = state.child_state(text)
    block.parse(child, block.rules)
    last = state.line + text.rstrip().count("\n")
    item = {"children": child.tokens, "line": state.line, "end_line": last, "name": m["example"] or ""}
    found = _open_list(state, kind)
    found["items"].append(item)
    found["end_line"] = last
    if kind == _EXAMPLE:
        state.env["examples"] = state.env.get("examples", 0) + 1
    return end


def _open_list(state: State, kind: str) -> dict[str, Any]:
    """Return the list that the tokens end with, blank lines aside, or one that begins here."""
    said = next((token for token in reversed(state.tokens) if token["type"] != "blank_line"), None)
    if said and said["type"] == TOKEN and said["kind"] == kind:
        while state.tokens[-1] is not said:
            state.tokens.pop()
            said["tight"] = False
        found: dict[str, Any] = said
        return found
    start = state.env.get("examples", 0) + 1 if kind == _EXAMPLE else 1
    made: dict[str, Any] = {"type": TOKEN, "kind": kind, "items": [], "start": start, "tight": True}
    made["line"] = state.line
    state.append_token(made)
    return made


RULE: Rule = (TOKEN, _MARKER, _item, "setex_heading")


def build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield the list of a token."""
    items = tuple(
        d.ListItem(
            content=_with_name(builder.blocks(item["children"]), item["name"]),
            pos=d.Pos(item["line"], item["end_line"]),
        )
        for item in token["items"]
    )
    delimiter: d.ListDelimiter = "two-parens" if token["kind"] == _EXAMPLE else "period"
    pos = d.Pos(token["line"], token["end_line"])
    yield d.OrderedList(items=items, start=token["start"], delimiter=delimiter, tight=token["tight"], pos=pos)


def _with_name(blocks: Blocks, name: str) -> Blocks:
    """Return the blocks of an item with its name, to be referred to, before its words."""
    first = blocks[0] if blocks else None
    if not name or type(first) is not d.Para:
        return blocks
    anchor = d.Span(content=(), attr=d.Attr(id=name, classes=(_EXAMPLE,)), pos=first.pos)
    return (replace(first, content=(anchor, *first.content)), *blocks[1:])


def _reference(match: Match[str], spot: Spot) -> Sequence[d.Inline]:
    """Return a reference to an example, which `numbered` gives its number."""
    pos = spot.pos(match)
    attr = d.Attr(classes=(_EXAMPLE,))
    return (d.Link(content=(d.Str(text=match[0], pos=pos),), url=f"#{match['name']}", attr=attr, pos=pos),)


REFERENCE = InlineRule("(", _NAMED, _reference)


def numbered(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` with the numbers of examples as the words of references; others stay as written."""
    numbers = dict(_numbers(blocks))

    def visit(link: d.Link) -> d.Node | tuple[d.Node, ...]:
        if link.attr.classes != (_EXAMPLE,):
            return link
        number = numbers.get(link.url[1:])
        if number is None:
            return link.content
        return replace(link, content=(d.Str(text=f"({number})", pos=link.pos),), attr=d.NO_ATTR)

    return walk.rewrite(blocks, visit, d.Link)


def _numbers(blocks: Blocks) -> Iterator[tuple[str, int]]:
    for found in walk.find(blocks, d.OrderedList):
        if found.delimiter == "two-parens":
            for number, item in enumerate(found.items, found.start):
                for span in walk.find(item.content[:1], d.Span):
                    if span.attr.classes == (_EXAMPLE,):
                        yield span.attr.id, number
