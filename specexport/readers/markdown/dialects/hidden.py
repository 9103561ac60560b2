"""What is left of private comments in nodes once a text is read: gaps, to be closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects.private import HIDDEN

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Blocks

_RUN = regex(rf"[ \t]?{HIDDEN}+(?:[ \t]*{HIDDEN}+)*")
_IN_URL = regex(rf"{HIDDEN}|%01", re.IGNORECASE)
_BREAKS = (d.SoftBreak, d.LineBreak)
_TEXTS = ("text", "url", "title")


def closed(blocks: Blocks) -> Blocks:
    """Return `blocks` without HIDDEN, and without what holds nothing else."""
    return walk.rewrite(blocks, _visit)


def _visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    node = _cleaned(node)
    match node:
        case d.Str() if not node.text:
            return ()
        case d.Para():
            content = _joined(node.content)
            return replace(node, content=content) if content else ()
        case d.Header():
            return replace(node, content=_joined(node.content))
        case d.Cell() | d.DefinitionItem():
            return node
        case _ if hasattr(node, "content") and not node.content and not _stands_alone(node):
            return ()
        case _ if hasattr(node, "items") and not node.items:
            return ()
        case _:
            return node


def _stands_alone(node: Any) -> bool:
    attr = getattr(node, "attr", d.NO_ATTR)
    return isinstance(node, d.Image) or bool(attr.id or attr.pairs)


def _cleaned(node: d.Node) -> d.Node:
    changed: dict[str, Any] = {}
    for name in _TEXTS:
        text = getattr(node, name, None)
        if isinstance(text, str) and _IN_URL.search(text):
            changed[name] = _IN_URL.sub("", text) if name == "url" else _RUN.sub("", text)
    attr = getattr(node, "attr", None)
    if attr and any(HIDDEN in value for _, value in attr.pairs):
        pairs = tuple((key, _RUN.sub("", value).strip()) for key, value in attr.pairs)
        changed["attr"] = replace(attr, pairs=pairs)
    return replace(node, **changed) if changed else node


def _joined(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return the content of a paragraph without breaks and space that stand beside nothing."""
    out: list[d.Inline] = []
    for node in content:
        if isinstance(node, _BREAKS) and (not out or isinstance(out[-1], _BREAKS)):
            continue
        if type(node) is d.Str and (not out or isinstance(out[-1], _BREAKS)):
            node = replace(node, text=node.text.lstrip(" \t"))
            if not node.text:
                continue
        out.append(node)
    while out and (isinstance(out[-1], _BREAKS) or (type(out[-1]) is d.Str and not out[-1].text.strip())):
        out.pop()
    if out and type(last := out[-1]) is d.Str:
        out[-1] = replace(last, text=last.text.rstrip(" \t"))
    return tuple(out)
