"""Blocks of code and box diagrams to HTML, with what stands around their text: language, caption, frame."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.classes import BOX_DIAGRAM
from specexport.renderers.common import code_lines, insets
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.html import code
from specexport.renderers.html.markup import element, escape

if TYPE_CHECKING:
    from specexport.renderers.html.blocks import Blocks


def listing(node: d.CodeBlock, writer: Blocks) -> str:
    """Return a block of code, its lines wrapped where the width is known; a box diagram is scaled instead."""
    if BOX_DIAGRAM in node.attr.classes:
        return _diagram(node, writer)
    style, medium = writer.style, writer.medium
    columns = int((writer.width - insets.LISTING) / (style.code.size * MONOSPACE))
    name = language(node)
    label = element("span", escape(name), {"class": "language"}) if name else ""
    width = max(columns, code_lines.LEAST) if medium.fitted else 0
    content = element("code", code.code(node, width, partial(medium.line_number, style)))
    changed = f" {bar}" if (bar := writer.bar((node,))) else ""
    kind = "code" if node.text.count("\n") + 1 >= code_lines.KEPT_TOGETHER else "code kept"
    if name and medium.fitted and code_lines.meets(node, columns - len(name)):
        kind += " crowded"
    kind += changed
    return _captioned(node, kind, f"{label}{_pre(content, writer)}", writer)


def _diagram(node: d.CodeBlock, writer: Blocks) -> str:
    size = ""
    if writer.medium.fitted:
        fitting = (writer.width - insets.LISTING) / (max(code_lines.widest(node.text), 1) * MONOSPACE)
        size = f"font-size: {min(writer.style.code.size, fitting):.2f}pt"
    content = element("code", code.drawing(node.text, fitted=writer.medium.fitted), {"style": size})
    # A drawing stays whole; a tree of files can go on on the next page.
    kept = (
        " kept"
        if code_lines.is_drawing(node.text) or node.text.count("\n") < code_lines.KEPT_TOGETHER
        else ""
    )
    return _captioned(node, f"code diagram{kept}", _pre(content, writer), writer)


def _pre(content: str, writer: Blocks) -> str:
    # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
    return element("pre", content, {"tabindex": None if writer.medium.fitted else "0"})


def _captioned(node: d.CodeBlock, kind: str, content: str, writer: Blocks) -> str:
    ident = writer.inlines.claim(node.attr.id)
    words = node.attr.get("caption")
    if not words:
        return element("div", content, {"id": ident, "class": kind})
    caption = writer.caption(writer.words.listing, node.number, (d.Str(text=words),))
    below = element("div", content, {"class": kind})
    return element(
        "figure", f"<figcaption>{caption}</figcaption>\n{below}", {"id": ident, "class": "listing"}
    )
