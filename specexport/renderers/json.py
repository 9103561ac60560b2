"""Renderer of the document model's own JSON form: the tree as it is, lossless, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from specexport.core.context import Rendered
from specexport.core.targets import Target

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document


def render(document: Document, context: Context) -> Rendered:  # noqa: ARG001 - the renderer's contract
    """Return `document` as UTF-8 JSON, indented by two spaces, with a final line ending."""
    from specexport.model.json import VERSION, Envelope

    data = msgspec.json.encode(Envelope(VERSION, document))
    return Rendered(msgspec.json.format(data, indent=2) + b"\n")


TARGET = Target(
    "specexport.renderers.json:render", (".json",), engine="msgspec", packages=("msgspec",), tracks=True
)
