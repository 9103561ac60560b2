"""The values of front matter: what YAML, TOML and JSON hold becomes words, and nothing of it is lost.

A list is its values, an object in one is called by its name: `Ann Lee (email: ann@example.com)`. People are
called by their names alone; what else is said of them is a field of its own, such as `author details`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.information import target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yaml import Node

    from specexport.core.context import Context

Value: TypeAlias = "str | list[Any] | dict[str, Any]"

_FIELD = regex(r"([A-Za-z_][\w .\-]*?)[ \t]*:(?!//)[ \t]*(.*)")
_ENTRY = regex(r"[ \t]*-[ \t]+(.+)")
# A line of YAML: what stands before a value, and the value.
_SCALAR = regex(r"([ \t]*(?:-[ \t]+)*(?:[A-Za-z_][\w .\-]*?:[ \t]+)?)(\S.*?)[ \t]*")
_KEY = regex(r"[ \t]*(?:-[ \t]+)*[A-Za-z_][\w .\-]*?:[ \t]*")
_BLOCK = regex(r"[ \t]*(?:-[ \t]+)*(?:[A-Za-z_][\w .\-]*?:[ \t]+)?[|>][+-]?\d?[ \t]*")
_UNSAFE = regex(r"[@`*&%!]|.*:(?:[ \t]|$)|.*[ \t]#")
_LINE_OF_JSON = regex(r'[ \t{]*"([\w .-]{1,60})"\s*:\s*(.*?)\s*,?[ \t}]*')
_LARGEST = 200_000
_LONGEST_LINE = 1_000
_DEEPEST = 20
# So many values one field may have: an alias is followed no farther than front matter has reason to go.
_MOST = 1_000
_NAMES = ("name", "literal", "full name", "fullname")
_PARTS = (("given", "family"), ("first", "last"), ("firstname", "lastname"), ("given names", "surname"))
_PEOPLE = frozenset({"authors", "reviewers", "approvers"})


class Field(Struct, frozen=True):
    """A field: its name, its values (several if it is a list), and its line."""

    name: str
    values: tuple[str, ...]
    line: int


def of_yaml(text: str, line: int, context: Context) -> Iterator[Field]:
    """Yield the fields of YAML that begins on `line`; where it is broken, those that can be read."""
    import yaml

    if len(text) > _LARGEST:
        message = f"the front matter is larger than {_LARGEST} characters, it is left out"
        context.warn("SX706", message, d.Pos(1, 1), "move its text below it")
        return
    try:
        root = _composed(text)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as error:
        context.warn("SX705", *_yaml_problem(error, line))
        yield from _one_by_one(text, line, context)
        return
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        context.warn(
            "SX705", "the front matter holds no fields", d.Pos(line, line), "write it as name: value"
        )
        return
    yield from _of_node(root, line, context)


def of_toml(text: str, line: int, context: Context) -> Iterator[Field]:
    """Yield the fields of TOML that begins on `line`."""
    import tomllib

    try:
        table = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        hint = 'write name = "value", the value between quotation marks'
        context.warn("SX705", f"the front matter is not valid TOML: {error}", d.Pos(line, line), hint)
        return
    yield from _of_table(table, text, line)


def of_json(text: str, line: int, context: Context) -> Iterator[Field]:
    """Yield the fields of JSON that begins on `line`; where it is broken, those of its lines."""
    import json

    inside = text if text.lstrip().startswith("{") else f"{{{text}}}"
    try:
        table = json.loads(inside, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        where = line + getattr(error, "lineno", 1) - 1
        message = f"the front matter is not valid JSON: {getattr(error, 'msg', 'it is nested too deeply')}"
        hint = 'write "name": "value", with a comma between two fields and none behind the last'
        context.warn("SX705", message, d.Pos(where, where), hint)
        for number, one in enumerate(text.split("\n"), line):
            if len(one) <= _LONGEST_LINE and (match := _LINE_OF_JSON.fullmatch(one)):
                yield Field(match[1], (match[2].strip('"[]{} '),), number)
        return
    yield from _of_table(table, text, line)


def names_of_json(text: str) -> Iterator[str]:
    """Yield the names of the fields that lines of JSON hold."""
    for line in text.split("\n"):
        if len(line) <= _LONGEST_LINE and (match := _LINE_OF_JSON.fullmatch(line)):
            yield match[1]


def _composed(text: str) -> Node | None:
    """Return the node of YAML. Raises an error of YAML, or RecursionError where it is too deep."""
    import yaml

    _check_depth(text)
    node: Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return node


def _check_depth(text: str) -> None:
    """Raise RecursionError where collections nest deeper than front matter has reason to."""
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if depth > _DEEPEST:
            raise RecursionError


def _yaml_problem(error: Exception, first: int) -> tuple[str, d.Pos, str]:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + first, mark.column + 1) if mark else (first, 1)
    problem = getattr(error, "problem", None) or "it is nested too deeply or holds what YAML does not allow"
    hint = "put quotation marks around values that begin with @, `, *, &, % or hold a colon"
    return f"the front matter is not valid YAML: {problem}", d.Pos(line, line, column, column), hint


def _of_node(root: Node, line: int, context: Context) -> Iterator[Field]:
    for name, node in root.value:
        at = name.start_mark.line + line
        if node.tag.startswith("tag:yaml.org,2002:python/"):
            _refuse_code(node.start_mark.line + line, context)
        value = _of_scalars(node, [_MOST])
        yield from _fields(str(name.value), value, at)


def _refuse_code(line: int, context: Context) -> None:
    """Raise SpecExportError where a tag asks for an object to be made: that is an attack."""
    message = "the front matter asks for a Python object to be made"
    raise SpecExportError(
        Diagnostic("SX708", message, "error", context.source_name, d.Pos(line, line), "write plain text")
    )


def _of_scalars(node: Node, left: list[int], depth: int = 0) -> Value:
    """Return what a node holds, as far as there are values `left` to take."""
    left[0] -= 1
    value: Any = node.value
    if isinstance(value, str):
        return " ".join(value.split())
    if left[0] < 0 or depth > _DEEPEST:
        return "…"
    if asked := _request(node, depth):
        return asked
    if value and isinstance(value[0], tuple):
        return {str(key.value): _of_scalars(child, left, depth + 1) for key, child in value if left[0] > 0}
    return [_of_scalars(child, left, depth + 1) for child in value if left[0] > 0]


def _request(node: Node, depth: int) -> str:
    """Return `{who decides}` as it is written: a form's request, to YAML an object without values.

    Empty for every other node.
    """
    pairs: Any = node.value
    is_object = bool(pairs) and isinstance(pairs, list) and isinstance(pairs[0], tuple)
    if not is_object or not getattr(node, "flow_style", False) or any(child.value for _, child in pairs):
        return ""
    names = [_request(key, depth + 1) or str(key.value) for key, _ in pairs if depth <= _DEEPEST]
    return f"{{{', '.join(' '.join(name.split()) for name in names)}}}"


def _one_by_one(text: str, line: int, context: Context) -> Iterator[Field]:
    """Yield what broken YAML says field by field: one that is broken costs the others nothing."""
    for number, lines in _divided(text.split("\n")):
        written = "\n".join(lines)
        node = _first_composed(written, _quoted(lines))
        if node is not None:
            yield from _of_node(node, line + number, context)
        elif match := _FIELD.fullmatch(lines[0]):
            yield Field(match[1], tuple(_plain_values(match[2] or "", lines[1:])), line + number)


def _divided(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each field, with the number of the first one, from 0."""
    first = -1
    for number, line in enumerate([*lines, "end:"]):
        if _FIELD.fullmatch(line) or number == len(lines):
            if first >= 0:
                yield first, [one for one in lines[first:number] if len(one) <= _LONGEST_LINE]
            first = number if len(line) <= _LONGEST_LINE else -1


