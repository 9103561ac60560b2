"""What a document says, told by other means than the comparison's: text with the looks of every letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from specexport.model import document as d
from specexport.model.classes import EQUATION_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Derived, or looks of the whole that no word has.
_NUMBER = re.compile(r"(\w+ )?[\dA-Z.]*\d")
_LEFT_OUT = {"pos", "number", "tokens", "tight"}


def said(document: d.Document) -> list[Any]:
    """Return the blocks of a document: kinds, attributes, and runs of letters that look the same."""
    return [_block(block, document.media) for block in document.blocks]


def _block(node: d.Node, media: dict[str, d.Media]) -> Any:
    found: dict[str, Any] = {"kind": type(node).__name__}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name in _LEFT_OUT:
            continue
        if name == "attr":
            found[name] = value.classes, value.pairs
        elif name in ("content", "caption", "term") and _is_text(node, name):
            found[name] = runs(value, media)
        elif isinstance(value, tuple):
            found[name] = [_block(one, media) if isinstance(one, d.Node) else one for one in value]
        else:
            found[name] = value
    return found


def _is_text(node: d.Node, name: str) -> bool:
    return name in ("caption", "term") or isinstance(node, (d.Para, d.Header))


def runs(content: Iterable[d.Inline], media: dict[str, d.Media]) -> list[Any]:
    """Return inlines as runs: what they are, and all that is around them."""
    made: list[list[Any]] = []
    for what, around in _letters(content, (), media):
        if isinstance(what, str) and made and made[-1][1] == around and isinstance(made[-1][0], str):
            made[-1][0] += what
        elif what != "":
            made.append([what, around])
    return made


def _letters(
    content: Iterable[d.Inline], around: tuple[Any, ...], media: dict[str, d.Media]
) -> Iterator[Any]:
    for node in content:
        match node:
            case d.Str():
                yield node.text, around
            case d.SoftBreak():
                yield " ", around
            case d.Note():
                yield ["note", [_block(block, media) for block in node.content]], around
            case d.Image():
                picture = media.get(node.url, node.url)
                looks = node.title, node.attr.classes, node.attr.pairs
                yield ["picture", picture, runs(node.content, media), looks], around
            case d.Span() if EQUATION_NUMBER in node.attr.classes:
                yield ["number"], around
            case d.Link(content=(d.Str(text=text),), url=url) if url[:1] == "#" and _NUMBER.fullmatch(text):
                yield ["reference"], around
            case d.Span(content=()):
                yield ["anchor", node.attr.classes, node.attr.pairs], around
            case d.Code() | d.Math() | d.RawInline() | d.LineBreak():
                yield [type(node).__name__, msgspec.to_builtins(_placeless(node))], around
            case _:
                yield from _letters(node.content, (*around, _wrapper(node)), media)


def _placeless(node: Any) -> Any:
    values = {name: getattr(node, name) for name in node.__struct_fields__ if name != "pos"}
    if "attr" in values:
        values["attr"] = values["attr"].classes, values["attr"].pairs
    return values


def _wrapper(node: Any) -> Any:
    if isinstance(node, d.Link):
        # Headings are called by their words: a link to one that was renamed has another address.
        url = "#" if node.url.startswith("#") else node.url
        return "Link", url, node.title, node.attr.classes, node.attr.pairs
    attr = node.attr if isinstance(node, d.Span) else d.NO_ATTR
    return type(node).__name__, attr.classes, attr.pairs
