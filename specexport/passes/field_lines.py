"""Lines of document information: `Name: value`, and several of them on one line with signs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import target

if TYPE_CHECKING:
    from collections.abc import Iterator

    # A line, or what stands between two signs in one.
    Line = tuple[d.Inline, ...]

_LONGEST = 300
_NAME = r"[^\W\d_][\w()/ .&#'\u2019-]{0,38}?"
# A colon of Chinese or Japanese has its space within it.
_LABEL = regex(rf"({_NAME})\s*(?::(?:\s+|$)|\uff1a\s*)")
_COLON = regex(r"\s*[:\uff1a]")
# What parts two fields in any case, and what may as well stand in the value of one.
_SURE = r"\s*[|\u00b7\u2022\uff5c]\s*|[\u2003\u3000]\s*"
_PARTED = regex(rf"(?P<sure>{_SURE})|\s*[,;\uff0c\uff1b\u3001]\s*|\s+[/\u2013\u2014-]+\s+|\s{{2,}}|\s+(?=$)")


def fields(line: Line) -> tuple[d.MetaField, ...]:
    """Return the fields of a line, with or without emphasis on their names; none if it is no such line."""
    if not line or len(walk.plain(line)) > _LONGEST:
        return ()
    found = [_field(part) for part in _parts(line)]
    whole = [field for field in found if field is not None]
    return tuple(whole) if len(whole) == len(found) else ()


def _field(line: Line) -> d.MetaField | None:
    first, rest = line[0], line[1:]
    if isinstance(first, (d.Strong, d.Emph)):
        name = walk.plain([first])
        if not _COLON.fullmatch(name[-1:]):
            if not (rest and type(rest[0]) is d.Str and (colon := _COLON.match(rest[0].text))):
                return None
            rest = (replace(rest[0], text=rest[0].text[colon.end() :]), *rest[1:])
        if _LABEL.fullmatch(name.rstrip(":\uff1a") + ":"):
            return d.MetaField(name.rstrip(":\uff1a").strip(), _stripped(rest), first.pos)
    elif type(first) is d.Str and (match := _LABEL.match(first.text)):
        content = (replace(first, text=first.text[match.end() :]), *rest)
        return d.MetaField(match[1].strip(), _stripped(content), first.pos)
    return None


def _parts(line: Line) -> Iterator[Line]:
    """Yield what stands between the signs that part fields: those with a name behind them."""
    part: list[d.Inline] = []
    for index, node in enumerate(line):
        if type(node) is not d.Str:
            part.append(node)
            continue
        done = 0
        for sign in _PARTED.finditer(node.text):
            before = (*part, *_text(node, node.text[done : sign.start()]))
            if not before or not _begins(node.text[sign.end() :], line[index + 1 :], before, sign["sure"]):
                continue
            yield before
            part, done = [], sign.end()
        part += _text(node, node.text[done:])
    if part:
        yield tuple(part)


def _begins(text: str, rest: Line, before: Line, sure: str | None) -> bool:
    """Say whether a field begins with `text`, or with `rest` where there is none.

    Behind what is surely a sign between fields, any name will do, else one that names of fields are known by:
    without emphasis, that before the sign as well.
    """
    if text:
        match = _LABEL.match(text)
        first = _field(before)
        return bool(match and (sure or (target(match[1]) and first and target(first.name))))
    field = _field(rest) if rest and isinstance(rest[0], (d.Strong, d.Emph)) else None
    return field is not None and bool(sure or target(field.name))


def _text(node: d.Str, text: str) -> tuple[d.Str, ...]:
    if text == node.text:
        return (node,) if text else ()
    return (replace(node, text=text),) if text else ()


def _stripped(content: Line) -> Line:
    out = list(content)
    if out and type(first := out[0]) is d.Str:
        out[0] = replace(first, text=first.text.lstrip())
    if out and type(last := out[-1]) is d.Str:
        out[-1] = replace(last, text=last.text.rstrip())
    return tuple(node for node in out if not (type(node) is d.Str and not node.text))
