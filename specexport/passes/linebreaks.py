"""Line ends between ideographs: Chinese and Japanese are written without spaces, so there they mean nothing.

All formats would make a space of them. What is told by its lines, such as document information, has been
read by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.characters import needs_no_space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context

_WIDE = regex("[\u2e80-\u30ff\u3400-\u9fff\uf900-\uffef\U00020000-\U0003ffff]")
# Few words with a colon of their own width behind them.
_LABEL = regex(r"\s*[^\s\uff1a:\u3002\uff0c\u3001\uff1b!?]{1,12}\uff1a")
# What holds a line of inlines that begins there.
_HOLDERS: dict[type[d.Node], str] = {
    **dict.fromkeys((d.Para, d.Header), "content"),
    **{d.DefinitionItem: "term", d.Table: "caption", d.Figure: "caption"},
}
_SPEAKING = frozenset({d.Str, d.Code, d.Math})
# What is no part of the line, or parts it.
_APART = frozenset({d.Note, d.Image, d.RawInline})


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Leave out line ends between ideographs, kana and their marks."""
    title = joined(document.meta.title)
    blocks = document.blocks
    if any(map(_is_suspect, blocks)):
        blocks = walk.rewrite(blocks, _visit, *_HOLDERS)
    if blocks is document.blocks and title is document.meta.title:
        return document
    return replace(document, blocks=blocks, meta=replace(document.meta, title=title))


def joined(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return inlines without the line ends that no space is meant by; those of labelled lines stay."""
    content = _apart(content)
    dropped = set(_meaningless(content))
    return _without(content, dropped) if dropped else content


def _is_suspect(block: d.Block) -> bool:
    """Say whether a line ends in a block in which ideographs stand."""
    if next(walk.find((block,), d.SoftBreak), None) is None:
        return False
    texts = (node.text for node in walk.find((block,), d.Str))
    return any(not text.isascii() and _WIDE.search(text) for text in texts)


def _visit(node: Any) -> d.Node:
    field = _HOLDERS[type(node)]
    before = getattr(node, field)
    after = joined(before)
    made: d.Node = node if after is before else replace(node, **{field: after})
    return made


def _apart(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return inlines that begin with a label (`操作：…`) with a line end before each further label."""
    ends = [at for at, node in enumerate(content) if type(node) is d.SoftBreak]
    if not ends:
        return content
    starts = [0, *(at + 1 for at in ends)]
    labelled = [_is_labelled(content[start:end]) for start, end in zip(starts, [*ends, None], strict=True)]
    hard = {at for at, is_labelled in zip(ends, labelled[1:], strict=True) if is_labelled and labelled[0]}
    if not hard:
        return content
    return tuple(d.LineBreak(pos=node.pos) if at in hard else node for at, node in enumerate(content))


def _is_labelled(line: tuple[d.Inline, ...]) -> bool:
    return _LABEL.match(walk.text(line)) is not None


def _meaningless(content: Iterable[d.Node]) -> Iterator[int]:
    """Yield the identity of every line end whose neighbours need no space."""
    last, waiting = " ", None
    for node in _leaves(content):
        if type(node) is d.SoftBreak:
            waiting = node
            continue
        text = getattr(node, "text", "") if type(node) in _SPEAKING else " "
        if waiting is not None and needs_no_space(last, text[:1] or " "):
            yield id(waiting)
        last, waiting = text[-1:] or " ", None


def _leaves(content: Iterable[d.Node]) -> Iterator[d.Node]:
    """Yield what has no children, in reading order."""
    for node in content:
        if type(node) in _APART or not (fields := walk.CHILD_FIELDS.get(type(node))):
            yield node
            continue
        for field in fields:
            yield from _leaves(getattr(node, field))


def _without(content: tuple[Any, ...], dropped: set[int]) -> tuple[Any, ...]:
    """Return inlines without those `dropped`; the stretches of text that these parted are one."""
    return walk.merged(tuple(_inside(node, dropped) for node in content if id(node) not in dropped))


def _inside(node: Any, dropped: set[int]) -> Any:
    if type(node) in _APART or not getattr(node, "content", None):
        return node
    return replace(node, content=_without(node.content, dropped))
