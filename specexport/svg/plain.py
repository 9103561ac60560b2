"""The steps from any SVG to a plain one, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from specexport.svg import attributes, cascade, names, safe, text, unfold
from specexport.svg.text import Font

if TYPE_CHECKING:
    from lxml.etree import _Element


_ANY = Font()


class UnfitDrawingError(ValueError):
    """The bytes are not an SVG that can be drawn; the message says why, without a subject."""


def plain(data: bytes, prefix: str = "", font: Font = _ANY) -> bytes:
    """Return the drawing `data` plain, in UTF-8 without an XML declaration.

    Every id gets `prefix`, so that drawings may stand in one page. `font` is what text is set in.
    Raises UnfitDrawingError.
    """
    root = _parsed(data)
    safe.clean(root)
    looks = cascade.settle(root)
    text.place(root, looks, font)
    unfold.unfold(root)
    attributes.trim(root)
    names.tidy(root, prefix)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").encode()


def _parsed(data: bytes) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnfitDrawingError(f"is not well-formed XML ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise UnfitDrawingError("declares XML entities, which are refused")
    if safe.local(root) != "svg":
        raise UnfitDrawingError("is not an SVG drawing")
    return root
