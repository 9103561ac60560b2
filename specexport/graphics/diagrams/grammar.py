"""Where labels stand in languages that are written line by line: patterns, as data.

A pattern is tried on a whole line without the spaces around it, the first that matches tells of it. The names
of its groups say what they hold, whatever digits follow them:

- `label`: a label; `line`: one that is never shown in several lines
- `id`: the key of the labels of this line
- `name`: what is shown as it is unless it has a label elsewhere
- `hidden`: the key of what is never shown by its name
- `word`: what is shown and stays as it is
- `once`: a label that is shown once, however often it is written
- `commas`, `colons`: several labels, with these between them
- `args`: the arguments of a call, of which `Rule.args` tells which are labels
- `open`: where it is there, the rules of `Rule.then` go on
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.diagrams.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = regex(r'"(?P<label>[^"]*)"')
# Rules are not tried on longer lines, in characters: nobody wrote them.
_LONGEST = 2_000
_DIGITS = regex(r"\d+$")
_ARGUMENT = regex(r'\s*(?:\$\w+\s*=\s*)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^,"]*))[^,]*')
_NAMED_ARGUMENT = regex(r"\s*\$(\w+)\s*=")
_UNSHOWN = ("sprite", "tags", "link")
_SEPARATED = {
    "commas": re.compile(r'\s*(?:"(?P<line1>[^"]*)"|(?P<line2>[^,"]*[^,"\s]))\s*(?:,|$)'),
    "colons": re.compile(r"\s*(?P<label>[^:]*[^:\s])\s*(?::|$)"),
}


class Rule(Struct, frozen=True):
    """What lines of one form hold: `pattern`, and within the line everything that `each` finds.

    `then` names the rules of the lines that follow.
    """

    pattern: re.Pattern[str]
    each: re.Pattern[str] | None = None
    then: str | None = None
    args: tuple[int, ...] = ()


Grammar: TypeAlias = "dict[str, tuple[Rule, ...]]"
"""Rules by the name of what they are for; those of a diagram's first line are called `""`."""


def rule(pattern: str, each: str = "", then: str | None = None, args: tuple[int, ...] = ()) -> Rule:
    """Return a rule; letters' case does not matter to it."""
    return Rule(
        re.compile(pattern, re.IGNORECASE), re.compile(each, re.IGNORECASE) if each else None, then, args
    )


def labels(text: str, grammar: Grammar) -> Iterator[Label]:
    """Yield the labels in `text`; of a line that no rule knows, what stands in quotation marks."""
    mode, start = "", 0
    for line in text.split("\n"):
        offset = start + len(line) - len(line.lstrip())
        start += len(line) + 1
        bare = line.strip()
        if not bare:
            continue
        for one in grammar[mode] if len(bare) <= _LONGEST else ():
            if found := one.pattern.fullmatch(bare):
                yield from _of_rule(one, found, bare, offset)
                if one.then is not None and found.groupdict().get("open", "there"):
                    mode = one.then
                break
        else:
            yield from _each(_QUOTED, bare, offset)


def _of_rule(one: Rule, found: re.Match[str], line: str, offset: int) -> Iterator[Label]:
    yield from _of_match(found, offset, one.args)
    if one.each:
        yield from _each(one.each, line, offset)


def _each(pattern: re.Pattern[str], line: str, offset: int) -> Iterator[Label]:
    for found in pattern.finditer(line):
        yield from _of_match(found, offset)


def _of_match(found: re.Match[str], offset: int, args: tuple[int, ...] = ()) -> Iterator[Label]:
    groups = found.groupdict()
    key = next((value for name, value in groups.items() if _kind(name) == "id" and value), "")
    for name, value in groups.items():
        if value is None or not (value or key):
            continue
        kind, start = _kind(name), offset + found.start(name)
        match kind:
            case "label" | "line":
                yield Label(start, start + len(value), _key(key), breaks=kind == "label")
            case "name":
                yield Label(start, start + len(value), _key(value), name=True)
            case "hidden":
                yield Label(start, start, _key(value))
            case "word":
                yield Label(start, start + len(value), name=True)
            case "once":
                yield Label(start, start + len(value), _key(value), breaks=False)
            case "commas" | "colons":
                yield from _each(_SEPARATED[kind], value, start)
            case "args":
                yield from _arguments(value, start, args)


def _kind(group: str) -> str:
    return _DIGITS.sub("", group)


def _key(name: str) -> str:
    """Return what a thing is called, without quotation marks and its parameters (`List~T~`)."""
    return name.strip("\"'` ").partition("~")[0]


def _arguments(text: str, offset: int, wanted: tuple[int, ...]) -> Iterator[Label]:
    number, place = 0, 0
    while place < len(text):
        found = _ARGUMENT.match(text, place)
        assert found is not None  # it may be empty
        named = _NAMED_ARGUMENT.match(text, place)
        if named[1] not in _UNSHOWN if named else number in wanted:
            group = "quoted" if found["quoted"] is not None else "bare"
            if found[group].strip():
                yield Label(offset + found.start(group), offset + found.end(group))
        number, place = number + 1, found.end() + 1
