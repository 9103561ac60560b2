"""Elements of OpenDocument (ODF 1.3, part 3): a thin layer over strings, lengths in points."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from specexport.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from specexport.model.style import Type

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_BOLD = 600


@cache
def tag(name: str) -> str:
    """Return a prefixed name as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def text(words: str) -> str:
    """Return `words` as character data, without what XML does not allow."""
    return escape(clean(words))


def element(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    """Return an element; attributes without a value are left out."""
    words = "".join([f" {key}={quoteattr(clean(value))}" for key, value in attributes.items() if value])
    return f"<{name}{words}>{content}</{name}>" if content else f"<{name}{words}/>"


def parsed(content: str) -> list[_Element]:
    """Return the elements in `content`."""
    from lxml import etree

    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return list(etree.fromstring(f"<x{spaces}>{content}</x>"))


def points(length: float) -> str:
    """Return a length as ODF writes it."""
    return f"{length:g}pt"


def letters(kind: Type) -> dict[str, str]:
    """Return the properties of text (20.385 and following) that a type sets."""
    return {
        "style:font-name": kind.family,
        "fo:font-size": points(kind.size),
        "fo:font-weight": "bold" if kind.weight >= _BOLD else "normal",
        "fo:font-style": "italic" if kind.italic else "normal",
        "fo:font-variant": "small-caps" if kind.small_caps else "",
        "fo:text-transform": "uppercase" if kind.caps else "",
        "fo:color": kind.color,
    }


def paragraph(
    name: str,
    block: Mapping[str, str],
    text: Mapping[str, str],
    parent: str = "Standard",
    inner: str = "",
    **more: str,
) -> str:
    """Return a paragraph style (16.2); `inner` are elements within its paragraph properties."""
    attributes = {
        "style:name": name.replace(" ", "_20_"),
        "style:display-name": name,
        "style:family": "paragraph",
        "style:parent-style-name": parent.replace(" ", "_20_") if name != "Standard" else "",
        **{key.replace("__", ":").replace("_", "-"): value for key, value in more.items()},
    }
    content = element("style:paragraph-properties", block, inner) + element("style:text-properties", text)
    return element("style:style", attributes, content)


def run(name: str, text: Mapping[str, str]) -> str:
    """Return a text style (16.2)."""
    attributes = {"style:name": name.replace(" ", "_20_"), "style:display-name": name, "style:family": "text"}
    return element("style:style", attributes, element("style:text-properties", text))
