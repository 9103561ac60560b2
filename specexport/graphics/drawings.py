"""Drawings for engines that know less of SVG than a browser: plain, with bitmaps of what they cannot draw.

WeasyPrint, Word and LibreOffice leave out or misplace filters, masks, patterns, text along a path and the
like. Only these become bitmaps: the rest of a drawing stays sharp, and its words words.
"""

from __future__ import annotations

import base64
import io
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from specexport.graphics import conservation, raster
from specexport.graphics.svg import definitions, plain, seen, shown, transforms
from specexport.graphics.svg.names import DEFINITIONS, SVG, XLINK, local
from specexport.graphics.svg.values import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.core.context import Context

_SHAPES = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan"})
_CUTTING = ("opacity", "clip-path", "mask", "filter", "mix-blend-mode")
# With more pieces than this a drawing becomes one bitmap.
_MOST = 40
_POINTS_PER_PIXEL = 0.75


def fitted(drawing: bytes, context: Context) -> bytes:
    """Return a drawing as every engine shows it. Raises ValueError (UnfitDrawingError) for what is none."""
    import resvg_py

    from specexport._version import __version__

    def make() -> bytes:
        return _softened(_plain(drawing), context)

    look = repr((context.style.base.family, context.style.code.family))
    return context.kept(("drawing", "2", __version__, resvg_py.__version__, look, drawing.decode()), make)


def lost_words(drawing: bytes) -> tuple[str, ...]:
    """Return the words that a drawing shows to a browser and not in its plain form, in their order."""
    wanted = _words(shown(drawing))
    return conservation.missing(wanted, _words(etree.fromstring(_plain(drawing)))) if wanted else ()


def _words(root: _Element) -> list[str]:
    return [word for line in seen.lines(root) for word in conservation.words(line)]


_plain = lru_cache(maxsize=4)(plain)


def _softened(drawing: bytes, context: Context) -> bytes:
    """Return a plain drawing with bitmaps in place of what engines cannot draw."""
    root = etree.fromstring(drawing)
    hard = list(_hard(root, _paints(root)))
    if not hard:
        return drawing
    # What is mixed with what lies below it cannot be drawn without that.
    mixed = [element for element in root.iter() if element.get("mix-blend-mode")]
    for element in mixed:
        element.set("style", f"mix-blend-mode:{element.get('mix-blend-mode', '')}")
        del element.attrib["mix-blend-mode"]
    if mixed or len(hard) > _MOST:
        hard = [child for child in root if local(child) not in (*DEFINITIONS, "defs")]
        made = [(hard[0], _bitmap(root, set(hard), context))]
        for child in hard[1:]:
            root.remove(child)
    else:
        made = [(element, _bitmap(root, {element}, context)) for element in hard]
    for element, bitmap in made:
        _replace(element, bitmap)
    definitions.tidy(root, "")
    return etree.tostring(root, encoding="unicode").encode()


def _paints(root: _Element) -> dict[str, _Element]:
    return {f"url(#{element.get('id', '')})": element for element in root.iter() if element.get("id")}


def _hard(element: _Element, paints: dict[str, _Element]) -> Iterator[_Element]:
    """Yield the outermost elements that engines cannot draw."""
    for child in element:
        kind = local(child)
        if kind in DEFINITIONS or kind == "defs":
            continue
        if _is_hard(child, kind, paints):
            yield child
        else:
            yield from _hard(child, paints)


def _is_hard(element: _Element, kind: str, paints: dict[str, _Element]) -> bool:
    if any(element.get(name) for name in ("filter", "mask", "mix-blend-mode")):
        return True
    if kind == "text" and any(local(node) == "textPath" for node in element):
        return True
    if kind not in _SHAPES:
        return any(_is_pattern(paints.get(element.get(name, ""))) for name in ("fill", "stroke"))
    fill, stroke = (paints.get(element.get(name, "")) for name in ("fill", "stroke"))
    return (
        _is_pattern(fill)
        or stroke is not None
        or (kind in ("text", "tspan") and fill is not None)
        or (fill is not None and bool(fill.get("gradientTransform")))
    )


def _is_pattern(paint: _Element | None) -> bool:
    return paint is not None and local(paint) == "pattern"


class _Bitmap:
    """A picture of elements of a drawing, and its place in the units of the drawing."""

    def __init__(self, data: bytes, place: tuple[float, float, float, float]) -> None:
        self.data = data
        self.place = place


def _bitmap(root: _Element, shown: set[_Element], context: Context) -> _Bitmap | None:
    """Return a picture of the elements `shown` alone, None where nothing is seen of them."""
    from PIL import Image

    marks = {index for index, element in enumerate(root.iter()) if element in shown}
    copy = deepcopy(root)
    _strip({element for index, element in enumerate(copy.iter()) if index in marks})
    box = numbers(root.get("viewBox") or "")
    width, height = (float(root.get(name) or 0) for name in ("width", "height"))
    if len(box) != 4 or not width or not height:
        raise ValueError("it has no size")
    size = (width * _POINTS_PER_PIXEL, height * _POINTS_PER_PIXEL)
    data = raster.png(etree.tostring(copy, encoding="unicode").encode(), size, context)
    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        edges = picture.getbbox()
        if edges is None:
            return None
        stream = io.BytesIO()
        picture.crop(edges).save(stream, "PNG", optimize=True)
        across, down = box[2] / picture.width, box[3] / picture.height
    left, top, right, bottom = edges
    place = (box[0] + left * across, box[1] + top * down, (right - left) * across, (bottom - top) * down)
    return _Bitmap(stream.getvalue(), place)


def _strip(shown: set[_Element]) -> None:
    """Leave only the elements `shown`, what they stand in, and definitions."""
    above = {parent for element in shown for parent in element.iterancestors()}
    for element in above:
        for name in _CUTTING:
            element.attrib.pop(name, "")
        for child in list(element):
            if child not in shown and child not in above and local(child) not in (*DEFINITIONS, "defs"):
                _hide(child)


def _hide(element: _Element) -> None:
    """Have an element drawn only where others refer to it."""
    parent = element.getparent()
    assert parent is not None
    if any(one.get("id") for one in element.iter()):
        holder = etree.Element(f"{{{SVG}}}defs")
        parent.replace(element, holder)
        holder.append(element)
    else:
        parent.remove(element)


def _replace(element: _Element, bitmap: _Bitmap | None) -> None:
    parent = element.getparent()
    assert parent is not None
    if bitmap is None:
        if not _words(element):
            parent.remove(element)
        return
    attributes = {
        name: f"{value:.6g}" for name, value in zip(("x", "y", "width", "height"), bitmap.place, strict=True)
    }
    attributes["preserveAspectRatio"] = "none"
    image = etree.Element(f"{{{SVG}}}image", attributes, nsmap={"xlink": XLINK})
    url = f"data:image/png;base64,{base64.b64encode(bitmap.data).decode()}"
    image.set(f"{{{XLINK}}}href", url)
    if back := _back(parent):
        image.set("transform", back)
    image.tail = element.tail
    parent.replace(element, image)


def _back(parent: _Element) -> str:
    """Return the transform that undoes those of `parent` and what it stands in, empty where there is none."""
    made = transforms.SAME
    for element in (*reversed(list(parent.iterancestors())), parent):
        found = transforms.matrix(element.get("transform", "")) or transforms.SAME
        made = transforms.product(made, found)
    a, b, c, d, e, f = made
    size = a * d - b * c
    if made == transforms.SAME or not size:
        return ""
    parts = (d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)
    return f"matrix({' '.join(f'{part:.9g}' for part in parts)})"
