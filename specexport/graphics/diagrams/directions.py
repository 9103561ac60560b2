"""The direction in which a diagram goes, and the same diagram in the other one."""

from __future__ import annotations

import re
from typing import Protocol, runtime_checkable

from specexport.core.patterns import regex

_OTHER = {"LR": "TB", "RL": "BT", "TB": "LR", "TD": "LR", "BT": "RL"}
_FLOWCHART = regex(
    r"^(?P<head>(?:[ \t]*\n|[ \t]*%%[^\n]*\n)*[ \t]*(?:flowchart|graph)(?:-elk)?)"
    r"(?P<way>[ \t]+(?:LR|RL|TB|TD|BT))?(?=[ \t]*(?:[;\n]|\Z))"
)
# Diagrams that say their direction in a statement, and what begins a part with a direction of its own.
_STATED = regex(r"(?:[ \t]*\n|[ \t]*%%[^\n]*\n)*[ \t]*(?:stateDiagram|classDiagram|erDiagram)\b")
_STATEMENT = regex(r"^(?P<head>[ \t]*direction[ \t]+)(?P<way>LR|RL|TB|TD|BT)(?=[ \t]*$)", re.MULTILINE)
_RANKS = regex(r"(?P<head>\brankdir\s*=\s*\"?)(?P<way>LR|RL|TB|BT)\b")


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
    found = _RANKS.search(text)
    return _once(found, text) if found else f"{text[:body]} rankdir=LR; {text[body:]}"


def _once(found: re.Match[str], text: str) -> str:
    """Return a text in which what was found goes the other way."""
    return f"{text[: found.start('way')]}{_OTHER[found['way']]}{text[found.end('way') :]}"
