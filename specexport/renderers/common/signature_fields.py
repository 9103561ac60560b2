"""Places to sign, as fields of a PDF.

Engines of pages know no such fields. They make a link of each, to an address that nothing else has, and the
link becomes the field in the file that is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import SIGNATURE_FIELD

if TYPE_CHECKING:
    from specexport.model.document import Attr, Document

SCHEME = "sx-signature:"
_DOT = "."  # sets the names of fields within each other apart (ISO 32000-1, 12.7.3.2)


class SignatureField(Struct, frozen=True):
    """A field to sign: its name for programs, and its title for people."""

    name: str
    title: str


def is_field(node: d.Node) -> bool:
    """Say whether a node is a place to sign."""
    return type(node) is d.Span and SIGNATURE_FIELD in node.attr.classes


def address(attr: Attr) -> str:
    """Return the address of the link that becomes the field."""
    return SCHEME + attr.get("number")


def fields(document: Document) -> dict[str, SignatureField]:
    """Return the fields of a document by the addresses of their links, each with a name of its own."""
    found: dict[str, SignatureField] = {}
    taken: dict[str, int] = {}
    for span in walk.find(document.blocks, d.Span):
        if is_field(span):
            name = span.attr.get("anchor").strip("/ ").replace(_DOT, "_")
            taken[name] = taken.get(name, 0) + 1
            own = name if taken[name] == 1 else f"{name} {taken[name]}"
            found[address(span.attr)] = SignatureField(own, span.attr.get("title"))
    return found
