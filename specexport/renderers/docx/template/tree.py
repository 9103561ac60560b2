"""The elements of a template as lxml has them: what they say, and how a part is read and written.

The template is somebody else's XML. It is changed in place, element by element, and never as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from specexport.renderers.docx.wml import Node

W, R = f"{{{wml.W}}}", f"{{{wml.RELATIONSHIPS}}}"
# Numbers of more digits are none that Word has written.
_DIGITS = 9


def value(element: _Element | None, path: str = "", otherwise: str = "") -> str:
    """Return the attribute `w:val` of what is at `path` in an element, `otherwise` where there is none.

    The steps of a path are names of WordprocessingML, such as `pPr/numPr/numId`.
    """
    found = at(element, path) if path and element is not None else element
    return otherwise if found is None else str(found.get(f"{W}val", otherwise))


def at(element: _Element, path: str) -> _Element | None:
    """Return the first element at `path` in an element, None where there is none."""
    return element.find("/".join(f"{W}{step}" for step in path.split("/")))


def is_on(switch: _Element | None) -> bool:
    """Whether an element of the type CT_OnOff (17.17.4) is there and not switched off."""
    return switch is not None and value(switch, otherwise="1") not in ("0", "false", "off")


def whole_numbers(values: Iterable[str | None]) -> Iterator[int]:
    """Yield those of the values that are whole numbers, none of them negative."""
    return (int(one) for one in values if one and one.isdecimal() and len(one) <= _DIGITS)


def parent(element: _Element) -> _Element:
    """Return what holds an element that is not the root of its part."""
    found = element.getparent()
    assert found is not None
    return found


def remove(*elements: _Element) -> None:
    """Take elements out of what holds them."""
    for element in elements:
        parent(element).remove(element)


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def elements(content: Iterable[Node]) -> list[_Element]:
    """Return values as elements, which can stand among those of a template."""
    return list(parsed(f"<w:elements {wml.NAMESPACES}>{wml.xml(content)}</w:elements>".encode()))


def parsed(data: bytes) -> _Element:
    """Return the root of a part that this program has written, or has opened before."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def serialized(root: _Element) -> bytes:
    """Return the bytes of a part."""
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", standalone=True)
