"""Elements that another program has made, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.wml.names import PREFIXES, escape
from specexport.renderers.docx.wml.values import Element, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_KNOWN = {uri: prefix for prefix, uri in PREFIXES.items()} | {"http://www.w3.org/XML/1998/namespace": "xml"}


class _Read(Text, frozen=True, gc=False):
    """Characters that were read, written as they were: with quotation marks."""

    def xml(self) -> str:
        """Return them with what is special between tags escaped."""
        return escape(self.text).replace("&quot;", '"')


def element(tree: _Element) -> Element:
    """Return a parsed element with all that is in it, under the prefixes that it has there.

    They are declared around the text: those of `PREFIXES` always, others by the template they come from.
    """
    return _element(tree, {uri: prefix for prefix, uri in tree.nsmap.items() if prefix} | _KNOWN)


def _element(tree: _Element, prefixes: Mapping[str, str]) -> Element:
    pairs = tuple((_name(str(name), prefixes), str(value)) for name, value in tree.attrib.items())
    return Element(_name(str(tree.tag), prefixes), pairs, tuple(_content(tree, prefixes)))


def _content(tree: _Element, prefixes: Mapping[str, str]) -> Iterator[Element | Text]:
    if tree.text:
        yield _Read(tree.text)
    for child in tree:
        if isinstance(child.tag, str):
            yield _element(child, prefixes)
        if child.tail:
            yield _Read(child.tail)


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    namespace, _, local = name.rpartition("}")
    return f"{prefixes[namespace[1:]]}:{local}" if namespace else local
