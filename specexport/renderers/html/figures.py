"""Figures to HTML: alone, side by side, and on a page of their own where they need its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.graphics import legible
from specexport.model import document as d
from specexport.model.classes import SIDE_BY_SIDE
from specexport.model.walk import find, plain
from specexport.renderers.common import figure_setting, side_by_side
from specexport.renderers.common.numbered import target
from specexport.renderers.html import drawings
from specexport.renderers.html.inlines import Framed
from specexport.renderers.html.markup import BlockMarkup, element

if TYPE_CHECKING:
    from specexport.renderers.html.blocks import Blocks

# The narrowest window, in CSS pixels, but for its margins: what can be read there needs no box that scrolls.
_NARROWEST = 320.0


def figure(node: d.Figure, writer: Blocks) -> BlockMarkup:
    """Return a figure, which is on its side where its letters would be too small upright."""
    turned = _needs_width(node, writer)
    attributes = writer.inlines.attributes(node.attr)
    attributes["id"] = attributes["id"] or writer.inlines.claim(target(node, writer.words.figure))
    if figure_setting.is_in_bands(node):
        attributes["class"] = " ".join(filter(None, (attributes["class"], "bands")))
    with writer.inlines.framed(
        Framed(plain(node.caption), legible.wide_height(writer.style.page) if turned else 0.0)
    ):
        content = "\n".join([_content(block, writer) for block in node.content])
    if not writer.medium.fitted:
        content = _scrolling(content, node, writer)
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


def _scrolling(content: str, node: d.Figure, writer: Blocks) -> str:
    """Return a drawing in a box that scrolls where the window is too narrow for its letters to be read."""
    images = list(find(node.content, d.Image))
    media = writer.inlines.media.get(images[0].url) if len(images) == 1 else None
    if media is None or images[0].attr.pairs:
        return content
    least = legible.least_width(media, drawings.ZOOM if drawings.is_drawn(images[0].url) else 1.0)
    if least <= _NARROWEST:
        return content
    label = " ".join(filter(None, (writer.words.figure, node.number, plain(node.caption))))
    # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
    attributes = {"class": "drawing", "role": "group", "aria-label": label, "tabindex": "0"}
    return element("div", content, {**attributes, "style": f"--legible: {least:.0f}px"})


def _needs_width(node: d.Figure, writer: Blocks) -> bool:
    """Whether the letters of a diagram are too small on an upright page, and larger on a turned one."""
    fits = writer.medium.fitted and writer.is_outermost
    return fits and figure_setting.is_turned(node, writer.style.page, writer.inlines.media)
