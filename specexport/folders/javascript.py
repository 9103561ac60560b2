"""The object literals of a file of JavaScript, read without running it: objects, lists, strings, numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = regex(
    r"//[^\n]*|/\*.*?\*/|(?P<string>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`)"
    r"|(?P<sign>[{}\[\],:])|(?P<word>[\w$.@/-]+)",
    re.S,
)
_DEEPEST = 60


def literals(text: str) -> Iterator[Any]:
    """Yield the objects that stand on their own in `text`; what is computed in them is text as written."""
    tokens = [
        (match.lastgroup, match.group()) for match in _TOKEN.finditer(text) if match.lastgroup is not None
    ]
    reader = _Reader(tokens)
    while reader.left():
        if reader.peek() == ("sign", "{"):
            found = reader.value(0)
            if found:
                yield found
        else:
            reader.next()


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def left(self) -> bool:
        return self._at < len(self._tokens)

    def peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self.left() else ("", "")

    def next(self) -> tuple[str, str]:
        token = self.peek()
        self._at += 1
        return token

    def value(self, depth: int) -> Any:
        kind, text = self.next()
        if kind == "sign" and text in "{[" and depth < _DEEPEST:
            return self._object(depth) if text == "{" else self._list(depth)
        return re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "string" else text

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while self.left() and self.peek() != ("sign", "]"):
            if self.peek() == ("sign", ","):
                self.next()
            else:
                found.append(self.value(depth + 1))
        self.next()
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.left() and self.peek() != ("sign", "}"):
            if self.peek()[0] == "sign":
                self.next()
                continue
            name = self.value(depth + 1)
            if self.peek() == ("sign", ":"):
                self.next()
                found[str(name)] = self.value(depth + 1)
        self.next()
        return found
