"""Text: out of bytes, and what it says once character references and names of emoji are read."""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model.characters import ILLEGAL, clean
from specexport.model.document import Pos

if TYPE_CHECKING:
    from re import Match

    from specexport.core.context import Context, Source

_REFERENCE = re.compile("&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
# An emoji's name on GitHub. Unlike there, no letter or colon may touch it: `account:bank:eur` holds none.
_EMOJI = re.compile(r"(?<![\w:]):([a-z0-9_+\-]{1,60}):(?![\w:])")
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


def unescape(text: str) -> str:
    """Return `text` with its character references replaced (CommonMark 0.31.2, section 2.5)."""
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


def words(text: str) -> str:
    """Return what `text`, which has no other markup, says: references and names of emoji are read."""
    text = unescape(text)
    return _EMOJI.sub(_emoji, text) if ":" in text else text


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
