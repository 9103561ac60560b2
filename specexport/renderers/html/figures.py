"""Figures to HTML: alone, side by side, and on a page of their own where they need its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.classes import SIDE_BY_SIDE
from specexport.model.walk import plain
from specexport.renderers.common import figure_setting, side_by_side
from specexport.renderers.common.numbered import target
from specexport.renderers.html.inlines import Framed
from specexport.renderers.html.markup import BlockMarkup, element

if TYPE_CHECKING:
    from specexport.renderers.html.blocks import Blocks


def figure(node: d.Figure, writer: Blocks) -> BlockMarkup:
    """Return a figure, which is on its side where its letters would be under 5 points upright."""
    turned = _needs_width(node, writer)
    attributes = writer.inlines.attributes(node.attr)
    attributes["id"] = attributes["id"] or writer.inlines.claim(target(node, writer.words.figure))
    with writer.inlines.framed(
        Framed(plain(node.caption), figure_setting.wide_height(writer.style.page) if turned else 0.0)
    ):
        content = "\n".join([_content(block, writer) for block in node.content])
    caption = writer.caption(writer.words.figure, node.number, node.caption)
    if caption:
        content += f"\n<figcaption>{caption}</figcaption>"
    markup = element("figure", content, attributes)
    return (
        BlockMarkup(element("div", markup, {"class": "figure turned"}), turned=True)
        if turned
        else BlockMarkup(markup)
    )


def row(node: d.Div, writer: Blocks) -> str:
    """Return figures side by side, each in its share of the width."""
    shares = side_by_side.shares(node.content, writer.inlines.media)
    figures = [_in_row(block, share, writer) for block, share in zip(node.content, shares, strict=True)]
    return element("div", "\n".join(figures), {"class": SIDE_BY_SIDE})


def _in_row(block: d.Block, share: float, writer: Blocks) -> str:
    # What is left out of the width is the space at both sides of each figure.
    style = f"width: {100 * (share - side_by_side.BETWEEN):.2f}%"
    return element("div", writer.narrowed(writer.room * share).block(block).markup, {"style": style})


def _content(block: d.Block, writer: Blocks) -> str:
    if isinstance(block, d.Para):
        return writer.inlines.html(block.content)
    return writer.block(block).markup


def _needs_width(node: d.Figure, writer: Blocks) -> bool:
    """Whether the letters of a diagram are too small on an upright page, and larger on a turned one."""
    fits = writer.medium.fitted and writer.is_outermost
    return fits and figure_setting.is_turned(node, writer.style.page, writer.inlines.media)
