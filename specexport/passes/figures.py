"""Figures and captions: pictures alone in their paragraph, a table with a `Table:` line beside it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PART
from specexport.passes import captions, rows, themes

if TYPE_CHECKING:
    from specexport.core.context import Context

_Captioned = TypeVar("_Captioned", d.Figure, d.Table, d.CodeBlock)


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Make figures of lone pictures, give tables their captions, and number what has one in reading order."""
    blocks = _captioned(themes.paired(document.blocks))
    visit = _Numbering(blocks).node
    return replace(document, blocks=walk.rewrite(blocks, visit, d.Para, d.Figure, d.Table, d.CodeBlock))


class _Numbering:
    """Makes figures of lone pictures, and numbers what has a caption, each kind by itself."""

    def __init__(self, blocks: tuple[d.Block, ...]) -> None:
        self._within = _Within(blocks)
        self._counts: Counter[type[d.Node]] = Counter()

    def node(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Para():
                return self._paragraph(node)
            case d.Figure() if node.caption and not node.number and PART not in node.attr.classes:
                return self._numbered(node)
            case d.Table() if node.caption:
                return self._numbered(node)
            case d.CodeBlock() if node.attr.get("caption"):
                return self._numbered(node)
        return node

    def _numbered(self, node: _Captioned) -> _Captioned:
        self._counts[type(node)] += 1
        return replace(node, number=str(self._counts[type(node)]))

    def _paragraph(self, node: d.Para) -> d.Node | tuple[d.Node, ...]:
        """Return figures in place of a paragraph of pictures, unless it stands where none can be."""
        image = _lone_image(node)
        found = () if image else rows.pictures(node)
        if not (image or found) or node in self._within:
            return node
        if image is None:
            return tuple(self._row(one) for one in rows.rows(node, found))
        words = (d.Str(text=image.title, pos=image.pos),) if image.title else image.content
        caption = captions.without_label(words, "figure")
        return self._numbered(d.Figure(content=(node,), caption=caption, pos=node.pos))

    def _row(self, node: d.Div) -> d.Div:
        content = [
            self._numbered(one) if isinstance(one, d.Figure) and one.caption else one for one in node.content
        ]
        return replace(node, content=tuple(content))


class _Within:
    """What stands where nothing can become a figure: in a cell or footnote there is no room for a caption,
    and what is in a figure, as a diagram, has one.
    """

    def __init__(self, blocks: tuple[d.Block, ...]) -> None:
        self._blocks = blocks

    def __contains__(self, node: d.Node) -> bool:
        return id(node) in self._known

    @cached_property
    def _known(self) -> frozenset[int]:
        outer = (node for node in walk.nodes(self._blocks) if isinstance(node, d.Table | d.Note | d.Figure))
        return frozenset(id(node) for one in outer for node in walk.nodes([one]))


def _lone_image(para: d.Para) -> d.Image | None:
    if len(para.content) != 1:
        return None
    return rows.image(para.content[0])


def _captioned(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with the paragraphs that are captions taken into what they caption."""
    out: list[d.Block] = []
    waiting: tuple[d.Inline, ...] = ()
    for block, after in zip_longest(blocks, blocks[1:]):
        before = out[-1] if out else None
        caption = captions.of_table(block)
        if waiting and type(block) is d.Table:
            out.append(_titled(block, waiting))
            waiting = ()
        elif caption and type(after) is d.Table and not after.caption:
            waiting = caption
        elif caption and type(before) is d.Table and not before.caption:
            out[-1] = _titled(before, caption)
        elif type(before) is d.Para and (caption := captions.of_figure(block)) and _is_pictured(before):
            out[-1] = _together(before, caption)
        else:
            out.append(block)
    return tuple(out)


def _titled(table: d.Table, caption: tuple[d.Inline, ...]) -> d.Table:
    """A table with its caption, and with the name that this gives it."""
    name, caption = captions.named(caption)
    attr = replace(table.attr, id=name) if name else table.attr
    return replace(table, caption=caption, attr=attr)


def _is_pictured(para: d.Para) -> bool:
    return _lone_image(para) is not None or bool(rows.pictures(para))


def _together(para: d.Para, caption: tuple[d.Inline, ...]) -> d.Figure:
    """One figure of all pictures of a paragraph."""
    found = rows.pictures(para)
    content = rows.rows(para, found, captioned=True) if found else (para,)
    name, caption = captions.named(caption)
    return d.Figure(content=content, caption=caption, attr=d.Attr(name) if name else d.NO_ATTR, pos=para.pos)
