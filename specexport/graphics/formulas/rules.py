"""Rules of arrays, which neither pandoc nor MathML Core has words for.

A mark is text of private characters (Unicode, 23.5) in the first cell of an array. It names, for every
place between columns and for every place between rows, how many rules there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.formulas.tex import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = regex(f"{_OPEN}([0-9d]*)/([0-9d,]*){_CLOSE}")
_SPAN = regex(r"\[\s*(\d+)\s*-\s*(\d+)\s*\]|\[[^\]]*\]|.")
_MOST = 64
_THIN = 1 / 6
# Lengths in em, of a font of ten points.
_EM = {
    "em": 1.0,
    "ex": 0.43,
    "mu": 1 / 18,
    "pt": 0.1,
    "px": 0.075,
    "cm": 2.845,
    "mm": 0.2845,
    "in": 7.227,
    "pc": 1.2,
}
_LENGTH = regex(r"\s*([+-]?\d*\.?\d+)\s*([a-z]{2})")


class Columns(Struct, frozen=True):
    """Columns of an array: how each is aligned, and the rules before the first and behind each."""

    aligned: str
    rules: str


class Rules(Struct, frozen=True):
    """The rules of a table: before the first column and behind each; for each column around each row.

    Each is a character: 0 for none, 1 for one, 2 for two, d for one of dashes.
    """

    uprights: str
    lines: tuple[str, ...]

    def around(self, row: int, column: int) -> list[str]:
        """Return the classes of a cell for the rules at its edges: every rule belongs to one cell."""
        found = []
        if column == 0:
            found += _classes("left", _at(self.uprights, 0))
        found += _classes("right", _at(self.uprights, column + 1))
        if row == 0 and self.lines:
            found += _classes("top", _at(self.lines[0], column))
        if row + 1 < len(self.lines):
            found += _classes("bottom", _at(self.lines[row + 1], column))
        return found

    @property
    def has_lines(self) -> bool:
        """Return whether there is a rule between or around rows."""
        return any(set(line) - {"0"} for line in self.lines)


def _at(codes: str, at: int) -> str:
    return codes[at] if at < len(codes) else "0"


def _classes(side: str, code: str) -> list[str]:
    more = {"2": [f"double-{side}"], "d": [f"dashed-{side}"]}.get(code, [])
    return [] if code == "0" else [f"rule-{side}", *more]


def columns(spec: str) -> Columns:
    """Return what an array says of its columns, such as `{c|rr}`; what is not known of is left out."""
    tokens, aligned, rules = Tokens(_repeated(spec)), "", "0"
    while token := tokens.take():
        if token in "lcr":
            aligned, rules = aligned + token, rules + "0"
        elif token in "pmbX":
            if token != "X":
                tokens.group()
            aligned, rules = aligned + "l", rules + "0"
        elif token in "@!><":
            tokens.group()
        elif token in "|:":
            before = rules[-1]
            rules = rules[:-1] + ("d" if token == ":" else "2" if before in "12" else "1")
    return Columns(aligned[:_MOST], rules[: _MOST + 1])


def _repeated(spec: str) -> str:
    def times(found: re.Match[str]) -> str:
        return found[2] * min(int(found[1]), _MOST)

    return re.sub(r"\*\s*\{\s*(\d{1,3})\s*\}\s*\{([^{}]*)\}", times, spec)


def mark(uprights: str, lines: Sequence[str], count: int) -> str:
    """Return the mark of a table of `count` columns; nothing where it has no rules.

    `lines` are the rules before each row and behind the last: one character for each, or the columns that
    one goes through, in brackets.
    """
    spread = [_spread(line, count) for line in lines]
    if not set(uprights + "".join(spread)) - {"0"}:
        return ""
    return f"{_OPEN}{uprights}/{','.join(spread)}{_CLOSE}"


def _spread(line: str, count: int) -> str:
    found = ["0"] * min(count, _MOST)
    for one in _SPAN.finditer(line):
        first, last = (int(one[1]), int(one[2])) if one[1] else (1, len(found))
        for at in range(max(first, 1) - 1, min(last, len(found))):
            found[at] = "d" if one[0] == "d" else "2" if found[at] in "12" else "1"
    return "".join(found)


def marked(text: str) -> Rules | None:
    """Return the rules that a text marks."""
    found = _MARK.search(text)
    return Rules(found[1], tuple(found[2].split(","))) if found else None


def unmarked(text: str) -> str:
    """Return text without marks."""
    return _MARK.sub("", text)


def space(length: str) -> str:
    """Return a space in commands that pandoc knows: a positive one as it is, a negative one as thin ones."""
    found = _LENGTH.match(length)
    if found is None:
        return ""
    em = float(found[1]) * _EM.get(found[2], 0.0)
    if em < 0:
        return "\\!" * min(60, round(-em / _THIN))
    return f"\\hspace{{{min(em, 40.0):.3f}em}}" if em else ""
