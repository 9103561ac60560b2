"""What is unresolved: from `<<[UNRESOLVED who]>>` to `<<[/UNRESOLVED]>>`, gathered into a box or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import ADMONITION, PLACEHOLDER, WARNING
from specexport.specification.placeholders.delimited import ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGN = d.Attr(classes=(PLACEHOLDER,))
"""The attributes, by their identity, of the chip that has taken the place of the first sign."""

_BOX = d.Attr(classes=(ADMONITION, WARNING))
_HOLDERS = (d.BlockQuote, d.Div, d.ListItem, d.Cell, d.Definition)


def gathered(blocks: tuple[d.Block, ...], hide: bool) -> tuple[d.Block, ...]:
    """Return `blocks` with all that is unresolved in boxes, or without it."""

    def visit(node: Any) -> d.Node:
        content = _gathered(node.content, hide)
        changed: d.Node = node if content == node.content else replace(node, content=content)
        return changed

    return _gathered(walk.rewrite(blocks, visit, *_HOLDERS), hide)


def _gathered(blocks: Sequence[Any], hide: bool) -> tuple[Any, ...]:
    out: list[d.Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        begin = _sign(block)
        end = next((i for i in range(at, len(blocks)) if _end(blocks[i]) is not None), None)
        if begin is None:
            out.append(block)
        elif end is None or (end == at and begin > 0):
            out += _alone(block, begin, hide)
        else:
            inside, after = _divided(blocks[at : end + 1], begin)
            out += [*([] if hide else [_box(block.content[begin], inside)]), *after]
            at = end
        at += 1
    return tuple(out)


def _sign(block: Any) -> int | None:
    """Where in a paragraph the chip stands that begins what is unresolved."""
    if not isinstance(block, d.Para):
        return None
    found = (i for i, node in enumerate(block.content) if isinstance(node, d.Span) and node.attr is SIGN)
    return next(found, None)


def _end(block: Any) -> int | None:
    """Which node of a paragraph has the last sign; of another block, whether any in it has."""
    if isinstance(block, d.Para):
        found = (
            i for i, node in enumerate(block.content) if isinstance(node, d.Str) and ENDS.search(node.text)
        )
        return next(found, None)
    return 0 if any(ENDS.search(text.text) for text in walk.find([block], d.Str)) else None


def _alone(para: d.Para, begin: int, hide: bool) -> list[d.Block]:
    """A paragraph that holds what is unresolved beside other words, or only its beginning."""
    content = para.content
    if (end := _end(para)) is None:
        kept = (*content[:begin], *content[begin + (1 if hide else 0) :])
    else:
        inside, after = _split(content[end])
        middle = () if hide else (*content[begin:end], *inside)
        kept = (*content[:begin], *middle, *after, *content[end + 1 :])
    return [replace(para, content=kept)] if walk.plain(kept) else []


def _divided(blocks: Sequence[Any], begin: int) -> tuple[list[d.Block], list[d.Block]]:
    """What stands between the signs, and what behind the last."""
    first, last = blocks[0], blocks[-1]
    if not isinstance(last, d.Para):
        inside = (
            replace(first, content=_trimmed(first.content[begin + 1 :])),
            *blocks[1:-1],
            _without_sign(last),
        )
        return [one for one in inside if walk.plain([one])], []
    end = _end(last) or 0
    inside, after = _split(last.content[end])
    if first is last:
        between = [first.content[begin + 1 : end] + inside]
        middle: Sequence[Any] = ()
    else:
        between = [first.content[begin + 1 :], last.content[:end] + inside]
        middle = blocks[1:-1]
    paras = [replace(first, content=_trimmed(content)) for content in between]
    behind = replace(last, content=_trimmed(after + last.content[end + 1 :]))
    kept = [paras[0], *middle, *paras[1:]]
    return [one for one in kept if walk.plain([one])], [behind] if walk.plain([behind]) else []


def _without_sign(block: Any) -> Any:
    """A list or quotation without the last sign, which a line right below its text has made part of it."""

    def visit(para: d.Para) -> d.Para:
        if (end := _end(para)) is None:
            return para
        before, after = _split(para.content[end])
        return replace(
            para, content=_trimmed((*para.content[:end], *before, *after, *para.content[end + 1 :]))
        )

    return walk.rewrite((block,), visit, d.Para)[0]


def _split(node: Any) -> tuple[tuple[d.Inline, ...], tuple[d.Inline, ...]]:
    match = ENDS.search(node.text)
    assert match is not None
    parts = (node.text[: match.start()], node.text[match.end() :])
    before, after = (((replace(node, text=text),) if text.strip() else ()) for text in parts)
    return before, after


def _trimmed(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Content without the breaks and spaces at its ends."""
    out = list(content)
    while out and (isinstance(out[0], d.SoftBreak | d.LineBreak) or not walk.plain([out[0]])):
        out.pop(0)
    while out and isinstance(out[-1], d.SoftBreak | d.LineBreak):
        out.pop()
    return tuple(out)


def _box(chip: d.Inline, inside: list[d.Block]) -> d.Div:
    return d.Div(content=(d.Para(content=(chip,), pos=chip.pos), *inside), attr=_BOX, pos=chip.pos)
