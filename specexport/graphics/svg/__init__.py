"""SVG made plain: drawings that say the same to a browser, WeasyPrint, Word, LibreOffice and resvg.

A plain drawing (SVG 1.1's static subset) has no script, link, reference to anything outside itself, style
sheet, `foreignObject`, `switch` or nested `svg`; what it looks like stands in presentation attributes, and
every line of text is a `text` of its own with a place on its baseline.
"""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256
from typing import TYPE_CHECKING

from lxml import etree

from specexport.graphics.svg import (
    alternatives,
    attributes,
    cascade,
    clips,
    definitions,
    inside,
    paint,
    safe,
    text,
    uses,
    viewport,
)
from specexport.graphics.svg.names import local
from specexport.graphics.svg.text import Font
from specexport.graphics.svg.values import brighten, length, numbers
from specexport.model.document import Media

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

__all__ = ["Font", "UnfitDrawingError", "inert", "plain", "shown"]

_ANY = Font()
# What hides an element.
_HIDING = ("display", "visibility", "opacity", "font-size")
_LARGEST = 1_000_000.0
# Drawings may show drawings, and these others, so deep.
_DEEPEST = 4


class UnfitDrawingError(ValueError):
    """The bytes are not an SVG that can be drawn; the message says why, without a subject."""


def plain(data: bytes, prefix: str = "", font: Font = _ANY) -> bytes:
    """Return the drawing `data` plain, in UTF-8 without an XML declaration.

    Every id gets `prefix`, so that drawings may stand in one page. `font` is what text is set in.
    Raises UnfitDrawingError.
    """
    root = _plain(data, font, 0)
    definitions.tidy(root, prefix)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").encode()


def _plain(data: bytes, font: Font, depth: int) -> _Element:
    root = _parsed(data)
    inside.embed(root, _held)
    safe.clean(root)
    alternatives.decide(root)
    said = cascade.said(root)
    uses.write_out(root, said)
    alternatives.group(root)
    looks = cascade.settle(root, said)
    inside.unfold(root, lambda inner: _inner(inner, font, depth + 1))
    cascade.adopt(root, looks)
    viewport.settle(root, looks)
    text.place(root, looks, font)
    safe.check(root)
    attributes.trim(root)
    clips.write_out(root)
    paint.settle(root)
    brighten(root)
    _measure(root)
    return root


def shown(data: bytes) -> _Element:
    """Return the drawing `data` as it was written, with what is hidden marked so: for readers of its words.

    Drawings that it shows are put into it. Raises UnfitDrawingError.
    """
    root = _parsed(data)
    alternatives.decide(root, labels=False)
    copy = deepcopy(root)
    twins = list(copy.iter())
    looks = cascade.settle(copy, cascade.said(copy))
    for element, twin in zip(list(root.iter()), twins, strict=True):
        for name in _HIDING:
            if value := looks.get(twin, {}).get(name):
                element.set(name, value)
    inside.unfold(root, _shown_inside)
    return root


def _shown_inside(data: bytes) -> _Element | None:
    try:
        return shown(data)
    except UnfitDrawingError:
        return None


def _inner(data: bytes, font: Font, depth: int) -> _Element | None:
    """Return a drawing within a drawing plain, its ids its own; None if it cannot be drawn."""
    if depth > _DEEPEST:
        return None
    try:
        root = _plain(data, font, depth)
    except UnfitDrawingError:
        return None
    definitions.tidy(root, f"i{sha256(data).hexdigest()[:8]}-")
    return root


def inert(
    data: bytes,
    load: Callable[[str], Media | None] | None = None,
    left_out: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the drawing `data` without activity and references to anything outside itself, else as it is.

    Pictures that it shows are put into it: `load` returns one by its address, None for one that cannot be
    had. Without `load` only those that are in it already stay. `left_out` is told the address of everything
    else that it takes from elsewhere. In UTF-8 without an XML declaration. Raises UnfitDrawingError.
    """
    root = _parsed(data)
    for url in inside.elsewhere(root):
        left_out(url)
    inside.embed(root, load or _held)
    safe.clean(root)
    return etree.tostring(root, encoding="unicode").encode()


def grounded(data: bytes, color: str) -> bytes:
    """Return a drawing on a ground, `#rrggbb`, as large as the drawing is. Raises UnfitDrawingError."""
    root = _parsed(data)
    box = numbers(root.get("viewBox") or "")
    x, y, width, height = map(str, box) if len(box) == 4 else ("0", "0", "100%", "100%")
    sides = {"x": x, "y": y, "width": width, "height": height, "fill": color}
    ground = etree.Element("{http://www.w3.org/2000/svg}rect", sides)
    named = (at for at, child in enumerate(root) if local(child) not in ("title", "desc"))
    root.insert(next(named, len(root)), ground)
    return etree.tostring(root, encoding="unicode").encode()


def _held(url: str) -> Media | None:
    """Return a picture that is in a drawing already, a drawing among them made inert."""
    found = inside.of_data(url)
    if found is None or not found[0].startswith("image/"):
        return None
    kind, data = found
    if kind != "image/svg+xml":
        return Media(data, kind)
    try:
        return Media(inert(data), kind)
    except (UnfitDrawingError, RecursionError):
        return None


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
