"""Front matter: the fields before the text, in YAML between `---`, TOML between `+++`, or JSON.

Values are strings, for `1.10` is a version and `no` a word. Where it is broken, each field that can be read
still counts. Blank lines and comments of HTML, such as one about the licence, may stand before it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.characters import clean
from specexport.model.information import target
from specexport.readers.markdown import frontmatter_values as values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context

Kind: TypeAlias = Literal["", "yaml", "toml", "json"]

_BEFORE = regex(r"(?:[ \t]*(?:<!--(?:(?!-->)[\s\S])*-->[ \t]*)?\n)*")
_FENCE = regex(r"(---|\+\+\+|;;;)[ \t]*(json|yaml|yml|toml)?[ \t]*\n", re.IGNORECASE)
_ENDS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
    ";;;": re.compile(r"^;;;[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_KINDS: dict[str, Kind] = {"---": "yaml", "+++": "toml", ";;;": "json"}
_NAMED: dict[str, Kind] = {"json": "json", "yaml": "yaml", "yml": "yaml", "toml": "toml"}
_FIELD_OF_JSON = regex(r'\{\s*"[\w .-]{1,60}"\s*:')
_END_OF_JSON = regex(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_REST_OF_LINE = regex(r"[ \t]*(?:\n|\Z)")
# A line of fields, where front matter does not stand at the top: there it could be something else.
_LIKE_FIELDS = regex(r"[A-Za-z_][\w .\-]*:(?:[ \t]|$)|[ \t]+\S|-[ \t]|#|\s*$")
_URL = regex(r"https?://[^\s<>\"]+")
# What Quarto and R Markdown put the day in the place of.
_MADE_DATES = frozenset({"last-modified", "today", "now"})


class Matter(Struct, frozen=True):
    """Front matter: its kind (empty for none), its text, the line that begins on, and how many it ends."""

    kind: Kind = ""
    text: str = ""
    line: int = 1
    lines: int = 0


def split(text: str) -> Matter:
    """Return the front matter that `text` begins with."""
    start = _BEFORE.match(text).end()  # type: ignore[union-attr]  # it matches everywhere
    if text.startswith("{", start):
        return _braces(text, start)
    opening = _FENCE.match(text, start)
    if opening is None:
        return Matter()
    ending = _ENDS[opening[1]].search(text, opening.end())
    if ending is None:
        return Matter()
    kind = _NAMED.get((opening[2] or "").lower(), _KINDS[opening[1]])
    inside = text[opening.end() : ending.start()]
    if not _looks_like_fields(kind, inside) or (start and kind == "yaml" and not _are_fields(inside)):
        return Matter()
    return _matter(kind, text, (opening.end(), ending.start()), ending.end())


def fields(matter: Matter, context: Context) -> tuple[d.MetaField, ...]:
    """Return the fields in front matter; report what is wrong."""
    found: dict[str, d.MetaField] = {}
    for entry in _entries(matter, context):
        pos = d.Pos(entry.line, entry.line)
        if entry.name in found:
            message = f"field {entry.name} is there twice, the last one counts"
            context.warn("SX707", message, pos, "remove one of them")
        if _is_made(entry):
            message = f"{entry.name} {entry.values[0]} stands for a day that another program puts there"
            context.inform("SX719", message, pos, "write the date")
            continue
        found[entry.name] = d.MetaField(entry.name, _content(entry, pos), pos)
    return tuple(found.values())


def _entries(matter: Matter, context: Context) -> Iterator[values.Field]:
    match matter.kind:
        case "yaml":
            yield from values.of_yaml(matter.text, matter.line, context)
        case "toml":
            yield from values.of_toml(matter.text, matter.line, context)
        case "json":
            yield from values.of_json(matter.text, matter.line, context)


def _is_made(entry: values.Field) -> bool:
    return (
        len(entry.values) == 1
        and entry.values[0].lower() in _MADE_DATES
        and target(entry.name) in ("created", "updated")
    )


def _content(entry: values.Field, pos: d.Pos) -> tuple[d.Inline, ...]:
    text = clean(", ".join(entry.values))
    words = d.Str(text=text, pos=pos)
    if _URL.fullmatch(text):
        return (d.Link(content=(words,), url=text, pos=pos),)
    return (words,) if text else ()


def _matter(kind: Kind, text: str, inside: tuple[int, int], end: int) -> Matter:
    start, stop = inside
    return Matter(kind, text[start:stop], text.count("\n", 0, start) + 1, text.count("\n", 0, end))


def _braces(text: str, start: int) -> Matter:
    """Return front matter that is an object of JSON, as Hugo has it: one with fields of a document."""
    if not _FIELD_OF_JSON.match(text, start):
        return Matter()
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
        rest = _REST_OF_LINE.match(text, end)
        known = rest is not None and any(map(target, found))
        return _matter("json", text, (start, end), rest.end()) if known and rest else Matter()
    except (ValueError, RecursionError):
        ending = _END_OF_JSON.search(text, start)
        if ending is None or not any(map(target, values.names_of_json(text[start : ending.end()]))):
            return Matter()
        return _matter("json", text, (start, ending.start() + 1), ending.end())


def _looks_like_fields(kind: Kind, text: str) -> bool:
    """Say whether `text` is front matter, not what stands between two thematic breaks."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if kind == "json":
        return bool(lines) and lines[0].lstrip().startswith(("{", '"'))
    mark = "=" if kind == "toml" else ":"
    return not lines or mark in lines[0] or (kind == "toml" and lines[0].startswith("["))


def _are_fields(text: str) -> bool:
    """Say whether every line of `text` may be one of a field."""
    return not text[:1].isspace() and all(map(_LIKE_FIELDS.match, text.split("\n")))
