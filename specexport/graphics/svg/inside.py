"""Pictures inside a drawing: their bytes in it, and drawings among them as a part of it."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from lxml import etree

from specexport.core.patterns import regex
from specexport.graphics.svg.names import HREFS, SVG, XLINK, local
from specexport.system import pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from specexport.model.document import Media

_HOLDERS = ("image", "feImage", "img")
_DRAWING = "image/svg+xml"
_TAKING = frozenset({"use", "textPath", "linearGradient", "radialGradient", "pattern", "mpath", "filter"})
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_URL = regex(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))\s*\)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
_PLACE = ("x", "y", "width", "height", "preserveAspectRatio")


def embed(root: _Element, load: Callable[[str], Media | None]) -> None:
    """Put the bytes of every picture that `root` shows into it; one that `load` has not is left out."""
    for element in root.iter():
        if local(element) not in _HOLDERS:
            continue
        names = [name for name in (*HREFS, "src") if element.get(name)]
        if not names or element.get(names[0], "").startswith("#"):
            continue
        found = load(element.get(names[0], "").strip())
        for name in names:
            del element.attrib[name]
        if found is not None:
            element.set(names[0], _url(found))


def elsewhere(root: _Element) -> list[str]:
    """Return the addresses of what a drawing takes from other files, but for pictures."""
    found: dict[str, None] = {}
    for element in root.iter():
        kind = local(element)
        if kind == "style":
            found.update(dict.fromkeys(_named("".join(map(str, element.itertext())))))
        for name, value in element.attrib.items():
            text = str(value)
            if "url(" in text:
                found.update(dict.fromkeys(_named(text)))
            elif name in HREFS and kind in _TAKING and not text.startswith("#"):
                found[text] = None
    return list(found)


def _named(css: str) -> list[str]:
    plain = _COMMENT.sub("", css)
    urls = (next(filter(None, match.groups()), "") for match in _URL.finditer(plain))
    return [url for url in urls if url and not url.startswith(("#", "data:"))]


def _url(media: Media) -> str:
    return f"data:{media.type};base64,{base64.b64encode(media.data).decode()}"


def of_data(url: str) -> tuple[str, bytes] | None:
    """Return the type that a `data:` URL tells, and its bytes; None if it is none, or damaged."""
    head, comma, body = url.partition(",")
    if not comma or head[:5].lower() != "data:":
        return None
    data = unquote_to_bytes(body)
    kind = head[5:].partition(";")[0].strip().lower()
    try:
        encoded = head.rstrip().lower().endswith(";base64")
        return kind, binascii.a2b_base64(data) if encoded else data
    except binascii.Error:
        return None


def unfold(root: _Element, plain: Callable[[bytes], _Element | None]) -> None:
    """Put the drawings that `root` shows into it, made `plain`, and say how large its other pictures are."""
    for element in [one for one in root.iter() if local(one) == "image"]:
        name = next((name for name in HREFS if element.get(name)), "")
        found = of_data(element.get(name, "")) if name else None
        if found is None:
            continue
        if found[0] == _DRAWING:
            _put(element, plain(found[1]))
        else:
            _size(element, found[1])
            _address(element, name)


def _address(element: _Element, name: str) -> None:
    """Name a picture as SVG 1.1 does, which all programs know."""
    value = element.attrib.pop(name)
    for other in HREFS:
        element.attrib.pop(other, "")
    element.set(f"{{{XLINK}}}href", value)


def _put(element: _Element, drawing: _Element | None) -> None:
    """Put a drawing into the place of the element that shows it (SVG 2, 12.3)."""
    if drawing is None:
        for name in HREFS:
            element.attrib.pop(name, "")
        return
    inner = etree.Element(f"{{{SVG}}}svg")
    for name in _PLACE:
        if value := element.attrib.pop(name, ""):
            inner.set(name, str(value))
    for name in HREFS:
        element.attrib.pop(name, "")
    element.tag = f"{{{SVG}}}g"
    sizes = [drawing.get(name) for name in ("width", "height")]
    for name, size in zip(("width", "height"), sizes, strict=True):
        if inner.get(name, "auto") == "auto" and size:
            inner.set(name, size)
    if box := drawing.get("viewBox"):
        inner.set("viewBox", box)
    inner.extend(list(drawing))
    for said, value in drawing.attrib.items():
        if said not in (*_PLACE, "viewBox", "version", "id"):
            inner.set(str(said), str(value))
    element.append(inner)


def _size(element: _Element, data: bytes) -> None:
    """Write the size of a bitmap where the drawing leaves it to the bitmap (SVG 2, 12.3)."""
    missing = [name for name in ("width", "height") if element.get(name, "auto") == "auto"]
    if not missing:
        return
    try:
        found = pictures.identify(data)
    except (pictures.NotAPictureError, pictures.DamagedPictureError):
        return
    sides = {"width": float(found.width), "height": float(found.height)}
    if len(missing) == 1:
        (short,) = missing
        given = "height" if short == "width" else "width"
        told = element.get(given, "")
        try:
            sides[short] *= float(told) / sides[given]
        except (ValueError, ZeroDivisionError):
            return
    for name in missing:
        element.set(name, f"{sides[name]:g}")
