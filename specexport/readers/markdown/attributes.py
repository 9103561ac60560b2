"""Attributes: in braces, as in pandoc's Markdown (`{#id .class key=value}`), and behind a fence's signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.classes import NUMBER_LINES, UNNUMBERED
from specexport.model.document import NO_ATTR, Attr

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

_WORD = r"""(?:\#[^\s{}]+|\.[^\s{}#.=]+|[A-Za-z_:][\w:.-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))"""
_BRACES = regex(r"\{:?[ \t]*(" + _WORD + r"(?:[ \t]+" + _WORD + r")*)[ \t]*\}")
# Behind a link or picture they may go on in the next line, and hold attributes of HTML that have no value.
# Behind `{:` any word is one (kramdown, "Inline Attribute Lists"), and nothing may part the words.
_GAP = r"[ \t]*\n?[ \t]*"
_ALONE = r"(?:download|noopener|noreferrer|nofollow|hidden|inline|lazy)\b"
_BEHIND = regex(
    rf"\{{(?::{_GAP}(?P<list>(?>(?:{_WORD}|[\w-]+){_GAP})++)"
    rf"|{_GAP}(?P<words>{_WORD}(?>[ \t\n]+(?:{_WORD}|{_ALONE}))*+){_GAP})\}}"
)
_TRAILING = regex(r"[ \t]+" + _BRACES.pattern + r"[ \t]*$")
_SPLIT = regex(_WORD)
_GROUP = regex(r"\{([^{}]*)\}")
_VALUE = r""""[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]|\d[\d,-]*(?![\w.%])|[^\s{},"'\[\]]+"""
_PART = regex(rf"([A-Za-z_:][\w:.-]*)=({_VALUE})|([^\s,{{}}]+)")
_RANGES = regex(r"\s*\d+(?:\s*-\s*\d+)?(?:[\s,]+\d+(?:\s*-\s*\d+)?)*\s*")
_RANGE = regex(r"(\d+)(?:\s*-\s*(\d+))?")
# `python:app.py`: what follows the colon names a file.
_NAMED = regex(r"([\w#+-]+):((?=.*[./])[\w./ @+-]*\w)")
_CAPTIONS = frozenset({"title", "caption", "name", "filename", "file"})
_HIGHLIGHTS = frozenset({"hl_lines", "highlight", "highlight-lines", "emphasize-lines", "emphasize_lines"})
_NUMBERED = frozenset({"numberlines", "number-lines", "linenos", "linenums", "showlinenumbers", "lineno"})
_STARTS = frozenset({"startfrom", "linenostart", "lineno-start", "linenums", "showlinenumbers"})
_NO = frozenset({"false", "no", "off", "0"})
# A number of more digits is no line's.
_DIGITS = 6
_CODE = "text"


def trailing(text: str) -> tuple[Attr, str]:
    """Return the attributes at the end of a heading, and the heading without them."""
    if "}" not in text or not (match := _TRAILING.search(text)):
        return NO_ATTR, text
    return parse(match[1]), text[: match.start()]


def at(src: str, offset: int) -> tuple[Attr, int] | None:
    """Return the attributes in braces at `offset`, and the offset behind them, if there are any."""
    match = _BEHIND.match(src, offset)
    return (parse(match["list"] or match["words"]), match.end()) if match else None


def braces(text: str) -> tuple[Attr, str]:
    """Return the attributes in braces within `text`, and `text` without them."""
    match = _BRACES.search(text)
    return (parse(match[1]), text[: match.start()] + text[match.end() :]) if match else (NO_ATTR, text)


def parse(text: str) -> Attr:
    """Return the attributes that the words of `text` set."""
    name, classes, pairs = "", [], []
    for word in _SPLIT.findall(text):
        if word[0] == "#":
            name = word[1:]
        elif word[0] == ".":
            classes.append(word[1:])
        else:
            key, _, value = word.partition("=")
            pairs.append((key, value.strip("\"'")))
    return Attr(name, tuple(classes), tuple(pairs))


def of_fence(info: str) -> Attr:
    """Return the attributes that the info string of a fence gives, in the model's form.

    The first class is the language. Every program that shows Markdown has words of its own for the caption,
    and for lines to highlight and to number. They become one form in the model: the class `numberLines` and
    the pair `startFrom` as in pandoc's Markdown (`unnumbered` where numbers are refused), the pair
    `highlight` (`3-5,9`, counted from the first line of the block), and the pair `caption`.

    Of a block that has other classes and no language, the language is `text`.
    """
    ranges = [group[1] for group in _GROUP.finditer(info) if _RANGES.fullmatch(group[1])]
    rest = _GROUP.sub(lambda group: " " if group[1] in ranges else group[0], info)
    words = _Words()
    for inside, text in _pieces(rest):
        for part in _PART.finditer(text):
            words.add(part, inside)
    words.highlight(ranges)
    return words.attr()


def _pieces(info: str) -> Iterator[tuple[bool, str]]:
    """Yield the stretches of an info string, and of each whether it stands in braces."""
    end = 0
    for group in _GROUP.finditer(info):
        yield False, info[end : group.start()]
        yield True, group[1]
        end = group.end()
    yield False, info[end:]


class _Words:
    """What the words of an info string have said so far."""

    def __init__(self) -> None:
        self._language = self._id = self._caption = ""
        self._start = 0
        self._numbered: bool | None = None
        self._classes: list[str] = []
        self._pairs: list[tuple[str, str]] = []
        self._lines: list[str] = []

    def add(self, part: re.Match[str], inside: bool) -> None:
        """Take in a word, or a pair of name and value; `inside` braces, names have signs before them."""
        key, value, word = part.groups()
        if key:
            self._pair(key, value.strip("\"'"))
        elif word.casefold() in _NUMBERED or (word[0] == "." and word[1:].casefold() in _NUMBERED):
            self._numbered = True
        elif inside and word[0] == "#" and word[1:]:
            self._id = word[1:]
        elif inside and word[0] == "." and word[1:]:
            self._classes.append(word[1:])
        elif not self._language:
            self._name(word)

    def highlight(self, ranges: Iterable[str]) -> None:
        """Take in lines to highlight: `3-5` and `9`, with anything between them."""
        self._lines += ranges

    def attr(self) -> Attr:
        """Return all of it as attributes."""
        classes = [self._language, *self._classes] if self._language else self._classes
        classes = [classes[0].lower(), *classes[1:]] if classes else []
        numbered = self._numbered or (self._numbered is None and self._start > 0)
        if numbered:
            classes = [*(classes or [_CODE]), NUMBER_LINES]
        elif self._numbered is False:
            classes = [*(classes or [_CODE]), UNNUMBERED]
        pairs = [("caption", self._caption)] if self._caption else []
        pairs += [("startFrom", str(self._start))] if numbered and self._start > 1 else []
        pairs += [("highlight", lines)] if (lines := _united(self._lines)) else []
        return Attr(self._id, tuple(classes), (*pairs, *self._pairs))

    def _name(self, word: str) -> None:
        if named := _NAMED.fullmatch(word):
            self._caption = self._caption or named[2]
            word = named[1]
        self._language = word.lower()

    def _pair(self, key: str, value: str) -> None:
        name = key.casefold()
        if name in _CAPTIONS:
            self._caption = value
        elif name in _HIGHLIGHTS:
            self._lines.append(value)
        elif name in _NUMBERED | _STARTS:
            self._numbered = value.casefold() not in _NO
            if name in _STARTS and value.isdecimal():
                self._start = int(value[:_DIGITS])
        else:
            self._pairs.append((key, value))


def _united(said: Iterable[str]) -> str:
    """Return ranges of lines in their order, those that touch joined: `3-5,9`."""
    found = sorted(
        tuple(sorted((int(first[:_DIGITS]), int((last or first)[:_DIGITS]))))
        for text in said
        for first, last in _RANGE.findall(text)
    )
    joined: list[list[int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        elif last:
            joined.append([max(first, 1), last])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in joined)
