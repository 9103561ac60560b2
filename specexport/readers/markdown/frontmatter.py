"""Front matter: the fields before the text, in YAML between `---` or TOML between `+++`.

Values are strings, for `1.10` is a version and `no` a word. Where the YAML is broken, each line that reads
`name: value` still counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model import document as d
from specexport.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import MarkedYAMLError, Node

    from specexport.core.context import Context

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\n")
_ENDS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_FIELD = re.compile(r"([A-Za-z_][\w .\-]*?)[ \t]*:(?:[ \t]+|$)(.*)")
_ENTRY = re.compile(r"[ \t]*-[ \t]+(.+)")
_URL = re.compile(r"https?://[^\s<>\"]+")
_LARGEST = 200_000
_LONGEST_LINE = 1_000
_DEEPEST = 20


class Field(Struct, frozen=True):
    """A field: its name, its values (several if it is a list), and its line."""

    name: str
    values: tuple[str, ...]
    line: int


def split(text: str) -> tuple[str, str, int]:
    """Return the kind of front matter (`---`, `+++` or nothing), its text, and how many lines it takes."""
    opening = _FENCE.match(text)
    if opening is None:
        return "", "", 0
    ending = _ENDS[opening[1]].search(text, opening.end())
    if ending is None or not _looks_like_fields(opening[1], text[opening.end() : ending.start()]):
        return "", "", 0
    return opening[1], text[opening.end() : ending.start()], text.count("\n", 0, ending.end())


def fields(kind: str, text: str, context: Context) -> tuple[d.MetaField, ...]:
    """Return the fields in the front matter `text`, which begins on line 2; report what is wrong."""
    read = _toml if kind == "+++" else _yaml
    found: dict[str, d.MetaField] = {}
    for entry in read(text, context):
        pos = d.Pos(entry.line, entry.line)
        if entry.name in found:
            message = f"field {entry.name} is there twice, the last one counts"
            context.warn("SX707", message, pos, "remove one of them")
        found[entry.name] = d.MetaField(entry.name, _content(entry, pos), pos)
    return tuple(found.values())


def _content(entry: Field, pos: d.Pos) -> tuple[d.Inline, ...]:
    text = clean(", ".join(entry.values))
    words = d.Str(text=text, pos=pos)
    if _URL.fullmatch(text):
        return (d.Link(content=(words,), url=text, pos=pos),)
    return (words,) if text else ()


def _looks_like_fields(kind: str, text: str) -> bool:
    """Say whether `text` is front matter, not what stands between two thematic breaks."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    mark = "=" if kind == "+++" else ":"
    return not lines or mark in lines[0] or (kind == "+++" and lines[0].startswith("["))


def _yaml(text: str, context: Context) -> Iterator[Field]:
    import yaml

    if len(text) > _LARGEST:
        message = f"the front matter is larger than {_LARGEST} characters, it is left out"
        context.warn("SX706", message, d.Pos(1, 1), "move its text below it")
        return iter(())
    try:
        _check_depth(text)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as error:
        context.warn("SX705", *_yaml_problem(error))
        return _plain_lines(text)
    if root is None:
        return iter(())
    if not isinstance(root, yaml.MappingNode):
        context.warn("SX705", "the front matter holds no fields", d.Pos(2, 2), "write it as name: value")
        return iter(())
    _refuse_code(root, context)
    return (
        Field(str(name.value), tuple(_strings(value)), name.start_mark.line + 2) for name, value in root.value
    )


def _refuse_code(root: Node, context: Context) -> None:
    """Raise SpecExportError where a tag asks for an object to be made: that is an attack."""
    for _, value in root.value:
        if value.tag.startswith("tag:yaml.org,2002:python/"):
            line = value.start_mark.line + 2
            message = "the front matter asks for a Python object to be made"
            raise SpecExportError(
                Diagnostic(
                    "SX708", message, "error", context.source_name, d.Pos(line, line), "write plain text"
                )
            )


def _check_depth(text: str) -> None:
    """Raise RecursionError where collections nest deeper than front matter has reason to."""
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if depth > _DEEPEST:
            raise RecursionError


def _yaml_problem(error: MarkedYAMLError | Exception) -> tuple[str, d.Pos, str]:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
    problem = getattr(error, "problem", None) or "it is nested too deeply or holds what YAML does not allow"
    hint = "put quotation marks around values that begin with @, `, *, &, % or hold a colon"
    return f"the front matter is not valid YAML: {problem}", d.Pos(line, line, column, column), hint


def _strings(node: Node, depth: int = 0) -> Iterator[str]:
    """Yield the scalars in a YAML node. An alias is followed no deeper than front matter has reason to go."""
    value: Any = node.value
    if isinstance(value, str):
        yield " ".join(value.split())
    elif depth < 2:
        for child in value[:100]:
            if isinstance(child, tuple):
                yield f"{child[0].value}: {', '.join(_strings(child[1], depth + 1))}"
            else:
                yield from _strings(child, depth + 1)


def _plain_lines(text: str) -> Iterator[Field]:
    """Yield what broken YAML says line by line: `name: value`, and `- value` below `name:`."""
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(text.split("\n"), 2):
        if len(line) > _LONGEST_LINE:
            continue
        if match := _FIELD.fullmatch(line):
            found.append((match[1], [match[2]] if match[2] else [], number))
        elif found and (entry := _ENTRY.fullmatch(line)):
            found[-1][1].append(entry[1])
    for name, values, number in found:
        yield Field(name, tuple(value.strip().strip("\"'") for value in values), number)


def _toml(text: str, context: Context) -> Iterator[Field]:
    import tomllib

    try:
        table = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        hint = 'write name = "value", the value between quotation marks'
        context.warn("SX705", f"the front matter is not valid TOML: {error}", d.Pos(2, 2), hint)
        return
    lines = text.split("\n")
    for name, value in table.items():
        line = next((n for n, line in enumerate(lines, 2) if line.lstrip().startswith(name)), 2)
        values = value if isinstance(value, list) else [value]
        yield Field(name, tuple(_toml_text(item) for item in values), line)


def _toml_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_toml_text(item)}" for name, item in value.items())
    return str(value)
