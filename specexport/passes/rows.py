"""Pictures that stand side by side: several of them alone in one paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PART, SIDE_BY_SIDE
from specexport.passes import captions

if TYPE_CHECKING:
    from collections.abc import Iterator

# A picture, perhaps in a link.
Pictured: TypeAlias = "d.Image | d.Link"

_MOST = 4
_PERCENT = regex(r"(\d{1,3}(?:\.\d+)?)%")
# What rounding of thirds may add up to.
_WHOLE = 1.03
_REMOTE = regex(r"(?:https?:)?//", re.IGNORECASE)


def pictures(para: d.Para) -> tuple[Pictured, ...]:
    """The pictures of a paragraph that holds nothing else and at least two, else nothing.

    Pictures of the web without a title are badges, and stay in their line.
    """
    found = tuple(node for node in para.content if not _is_space(node))
    shown = [image(node) for node in found]
    if len(found) < 2 or not all(one and (one.title or not _REMOTE.match(one.url)) for one in shown):
        return ()
    return found  # type: ignore[return-value]  # every one is a picture


def image(node: d.Inline) -> d.Image | None:
    """The picture that `node` is or links, if it is one and nothing more."""
    if type(node) is d.Link and len(node.content) == 1:
        node = node.content[0]
    return node if type(node) is d.Image else None


def rows(para: d.Para, found: tuple[Pictured, ...], captioned: bool = False) -> tuple[d.Div, ...]:
    """Return rows of figures: each picture with its title or alternative text as caption.

    Where all are `captioned` together, only those with a title have a caption of their own, which is not
    numbered.
    """
    return tuple(
        d.Div(
            content=tuple(_figure(node, para, captioned) for node in line),
            attr=d.Attr(classes=(SIDE_BY_SIDE,)),
            pos=para.pos,
        )
        for line in _lines(found)
    )


def _figure(node: Pictured, para: d.Para, captioned: bool) -> d.Figure:
    shown = image(node)
    assert shown is not None
    words: tuple[d.Inline, ...] = (d.Str(text=shown.title, pos=shown.pos),) if shown.title else ()
    if not words and not captioned:
        words = captions.without_label(shown.content, "figure")
    attr = d.Attr(
        classes=(PART,) if captioned else (), pairs=(("width", asked),) if (asked := _asked(shown)) else ()
    )
    content = (d.Para(content=(_without_width(node),), pos=para.pos),)
    return d.Figure(content=content, caption=words, attr=attr, pos=shown.pos or para.pos)


def _without_width(node: Pictured) -> d.Inline:
    """A picture without a share of the width, which its figure has then."""

    def visit(one: d.Node) -> d.Node:
        if type(one) is not d.Image or not _asked(one):
            return one
        pairs = tuple(pair for pair in one.attr.pairs if pair[0] != "width")
        return replace(one, attr=replace(one.attr, pairs=pairs))

    (made,) = walk.rewrite((node,), visit)
    return made


def _asked(shown: d.Image) -> str:
    width = shown.attr.get("width")
    return width if _PERCENT.fullmatch(width) else ""


def _lines(found: tuple[Pictured, ...]) -> Iterator[list[Pictured]]:
    """Yield as many as stand beside each other: by the widths that they ask for, else at most four."""
    asked = [_share(node) for node in found]
    free = asked.count(0.0)
    even = 1 / -(-len(found) // -(-len(found) // _MOST))
    rest = (1 - sum(asked)) / free if free and 0 < sum(asked) < 1 else even
    line: list[Pictured] = []
    taken = 0.0
    for node, share in zip(found, (share or rest for share in asked), strict=True):
        if line and taken + share > _WHOLE:
            yield line
            line, taken = [], 0.0
        line.append(node)
        taken += share
    yield line


def _share(node: Pictured) -> float:
    """The share of the width that a picture asks for, 0 if it asks for none."""
    shown = image(node)
    match = _PERCENT.fullmatch(shown.attr.get("width")) if shown else None
    return min(float(match[1]) / 100, 1.0) if match else 0.0


def _is_space(node: d.Inline) -> bool:
    return type(node) is d.SoftBreak or (type(node) is d.Str and not node.text.strip())
