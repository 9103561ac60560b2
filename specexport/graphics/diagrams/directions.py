"""The direction in which a diagram goes, and the same diagram in the other one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from specexport.core.patterns import regex
from specexport.graphics.diagrams import dot as dot_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.graphics.diagrams.dot import Value

_OTHER = {"LR": "TB", "RL": "BT", "TB": "LR", "TD": "LR", "BT": "RL"}
_FLOWCHART = regex(
    r"^(?P<head>(?:[ \t]*\n|[ \t]*%%[^\n]*\n)*[ \t]*(?:flowchart|graph)(?:-elk)?)"
    r"(?P<way>[ \t]+(?:LR|RL|TB|TD|BT))?(?=[ \t]*(?:[;\n]|\Z))"
)
# Diagrams that say their direction in a statement, and what begins a part with a direction of its own.
_STATED = regex(r"(?:[ \t]*\n|[ \t]*%%[^\n]*\n)*[ \t]*(?:stateDiagram|classDiagram|erDiagram)\b")
_STATEMENT = regex(r"^(?P<head>[ \t]*direction[ \t]+)(?P<way>LR|RL|TB|TD|BT)(?=[ \t]*$)", re.MULTILINE)


@runtime_checkable
class Turner(Protocol):
    """An engine that knows of its diagrams' directions."""

    def turned(self, text: str) -> str:
        """Return a diagram that goes down instead of across, or across instead of down; else nothing."""
        ...


def mermaid(text: str) -> str:
    """Return a diagram of Mermaid in the other direction, line by line as it was; nothing if it has none."""
    if found := _FLOWCHART.match(text):
        way = _OTHER[(found["way"] or "TB").strip()]
        return f"{found['head']} {way}{text[found.end() :]}"
    stated = _STATEMENT.search(text) if _STATED.match(text) else None
    return _once(stated, text) if stated and "{" not in text[: stated.start()] else ""


def dot(text: str, body: int) -> str:
    """Return a graph in the DOT language in the other direction; its statements begin at `body`."""
    found = next(_directions(text, body), None)
    if found is None:
        return f"{text[:body]} rankdir=LR; {text[body:]}"
    way = _OTHER.get(found.name)
    written = found.text.replace(found.name, way) if way else ""
    return f"{text[: found.start]}{written}{text[found.end :]}" if way else ""


def _directions(text: str, body: int) -> Iterator[Value]:
    """Yield what a graph says as its direction, not what a part of it does, or the words in labels."""
    tokens = [token for token in dot_language.tokens(text) if token.start >= body]
    depth = 0
    for name, sign, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
        depth += (name.text == "{") - (name.text == "}")
        if depth == 0 and (name.text, sign.text) == ("rankdir", "="):
            yield value


def _once(found: re.Match[str], text: str) -> str:
    """Return a text in which what was found goes the other way."""
    return f"{text[: found.start('way')]}{_OTHER[found['way']]}{text[found.end('way') :]}"
