"""Where labels stand in graphs in the DOT language, and what they show (Graphviz, "The DOT Language")."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct, field

from specexport.core.patterns import regex
from specexport.graphics.diagrams import markup
from specexport.graphics.diagrams.labels import covered

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = regex(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|^[ \t]*\#[^\n]*)|(?P<string>\"(?:[^\"\\]|\\.)*\")|(?P<edge>->|--)"
    r"|(?P<word>-?(?:\.\d+|\d+(?:\.\d*)?)(?![\w.])|[^\W\d]\w*)|(?P<sign>[{}\[\];,=:+<])",
    re.DOTALL | re.MULTILINE,
)
_ANGLE = regex(r"[<>]")
_LABELS = ("label", "xlabel", "headlabel", "taillabel")
_ESCAPE = regex(r"\\(.)", re.DOTALL)
_PORT = regex(r"(?<!\\)<[^<>|]*>")
_FIELDS = regex(r"(?<!\\)[{}|]")
_RECORD = ("record", "Mrecord")


class Value(Struct, frozen=True):
    """A name or the value of an attribute, as it is written: from `start` to before `end` of the text."""

    text: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """What it names."""
        return self.text[1:-1].replace('\\"', '"') if self.text[0] == '"' else self.text

    def lines(self, name: str, record: bool) -> list[str]:
        """Return the lines that it shows as a label of what is called `name`."""
        if self.text[0] == "<":
            return markup.lines(" ".join(self.text[1:-1].split("\n")))
        text = self.name
        if record:
            text = _FIELDS.sub("\n", _PORT.sub("", text))
        text = unescape(_ESCAPE.sub(lambda found: _escaped(found[1], name), text))
        return [line for part in text.split("\n") if (line := part.strip())]

    def spelled(self, name: str, record: bool) -> str:
        """Return it as a string with stand-ins for its signs."""
        return '"' + "\\n".join(covered(line) for line in self.lines(name, record)) + '"'


def _escaped(char: str, name: str) -> str:
    if char in "nlr":
        return "\n"
    if char == "N":
        return name
    return "" if char in "GETHL" else char


class Shown(Struct, frozen=True):
    """A label: its value, what it belongs to, and whether that is a record."""

    value: Value
    name: str = ""
    record: bool = False


class _Scope(Struct):
    """What nodes are by default."""

    attributes: dict[str, Value] = field(default_factory=dict)


class _Node(Struct):
    value: Value
    attributes: dict[str, Value]


def labels(text: str) -> list[Shown]:
    """Return the labels in the graph `text`, those of nodes behind all others."""
    return _Parser(text).labels()


class _Parser:
    """Reads statements one after the other; what is no graph has no labels."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0
        self._scopes = [_Scope()]
        self._nodes: dict[str, _Node] = {}
        self._found: list[Shown] = []

    def labels(self) -> list[Shown]:
        while self._at < len(self._tokens) and self._word() != "{":
            self._at += 1
        while self._at < len(self._tokens):
            self._statement()
        return [*self._found, *(shown for node in self._nodes.values() for shown in _of_node(node))]

    def _word(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._tokens[place].text if place < len(self._tokens) else ""

    def _statement(self) -> None:
        word = self._word()
        if word == "{":
            self._scopes.append(_Scope(dict(self._scopes[-1].attributes)))
            self._at += 1
        elif word == "}":
            self._scopes = self._scopes[:-1] or [_Scope()]
            self._at += 1
        elif word.lower() == "subgraph":
            self._at += 1 if self._word(1) == "{" else 2
        elif word.lower() in ("graph", "node", "edge"):
            self._at += 1
            self._defaults(word.lower(), self._attributes())
        elif word and self._word(1) == "=":
            self._graph_label({word.lower(): self._tokens[min(self._at + 2, len(self._tokens) - 1)]})
            self._at += 3
        elif word and (word[0] in '"<' or word[0].isalnum() or word[0] in "_-."):
            self._chain()
        else:
            self._at += 1

    def _defaults(self, kind: str, given: dict[str, Value]) -> None:
        if kind == "node":
            self._scopes[-1].attributes |= given
        else:
            self._graph_label(given)

    def _graph_label(self, given: dict[str, Value]) -> None:
        self._found += [Shown(given[name]) for name in _LABELS if name in given]

    def _chain(self) -> None:
        """Read nodes with edges between them, and their attributes."""
        names = [self._node()]
        while self._word() in ("->", "--"):
            self._at += 1
            if self._word() in ("{", "subgraph"):
                return  # its nodes are statements, as are the attributes behind it
            names.append(self._node())
        given = self._attributes()
        if len(names) == 1:
            self._nodes[names[0]].attributes |= given
        elif not _is_hidden(given):
            self._graph_label(given)

    def _node(self) -> str:
        value = self._tokens[min(self._at, len(self._tokens) - 1)]
        self._at += 1
        while self._word() == ":":
            self._at += 2
        self._nodes.setdefault(value.name, _Node(value, dict(self._scopes[-1].attributes)))
        return value.name

    def _attributes(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while self._word() == "[":
            self._at += 1
            while self._at < len(self._tokens) and self._word() != "]":
                if self._word(1) == "=" and self._at + 2 < len(self._tokens):
                    found[self._word().lower()] = self._tokens[self._at + 2]
                    self._at += 2
                self._at += 1
            self._at += 1
        return found


def _of_node(node: _Node) -> Iterator[Shown]:
    name, given = node.value.name, node.attributes
    shape = given["shape"].name if "shape" in given else ""
    if _is_hidden(given) or shape == "point":
        return
    label = given.get("label")
    yield Shown(label or node.value, name, shape in _RECORD)
    if "xlabel" in given:
        yield Shown(given["xlabel"], name)


def _is_hidden(attributes: dict[str, Value]) -> bool:
    return "style" in attributes and "invis" in attributes["style"].name


def tokens(text: str) -> Iterator[Value]:
    """Yield the names, values and signs of a graph; comments are none."""
    place = 0
    while found := _TOKEN.search(text, place):
        place = found.end()
        if found.lastgroup == "comment":
            continue
        if found[0] == "<":
            place = _html_end(text, found.start())
        yield Value(text[found.start() : place], found.start(), place)


def _html_end(text: str, start: int) -> int:
    """Return where the HTML-like string that begins at `start` ends: brackets in it are in pairs."""
    depth = 0
    for found in _ANGLE.finditer(text, start):
        depth += 1 if found[0] == "<" else -1
        if not depth:
            return found.end()
    return len(text)