def _first_composed(*texts: str) -> Node | None:
    """Return the node of the first of `texts` that is a mapping in YAML."""
    import yaml

    for text in texts:
        try:
            node = _composed(text)
        except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError):
            continue
        if isinstance(node, yaml.MappingNode):
            return node
    return None


def _quoted(lines: list[str]) -> str:
    """Return the lines of a field with quotation marks around what is no scalar without them."""
    out: list[str] = []
    deeper = -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if deeper >= 0 and (indent > deeper or not line.strip()):
            out.append(line)
            continue
        deeper = indent if _BLOCK.fullmatch(line) else -1
        match = None if _KEY.fullmatch(line) else _SCALAR.fullmatch(line)
        if match and match[2][0] not in "\"'|>[{#" and _UNSAFE.match(match[2]):
            escaped = match[2].replace("\\", "\\\\").replace('"', '\\"')
            line = f'{match[1]}"{escaped}"'
        out.append(line)
    return "\n".join(out)


def _plain_values(first: str, rest: list[str]) -> Iterator[str]:
    """Yield the words of a field that nothing can be made of: those of its entries, or of all its lines."""
    entries = [match[1] for line in rest if (match := _ENTRY.fullmatch(line))]
    words = [*([first] if first else []), *entries] if entries else [" ".join((first, *rest))]
    for text in words:
        plain = " ".join(text.split()).strip("\"'")
        if plain and plain not in ("[]", "{}"):
            yield plain


