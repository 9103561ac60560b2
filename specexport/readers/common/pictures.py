"""The pictures that a source brings along, checked as every picture is before they belong to the document."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.diagnostics import SpecExportError
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context

FOLDER = "extracted"
"""Where pandoc puts pictures, in the folder of its run."""


def taken(
    blocks: tuple[d.Block, ...], files: Mapping[str, bytes], context: Context
) -> tuple[tuple[d.Block, ...], dict[str, d.Media]]:
    """Return blocks whose pictures are named as in the source, and those of them that may be shown.

    The others are reported, as pictures in folders are.
    """
    media: dict[str, d.Media] = {}
    refused: set[str] = set()

    def visit(node: d.Node) -> d.Node:
        if type(node) is not d.Image or node.url not in files:
            return node
        name = node.url.removeprefix(f"{FOLDER}/")
        if name not in media and name not in refused:
            if made := _checked(name, files[node.url], context):
                media[name] = made
            else:
                refused.add(name)
        return replace(node, url=name)

    return walk.rewrite(blocks, visit), media


def _checked(name: str, data: bytes, context: Context) -> d.Media | None:
    url = f"data:;base64,{binascii.b2a_base64(data, newline=False).decode()}"
    try:
        return context.resources.load(url)
    except SpecExportError as error:
        told = error.diagnostic
        message = told.message.replace(url[:40], name)
        context.report(replace(told, message=message, severity="warning", path=context.source_name))
        return None
