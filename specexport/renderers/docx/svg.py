"""SVG pictures for Word: a clean drawing, and a PNG of it for programs that show none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.style.tokens import Style

# What print needs; no side of the PNG is longer than 18 inches at that.
_DOTS_PER_INCH, _LONGEST = 220, 4000
# Scripts that fonts for the West do not have: for these alone the system's are asked, as the layout does.
_FOREIGN = re.compile("[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\uffef\U00020000-\U0003ffff]")
_ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "animate", "set"}
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)[^)]*\)|@import[^;]*;?", re.IGNORECASE)


def clean(data: bytes) -> bytes:
    """Return a drawing without scripts, handlers and references to anything outside itself.

    Raises ValueError when it is not well-formed XML, or brings a document type of its own.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise ValueError("it declares entities")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _local(element.tag) in _ACTIVE:
            if element.getparent() is not None:
                element.getparent().remove(element)
        else:
            _clean_element(element)
    return etree.tostring(root, encoding="UTF-8")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _clean_element(element: _Element) -> None:
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        local = _local(name).lower()
        inside = value.startswith("#") or (_local(element.tag) == "image" and _PICTURE.match(value))
        if local.startswith("on") or (local in ("href", "src") and not inside):
            del element.attrib[name]
        elif "url(" in value.lower():
            element.set(name, _OUTSIDE.sub("none", value))
    if _local(element.tag) == "style" and element.text:
        element.text = _OUTSIDE.sub("", element.text)


def png(drawing: bytes, size: tuple[float, float], style: Style) -> bytes:
    """Return a clean drawing as PNG, for the size at which it is shown in points, in the style's fonts.

    The size is never the drawing's own, which may be anything. Raises ValueError when it cannot be drawn.
    """
    import resvg_py

    text = drawing.decode()
    width, height = (max(1, min(round(side / 72 * _DOTS_PER_INCH), _LONGEST)) for side in size)
    drawn: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            width=width if width >= height else None,
            height=None if width >= height else height,
            dpi=96.0,
            skip_system_fonts=not _FOREIGN.search(text),
            font_files=[str(face.path) for face in style.fonts if face.path],
            font_family=style.base.family,
            sans_serif_family=style.base.family,
            serif_family=style.base.family,
            monospace_family=style.code.family,
        )
    )
    return drawn
