"""The body of a Word file, piece by piece: what was read is freed, for its tree is many times the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.readers.docx.names import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import XMLPullParser, _Element

_CHUNK = 1 << 16  # bytes
_BODY = f"{W}body"


def root(data: bytes) -> str:
    """Return the tag of the root. Raises XMLSyntaxError."""
    parser = _parser()
    for at in range(0, len(data), _CHUNK):
        parser.feed(data[at : at + _CHUNK])
        for node in _elements(parser):
            return str(node.tag)
    parser.close()
    return ""


def pieces(data: bytes, check: Callable[[_Element], None]) -> Iterator[_Element]:
    """Yield what stands in the body of a document. Raises XMLSyntaxError.

    `check` is asked of the root when it begins. A piece is in the tree until the next but one is asked for:
    the one before it is its neighbour.
    """
    parser = _parser(f"{W}document", _BODY)
    bodies: list[_Body] = []
    for at in range(0, len(data), _CHUNK):
        parser.feed(data[at : at + _CHUNK])
        bodies += _begun(parser, check)
        for body in bodies:
            yield from body.finished(whole=body is not bodies[-1])
    parser.close()
    for body in bodies:
        yield from body.finished(whole=True)


def _parser(*tags: str) -> XMLPullParser:
    from lxml import etree

    return etree.XMLPullParser(
        events=("start",),
        tag=tags or None,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _elements(parser: XMLPullParser) -> Iterator[_Element]:
    """Yield the elements that have begun since this was last asked."""
    return (node for _, node in parser.read_events())  # type: ignore[misc]  # the stub knows other events


def _begun(parser: XMLPullParser, check: Callable[[_Element], None]) -> Iterator[_Body]:
    for node in _elements(parser):
        above = node.getparent()
        if above is None:
            check(node)
        elif node.tag == _BODY and above.getparent() is None:
            yield _Body(node)


class _Body:
    """A body while it is parsed, and the piece of it that was yielded last."""

    def __init__(self, element: _Element) -> None:
        self._element = element
        self._last: _Element | None = None

    def finished(self, whole: bool) -> Iterator[_Element]:
        """Yield the pieces that are parsed: all if the body is `whole`, else the last one may go on."""
        node = self._next()
        while node is not None and (whole or node.getnext() is not None):
            yield node
            if self._last is not None:
                self._element.remove(self._last)
            self._last = node
            node = self._next()

    def _next(self) -> _Element | None:
        return next(iter(self._element), None) if self._last is None else self._last.getnext()