def _of_table(table: dict[str, Any], text: str, line: int) -> Iterator[Field]:
    lines = text.split("\n")
    for name, value in table.items():
        sought = (name, f'"{name}"', f"[{name}")
        starts = (n for n, one in enumerate(lines, line) if one.strip(" \t{").startswith(sought))
        yield from _fields(name, _of_python(value), next(starts, line))


def _of_python(value: object) -> Value:
    if isinstance(value, dict):
        return {str(name): _of_python(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_of_python(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split())


def _fields(name: str, value: Value, line: int) -> Iterator[Field]:
    """Yield the field that a value makes, and one for what it says of people beside their names."""
    if target(name) in _PEOPLE and (people := _people(value)):
        yield Field(name, tuple(called for called, _ in people), line)
        if details := tuple(_described(called, more) for called, more in people if more):
            yield Field(f"{name} details", details, line)
        return
    yield Field(name, tuple(_words(value)), line)


def _people(value: Value) -> list[tuple[str, dict[str, Any]]]:
    """Return the name of each person in `value` and what else is said of them, if any is an object."""
    listed = value if isinstance(value, list) else [value]
    if not any(isinstance(one, dict) for one in listed):
        return []
    found = [_named(one) if isinstance(one, dict) else (", ".join(_words(one)), {}) for one in listed]
    return found if all(called for called, _ in found) else []


def _named(value: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the name of an object, empty if it has none, and the rest of it."""
    keys = {key.lower().replace("-", " ").replace("_", " "): key for key in value}
    for known in _NAMES:
        if key := keys.get(known):
            named = value[key]
            called = _named(named)[0] if isinstance(named, dict) else ", ".join(_words(named))
            if called:
                return called, {other: one for other, one in value.items() if other != key}
    for parts in _PARTS:
        used = [keys[part] for part in parts if part in keys]
        if used and all(isinstance(value[key], str) for key in used):
            called = " ".join(value[key] for key in used)
            return called, {other: one for other, one in value.items() if other not in used}
    return "", value


def _described(called: str, more: dict[str, Any]) -> str:
    return f"{called} ({', '.join(_pairs(more))})"


def _pairs(value: dict[str, Any]) -> Iterable[str]:
    for name, one in value.items():
        words = list(_words(one))
        yield f"{name}: {', '.join(words)}" if words else f"{name}:"


def _words(value: Value) -> Iterator[str]:
    """Yield the words of a value: of a list each one, of an object its pairs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _pairs(value)
    else:
        for one in value:
            called, more = _named(one) if isinstance(one, dict) else ("", {})
            if called:
                yield _described(called, more) if more else called
            else:
                yield from _words(one)
