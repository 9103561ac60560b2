"""Diagrams: blocks of code in a language that an engine draws become figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core import registry
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DIAGRAM
from specexport.model.listing import language

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.graphics.diagrams.draw import Drawing

# Languages that are no diagrams for sure: installed packages are not asked about them.
_CODE = (
    "bash c c# cpp cs csharp console css csv curl diff docker dockerfile env go gherkin graphql "
    "groovy hcl html http ini java javascript js json json5 jsonc jsx kotlin latex less log lua make "
    "makefile markdown math md none nginx objc perl php plain plaintext powershell proto protobuf py "
    "python r rb regex rs rust ruby scala scss sh shell solidity sql swift terraform tex text toml ts "
    "tsx txt typescript xml yaml yml zsh "
)
_IS_CODE = frozenset(_CODE.split())


def run(document: d.Document, context: Context) -> d.Document:
    """Draw every block whose language has an engine; one that cannot be drawn is reported and stays code."""
    media: dict[str, d.Media] = {}

    def visit(node: d.CodeBlock) -> d.Node:
        name = language(node.attr)
        if not name or not _is_diagram(name):
            return node
        from specexport.graphics.diagrams.draw import draw

        drawing = draw(node, context)
        if drawing is None:
            return node
        media[drawing.key] = drawing.media
        return _figure(node, drawing)

    blocks = walk.rewrite(document.blocks, visit, d.CodeBlock)
    if not media:
        return document
    return replace(document, blocks=blocks, media={**document.media, **media})


def _is_diagram(language: str) -> bool:
    if language in registry.BUILTIN["diagrams"]:
        return True
    return language not in _IS_CODE and language in registry.names("diagrams")


def _figure(block: d.CodeBlock, drawing: Drawing) -> d.Figure:
    caption = block.attr.get("caption") or drawing.title
    sizes = tuple(pair for pair in block.attr.pairs if pair[0] in ("width", "height"))
    image = d.Image(
        content=(d.Str(text=drawing.description, pos=block.pos),),
        url=drawing.key,
        attr=d.Attr(pairs=sizes),
        pos=block.pos,
    )
    return d.Figure(
        content=(d.Para(content=(image,), pos=block.pos),),
        caption=(d.Str(text=caption, pos=block.pos),) if caption else (),
        attr=d.Attr(block.attr.id, (DIAGRAM,)),
        pos=block.pos,
    )
