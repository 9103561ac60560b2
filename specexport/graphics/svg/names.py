"""The names of elements and attributes in a drawing (SVG 1.1; XLink 1.1 for references)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
HREFS = ("href", f"{{{XLINK}}}href")
DEFINITIONS = frozenset(
    {"marker", "linearGradient", "radialGradient", "filter", "clipPath", "mask", "pattern", "symbol"}
)
"""Elements that are seen only where others refer to them."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list of names."""
    return frozenset(text.split())


def local(element: _Element) -> str:
    """Return the name of an element without its namespace, empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
