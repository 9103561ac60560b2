"""What engines take amiss in the structure of a diagram, written as they read it."""

from __future__ import annotations

import re

from msgspec import Struct

from specexport.core.patterns import regex

_BODY = regex(r"^(?P<head>\s*(?:class\b|namespace\b)[^{}\n\"]*(?:\"[^\"\n]*\"[^{}\n\"]*)?\{)(?P<rest>.*)$")
_DESCRIBED = regex(r"^(?P<head>\s*(?P<id>[^\s:\"]+)\s*:(?!:)\s*)(?P<words>\S.*?)\s*$")
_NAMED = regex(
    r"^(?P<head>\s*state\s+\")(?P<words>[^\"]*)(?P<tail>\"\s+as\s+(?P<id>[^\s{]+?)(?::::\w+)?\s*\{?\s*)$"
)
_NO_STATE = frozenset({"title", "accTitle", "accDescr", "note"})
_NOTE_BEGINS = regex(r"\s*note\s+(?:left|right)\s+of\s+[^\s:]+\s*$", re.IGNORECASE)
_NOTE_ENDS = regex(r"\s*end\s+note\b", re.IGNORECASE)
# merman gives a note of a class diagram one line's height unless its line breaks are HTML's.
_NOTE = regex(r'^[ \t]*note (?:for )?[^"\n]*"[^"\n]*"', re.MULTILINE)


class Tidied(Struct, frozen=True):
    """A diagram's text, and for each of its lines the number of the author's, from 1."""

    text: str
    lines: tuple[int, ...]

    def line(self, number: int) -> int:
        """Return the author's line for the line `number` of this text, 0 where it is not known."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else 0


def tidied(kind: str, text: str) -> Tidied:
    """Return a diagram that begins with the word `kind` as engines read it."""
    text = _NOTE.sub(lambda note: note[0].replace("\\n", "<br/>"), text)
    lines = text.split("\n")
    if kind.startswith("classDiagram"):
        return _with_bodies(lines)
    if kind.startswith("stateDiagram"):
        lines = _with_one_description(lines)
    return Tidied("\n".join(lines), tuple(range(1, len(lines) + 1)))


def _with_bodies(lines: list[str]) -> Tidied:
    """Return a class diagram in which what opens and closes a body ends its line."""
    out: list[tuple[int, str]] = []
    depth = 0
    for number, line in enumerate(lines, 1):
        rest = line
        while rest.strip():
            body = _BODY.match(rest)
            if body:
                out.append((number, body["head"]))
                namespace = body["head"].lstrip().startswith("namespace")
                depth += not namespace
                rest = body["rest"]
            elif depth and "}" in rest:
                member, _, rest = rest.partition("}")
                out += [(number, member)] if member.strip() else []
                out.append((number, "}"))
                depth -= 1
            elif not depth and rest.lstrip().startswith("}"):
                out.append((number, "}"))
                rest = rest.lstrip()[1:]
            else:
                break
        if rest.strip() or not line.strip():
            out.append((number, rest))
    return Tidied("\n".join(line for _, line in out), tuple(number for number, _ in out))


def _with_one_description(lines: list[str]) -> list[str]:
    """Return a state diagram in which a state is described once, in several lines."""
    first: dict[str, int] = {}
    out = list(lines)
    noted = False
    for number, line in enumerate(lines):
        noted = not _NOTE_ENDS.match(line) if noted else bool(_NOTE_BEGINS.match(line))
        if noted or "-->" in line:
            continue
        found = _NAMED.match(line) or _DESCRIBED.match(line)
        if found is None or found["id"].split(":::")[0] in _NO_STATE:
            continue
        name = found["id"].split(":::")[0]
        if name not in first:
            first[name] = number
            continue
        if found.re is _NAMED and "{" in found["tail"]:
            continue
        out[first[name]] = _described(out[first[name]], found["words"])
        out[number] = ""
    return out


def _described(line: str, more: str) -> str:
    named = _NAMED.match(line)
    if named:
        return f"{named['head']}{named['words']}<br/>{more}{named['tail']}"
    return f"{line.rstrip()}<br/>{more}"
