"""What was deleted in one place and inserted in another was moved: both halves get the same pair `moved`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from specexport.compare.signatures import is_signed
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DELETED, DELETED_PARAGRAPH, INSERTED, INSERTED_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from specexport.compare.keys import Keys

MOVED = "moved"
_LEAST_WORDS = 4
"""Shorter texts occur by chance."""
_MARKS = frozenset({INSERTED_PARAGRAPH, DELETED_PARAGRAPH})
Half: TypeAlias = "d.Para | d.Header | d.Div"


def marked(blocks: tuple[d.Block, ...], old: Keys, new: Keys) -> tuple[d.Block, ...]:
    """Return blocks in which what was moved says so: the halves of a move have the same name."""
    gone: dict[Hashable, list[Half]] = {}
    for node in _halves(blocks, DELETED):
        gone.setdefault(_key(node, old), []).append(node)
    if not gone:
        return blocks
    names: dict[int, str] = {}
    for node in _halves(blocks, INSERTED):
        if waiting := gone.get(_key(node, new)):
            name = f"m{len(names) // 2 + 1}"
            names[id(waiting.pop(0))] = names[id(node)] = name
    if not names:
        return blocks
    return walk.rewrite(blocks, lambda node: _named(node, names), d.Para, d.Header, d.Div)


def _halves(blocks: tuple[d.Block, ...], name: str) -> Iterator[Half]:
    """Yield what was inserted or deleted as a whole, and is long enough to be known again."""
    kinds: tuple[type[Any], ...] = (d.Para, d.Header, d.Div)
    for node in walk.find(blocks, *kinds):
        attr = _attr(node)
        if (
            attr
            and is_signed(attr, name, f"{name}-paragraph")
            and len(attr.classes) == 1
            and _is_telling(node)
        ):
            yield node


def _attr(node: Half) -> d.Attr | None:
    """Return what says that a block was inserted or deleted as such, if anything does."""
    if isinstance(node, d.Div):
        return node.attr
    last = node.content[-1] if node.content else None
    return last.attr if type(last) is d.Span and not _MARKS.isdisjoint(last.attr.classes[:1]) else None


def _is_telling(node: Half) -> bool:
    if isinstance(node, d.Header):
        return True
    return len(walk.plain((node,)).split()) >= _LEAST_WORDS or any(walk.find((node,), d.Image, d.Math))


def _key(node: Half, keys: Keys) -> Hashable:
    """Return what a half says, whichever of the two it is."""
    if isinstance(node, d.Div):
        return keys.every(node.content)
    content = [part for one in node.content[:-1] if isinstance(one, d.Span) for part in one.content]
    return type(node), getattr(node, "level", 0), keys.text(content)


def _named(node: Half, names: dict[int, str]) -> Half:
    name = names.get(id(node))
    if name is None:
        return node
    if isinstance(node, d.Div):
        return replace(node, attr=_with(node.attr, name))
    content = (
        replace(part, attr=_with(part.attr, name)) if isinstance(part, d.Span) else part
        for part in node.content
    )
    return replace(node, content=tuple(content))


def _with(attr: d.Attr, name: str) -> d.Attr:
    return replace(attr, pairs=(*attr.pairs, (MOVED, name)))
