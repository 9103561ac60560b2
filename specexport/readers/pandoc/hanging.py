"""Blocks of code whose long lines hang, each a paragraph of its own: one paragraph again for pandoc.

It takes the indentation of a line that hangs for that of a quotation, and each paragraph for a block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE = frozenset({"SourceCode", "LabelledCode"})


def straightened(document: bytes, styles: bytes) -> bytes | None:
    """Return the main part with blocks of code as one paragraph each; None where no line hangs.

    A line that is too long for the page hangs (ECMA-376 part 1, 17.3.1.12): its first line begins where the
    others of its block do.
    """
    if b"w:hanging" not in document:
        return None
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root, sheet = etree.fromstring(document, parser), etree.fromstring(styles, parser)
    except etree.XMLSyntaxError:
        return None  # pandoc says what is wrong with it
    styles_by_id = {str(style.get(f"{_W}styleId")): style for style in sheet.iter(f"{_W}style")}
    lefts = {name: _left(name, styles_by_id) for name in _CODE}
    for properties in root.iter(f"{_W}pPr"):
        style, indent = properties.find(f"{_W}pStyle"), properties.find(f"{_W}ind")
        name = str(style.get(f"{_W}val")) if style is not None else ""
        if name in _CODE and indent is not None and indent.get(f"{_W}hanging"):
            _straighten(indent, lefts.get(name, 0))
    for paragraph in list(root.iter(f"{_W}p")):
        before = paragraph.getprevious()
        if before is not None and _is_open(before, "bottom") and _is_open(paragraph, "top"):
            _join(before, paragraph)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_open(paragraph: _Element, side: str) -> bool:
    """Say whether a paragraph of code has no border at one side of its own: its block goes on there."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    border = paragraph.find(f"{_W}pPr/{_W}pBdr/{_W}{side}")
    named = style is not None and style.get(f"{_W}val") in _CODE
    return named and border is not None and border.get(f"{_W}val") == "nil"


def _join(first: _Element, second: _Element) -> None:
    """Put the lines of `second` behind those of `first`, which ends where `second` did."""
    from lxml import etree

    etree.SubElement(etree.SubElement(first, f"{_W}r"), f"{_W}br")
    kept, gone = first.find(f"{_W}pPr"), second.find(f"{_W}pPr")
    assert kept is not None
    assert gone is not None
    second.remove(gone)
    first.extend(list(second))
    end = gone.find(f"{_W}pBdr/{_W}bottom")
    if end is None and (bottom := kept.find(f"{_W}pBdr/{_W}bottom")) is not None:
        borders = bottom.getparent()
        assert borders is not None
        borders.remove(bottom)
    parent = second.getparent()
    assert parent is not None
    parent.remove(second)


def _straighten(indent: _Element, usual: int) -> None:
    left = _twips(indent, "left") - _twips(indent, "hanging")
    parent = indent.getparent()
    if left <= usual and parent is not None:
        parent.remove(indent)
    else:
        indent.set(f"{_W}left", str(left))
        del indent.attrib[f"{_W}hanging"]


def _left(name: str, styles: dict[str, _Element]) -> int:
    """Return the indentation of a style in twips, its own or that of the one it is based on (17.7.4.3)."""
    for _ in styles:
        style = styles.get(name)
        if style is None:
            break
        if (indent := style.find(f"{_W}pPr/{_W}ind")) is not None:
            return _twips(indent, "left")
        base = style.find(f"{_W}basedOn")
        name = str(base.get(f"{_W}val")) if base is not None else ""
    return 0


def _twips(indent: _Element, name: str) -> int:
    text = str(indent.get(f"{_W}{name}", "0"))
    return int(text) if text.lstrip("-").isdigit() else 0
