"""Snippets of PyMdown Extensions: `--8<-- "file"`, lines or a section of it, or several files in a block.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Match

    from specexport.model import document as d
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.engine import Rule, State, Token

TOKEN = "snippets"
IN_CODE = regex(r"""[ \t]*-+8<-+[ \t]+["'](?P<path>[^"'\n]+)["'][ \t]*""")
"""A line of code in whose place a file stands."""

_ONE = r"""^ {0,3}-+8<-+[ \t]+(?:"(?P<snippet_quoted>[^"\n]+)"|'(?P<snippet_name>[^'\n]+)')[ \t]*$"""
_SEVERAL = r"^ {0,3}-+8<-+[ \t]*\n(?P<snippet_names>(?:[^\n]+\n)+?) {0,3}-+8<-+[ \t]*$"
_PARTS = regex(r"(?P<path>.+?)(?::(?P<first>\d*)(?::(?P<last>\d*))?|:(?P<section>[A-Za-z][\w-]*))?")
_MARK = regex(r"^.*-+8<-+[ \t]*\[(?P<end>end|start):[ \t]*(?P<name>[\w-]+)[ \t]*\].*\n?", re.MULTILINE)


def _one(_: object, m: Match[str], state: State) -> int:
    return _append(state, m, [m["snippet_quoted"] or m["snippet_name"]])


def _several(_: object, m: Match[str], state: State) -> int:
    return _append(state, m, [line.strip() for line in m["snippet_names"].splitlines() if line.strip()])


def _append(state: State, m: Match[str], names: list[str]) -> int:
    state.append_token({"type": TOKEN, "names": names, "raw": m.group().strip()})
    return min(m.end() + 1, state.cursor_max)


RULES: tuple[Rule, ...] = (
    (TOKEN, _ONE, _one, "setex_heading"),
    ("snippets_in_block", _SEVERAL, _several, "setex_heading"),
)


def build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield the blocks of the files that are named; a name behind `;` is passed over, as it is there."""
    for name in token["names"]:
        match = _PARTS.fullmatch(name)
        if match and not name.startswith(";"):
            yield from builder.included(match["path"], token["raw"], token["line"], chosen(match))


def chosen(match: re.Match[str]) -> Callable[[str], str | None]:
    """Return what finds the part of a file that `match` names, without the marks of its sections."""

    def find(text: str) -> str | None:
        if match["section"]:
            text = _section(text, match["section"]) or ""
        elif match["first"] is not None:
            lines = text.splitlines(keepends=True)
            text = "".join(lines[int(match["first"] or 1) - 1 : int(match["last"] or len(lines))])
        return _MARK.sub("", text) or None

    return find


def _section(text: str, name: str) -> str | None:
    marks = [mark for mark in _MARK.finditer(text) if mark["name"] == name]
    if len(marks) < 2 or marks[0]["end"] == "end":
        return None
    return text[marks[0].end() : marks[1].start()]
