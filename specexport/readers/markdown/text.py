"""Text: out of bytes, and what it says once character references and names of emoji are read."""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.patterns import regex
from specexport.model.characters import ILLEGAL, clean
from specexport.model.document import Pos
from specexport.system import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from specexport.core.context import Context, Source

_REFERENCE = regex("&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
# An emoji's name on GitHub. Unlike there, no letter or colon may touch it: `account:bank:eur` holds none.
_EMOJI = regex(r"(?<![\w:]):([a-z0-9_+\-]{1,60}):(?![\w:])")
_SPACES = "\u00a0\u2002-\u200a\u202f\u3000"
_EACH_SPACE = ("\u00a0", "\u202f", "\u3000", *map(chr, range(0x2002, 0x200B)))
_WIDE_SPACES = regex(rf"^[ \t>]*(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)])[{_SPACES}]", re.MULTILINE)
_MARKED = regex(rf"([ \t>]*(?:#{{1,6}}|[-*+]|(?P<figure>\d{{1,9}}[.)])))[{_SPACES}](?=[{_SPACES}]*\S)")
_NUMBERED = regex(rf"[ \t>]*\d{{1,9}}[.)][ {_SPACES}]")
_FENCE = regex(r"[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_WIDE_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def decode(source: Source, context: Context) -> str:
    """Return the text of `source`: lines end in a line feed, no byte order mark, no illegal character.

    Raises SpecExportError when it is not UTF-8 or says nothing.
    """
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SpecExportError(_not_utf8(source, len(source.data) - len(data), error)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        hint = "write the specification into it, or start from the template"
        raise SpecExportError(Diagnostic("SX005", "the file is empty", "error", source.name, hint=hint))
    return _without_illegal(text, context)


def with_spaces_behind_markers(text: str) -> str:
    """Return `text` with spaces for what only looks like one behind `#`, `-` and `1.` (CommonMark, 4.2, 5.2).

    A Mac types a no-break space where the key for `#` or `-` is still held, and other keyboards their own. In
    code it stays, and behind a figure that is no list's: `1.\u00a0May` at the start of a line is a date.
    """
    if text.isascii() or not any(space in text for space in _EACH_SPACE) or not _WIDE_SPACES.search(text):
        return text
    lines = text.split("\n")
    fence = ""
    for at, line in enumerate(lines):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence and (mark := _MARKED.match(line)) and (not mark["figure"] or _is_listed(lines, at)):
            lines[at] = f"{mark[1]} {line[mark.end() :]}"
    return "\n".join(lines)


def _is_listed(lines: list[str], at: int) -> bool:
    """Say whether a line of numbers stands beside one, or begins a paragraph."""
    around = lines[at - 1 : at] + lines[at + 1 : at + 2]
    return not (at and lines[at - 1].strip()) or any(map(_NUMBERED.match, around))


def unescape(text: str) -> str:
    """Return `text` with its character references replaced (CommonMark 0.31.2, section 2.5)."""
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


def words(text: str) -> str:
    """Return what `text`, which has no other markup, says: references and names of emoji are read."""
    text = unescape(text)
    return _EMOJI.sub(_emoji, text) if ":" in text else text


def emoji(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where in `text` each name of an emoji begins and ends, the name, and the emoji."""
    for match in _EMOJI.finditer(text) if ":" in text else ():
        if character := _character(match[0]):
            yield match.start(), match.end(), match[1], character


def _emoji(match: Match[str]) -> str:
    return _character(match[0]) or match[0]


@cache
def _character(name: str) -> str:
    """Return the emoji called `name`, colons included, nothing if there is none."""
    from pymdownx import gemoji_db

    found = gemoji_db.emoji.get(gemoji_db.aliases.get(name, name), {})
    codes = found.get("unicode_alt") or found.get("unicode") or ""
    return "".join(chr(int(code, 16)) for code in codes.split("-") if code)


def _referenced(match: Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return html5.get(name, match[0])
    code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    if not 0 < code <= 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return clean(chr(code))


def _without_illegal(text: str, context: Context) -> str:
    first = ILLEGAL.search(text)
    if first is None:
        return text
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    fresh, count = ILLEGAL.subn("\N{REPLACEMENT CHARACTER}", text)
    times = "once" if count == 1 else f"{count} times"
    context.warn(
        "SX700",
        f"a character that documents may not hold (U+{ord(first.group()):04X} here) was replaced, {times}",
        Pos(line, line, column, column),
        "remove it from the source",
    )
    return fresh


def _not_utf8(source: Source, skipped: int, error: UnicodeDecodeError) -> Diagnostic:
    data: bytes = error.object
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    encoding = next((name for mark, name in _WIDE_MARKS if source.data.startswith(mark)), "")
    if not encoding and (kind := kinds.told(source.data)):
        hint = "name the Markdown file, or with --from what reads this (see specexport formats)"
        return Diagnostic("SX004", f"this is {kind}, not a text in Markdown", "error", source.name, hint=hint)
    return Diagnostic(
        "SX004",
        f"the file is {encoding}, not UTF-8"
        if encoding
        else f"the file is not UTF-8 text: byte {error.start + skipped} is 0x{data[error.start]:02X}",
        "error",
        source.name,
        Pos(line, line, column, column),
        "save it as UTF-8",
    )
