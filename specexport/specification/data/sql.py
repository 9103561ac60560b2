"""Tables and columns out of `CREATE TABLE`, in whatever dialect of SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.specification.data.model import Column, Model

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = regex(r"--[^\n]*|/\*.*?\*/|(?P<text>'(?:[^']|'')*')", re.S)
_NAME = r"(?:[\w$.]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\])+"
_CREATE = regex(
    rf"\bcreate\s+(?:(?:global|local)\s+)?(?:temp(?:orary)?\s+|unlogged\s+|foreign\s+)?table\s+(?:if\s+not\s+exists\s+)?"
    rf"(?P<name>{_NAME})\s*\(",
    re.I,
)
_CONSTRAINT = regex(
    r"(?:constraint\s+\S+\s+)?(?:primary\s+key|foreign\s+key|unique|check|exclude|index|key|like|period)\b",
    re.I,
)
_KEY = regex(r"(?:constraint\s+\S+\s+)?primary\s+key\s*\(([^)]*)\)", re.I)
_COLUMN = regex(rf"(?P<name>{_NAME})\s*(?P<rest>.*)", re.S)
# Where the type of a column ends.
_AFTER_TYPE = regex(
    r"\b(?:not\s+null|null|primary\s+key|unique|default|references|check|constraint|generated|collate|auto_increment"
    r"|autoincrement|identity|comment|on\s+(?:update|delete)|as|stored|virtual)\b",
    re.I,
)
_DEFAULT = regex(r"\bdefault\s+((?:'(?:[^']|'')*'|[^\s,(]+(?:\([^()]*\))?|\([^()]*\))(?:::\w+)?)", re.I)
_REFERENCES = regex(rf"\breferences\s+({_NAME})", re.I)


def models(text: str, line: int) -> Iterator[Model]:
    """Yield the tables that `text` creates; its first line is `line` of the source."""
    bare = _COMMENT.sub(lambda match: match["text"] or re.sub(r"[^\n]", " ", match.group()), text)
    for match in _CREATE.finditer(bare):
        parts = list(_parts(bare, match.end()))
        columns = [column for start, part in parts if (column := _column(part, _line(bare, start, line)))]
        key = next((_names(found[1]) for _, part in parts if (found := _KEY.match(part))), ())
        key = key or tuple(column.name for column in columns if column.primary_key)
        yield Model(
            name=_unquoted(match["name"]),
            columns=tuple(replace(c, nullable=False) if c.name in key else c for c in columns),
            primary_key=key,
            line=_line(bare, match.start(), line),
        )


def _line(text: str, offset: int, first: int) -> int:
    return first + text.count("\n", 0, offset)


def _parts(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield what stands between the commas of a list in parentheses that begins before `start`, with its
    offset.
    """
    depth, begin, quoted = 0, start, False
    for at in range(start, len(text)):
        char = text[at]
        quoted ^= char == "'"
        if quoted:
            continue
        if char == "(":
            depth += 1
        elif (char == "," and depth == 0) or (char == ")" and depth == 0):
            part = text[begin:at]
            if part.strip():
                yield begin + len(part) - len(part.lstrip()), " ".join(part.split())
            if char == ")":
                return
            begin = at + 1
        elif char == ")":
            depth -= 1


def _column(part: str, line: int) -> Column | None:
    match = _COLUMN.match(part)
    if not match or _CONSTRAINT.match(part):
        return None
    rest = match["rest"]
    end = _AFTER_TYPE.search(rest)
    default, references = _DEFAULT.search(rest), _REFERENCES.search(rest)
    primary = bool(re.search(r"\bprimary\s+key\b", rest, re.I))
    return Column(
        name=_unquoted(match["name"]),
        type=rest[: end.start()].strip() if end else rest.strip(),
        nullable=not primary and not re.search(r"\bnot\s+null\b", rest, re.I),
        primary_key=primary,
        unique=bool(re.search(r"\bunique\b", rest, re.I)),
        default=default[1] if default else "",
        references=_unquoted(references[1]) if references else "",
        line=line,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(_unquoted(name.split()[0]) for name in text.split(",") if name.strip())


def _unquoted(name: str) -> str:
    return re.sub(r"[\"`\[\]]", "", name)
