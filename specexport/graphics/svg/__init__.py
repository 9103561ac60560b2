"""SVG made plain: drawings that say the same to a browser, WeasyPrint, Word, LibreOffice and resvg.

A plain drawing (SVG 1.1's static subset) has no script, link, reference to anything outside itself, style
sheet, `foreignObject`, `switch` or nested `svg`; what it looks like stands in presentation attributes, and
every line of text is a `text` of its own with a place on its baseline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from specexport.graphics.svg import attributes, cascade, definitions, safe, text
from specexport.graphics.svg.names import local
from specexport.graphics.svg.text import Font
from specexport.graphics.svg.values import brighten, length, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Font", "UnfitDrawingError", "inert", "plain"]

_ANY = Font()
_LARGEST = 1_000_000.0


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
    definitions.unfold(root)
    safe.check(root)
    attributes.trim(root)
    brighten(root)
    _measure(root)
    definitions.tidy(root, prefix)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").encode()


def inert(data: bytes) -> bytes:
    """Return the drawing `data` without activity and references to anything outside itself, else as it is.

    That is far cheaper than `plain`, and enough for a drawing that most likely is plain already. In UTF-8
    without an XML declaration. Raises UnfitDrawingError.
    """
    root = _parsed(data)
    safe.clean(root)
    return etree.tostring(root, encoding="unicode").encode()


def _measure(root: _Element) -> None:
    """Say the size of a drawing in pixels, as not every program reads other units, and its `viewBox`."""
    box = numbers(root.get("viewBox") or "")
    size = [_pixels(root.get(name)) for name in ("width", "height")]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        if not all(size):
            return
        root.set("viewBox", f"0 0 {size[0]:g} {size[1]:g}")
        box = [0, 0, *size]
    ratio = box[2] / box[3]
    width = size[0] or (size[1] * ratio if size[1] else box[2])
    height = size[1] or width / ratio
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")


def _pixels(value: str | None) -> float:
    number = None if not value or value.strip().endswith("%") else length(value, 16.0, 0.0)
    return number if number and 0 < number < _LARGEST else 0.0


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
    if local(root) != "svg":
        raise UnfitDrawingError("is not an SVG drawing")
    return root
