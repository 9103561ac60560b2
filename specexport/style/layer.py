"""One `_brand.yml`, read and checked: plain data, and where in the file each part of it stands."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from specexport.contracts import Diagnostic, EnvironmentProblem
from specexport.document import Pos
from specexport.style.brand import MEANING, Brand, Raw

if TYPE_CHECKING:
    from pathlib import Path

Key: TypeAlias = tuple[str | int, ...]

# A file larger or deeper than this is no style; aliases could otherwise unfold without end.
_MOST_NODES = 20_000
_DEEPEST = 30


class Layer:
    """What one style folder says itself: its `raw` data, its `folder`, and `problems` found in it."""

    def __init__(self, path: Path, raw: Raw, root: Any, problems: tuple[Diagnostic, ...]) -> None:
        self.path = path
        self.folder = path.parent
        self.raw = raw
        self.problems = problems
        self._root = root

    @property
    def extends(self) -> str | None:
        """The style that this one stands on."""
        value = dig(self.raw, ("defaults", "specexport", "extends"))
        return value if isinstance(value, str) else None

    def problem(self, code: str, key: Key, message: str, hint: str = "") -> Diagnostic:
        """Return an error about the part of the file that `key` leads to."""
        return Diagnostic(code, message, "error", str(self.path), _position(self._root, key), hint)


def dig(raw: Any, key: Key) -> Any:
    """Return what `key` leads to in nested mappings and lists, or None."""
    for part in key:
        if isinstance(raw, dict):
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            raw = raw[part]
        else:
            return None
    return raw


def dotted(key: Key) -> str:
    """Return a key as people write it: `typography.fonts[0].family`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return text.lstrip(".")


@lru_cache(maxsize=32)
def read(path: Path, data: bytes) -> Layer:
    """Read the file at `path`, which holds `data`. Raises EnvironmentProblem when it is not YAML."""
    root = _compose(path, data)
    builder = _Builder(path)
    raw = builder.plain(root, ()) if root is not None else {}
    if not isinstance(raw, dict):
        raise EnvironmentProblem(
            Diagnostic("SX050", "a style file is a mapping of keys to values", "error", str(path), Pos(1))
        )
    layer = Layer(path, raw, root, ())
    problems = [*builder.problems, *(layer.problem(*found) for found in _check(raw))]
    return Layer(path, raw, root, tuple(problems))


def _compose(path: Path, data: bytes) -> Any:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(data, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        pos = Pos(mark.line + 1, column=mark.column + 1) if mark else None
        message = f"not YAML: {error.problem or error.context}"
        raise EnvironmentProblem(Diagnostic("SX050", message, "error", str(path), pos)) from None
    except (yaml.YAMLError, ValueError) as error:
        message = f"not YAML: {str(error).splitlines()[0]}"
        raise EnvironmentProblem(Diagnostic("SX050", message, "error", str(path))) from None


class _Builder:
    """Turns YAML nodes into plain data: mappings, lists, strings, numbers, booleans and None."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Diagnostic] = []
        self._path = path
        self._count = 0

    def plain(self, node: Any, key: Key) -> Any:
        self._count += 1
        if self._count > _MOST_NODES or len(key) > _DEEPEST:
            raise EnvironmentProblem(
                Diagnostic("SX050", "the style file is too large or too deep", "error", str(self._path))
            )
        if node.id == "mapping":
            return self._mapping(node, key)
        if node.id == "sequence":
            return [self.plain(item, (*key, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: Any, key: Key) -> Raw:
        found: Raw = {}
        for name, value in node.value:
            if name.id == "scalar" and name.value not in found:
                found[name.value] = self.plain(value, (*key, name.value))
                continue
            what = (
                f"{dotted((*key, name.value))} stands twice" if name.id == "scalar" else "a key must be text"
            )
            self.problems.append(Diagnostic("SX051", what, "error", str(self._path), _pos(name)))
        return found


def _scalar(node: Any) -> Any:
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind in ("int", "float"):
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            return text
    return text


def _pos(node: Any) -> Pos:
    return Pos(node.start_mark.line + 1, column=node.start_mark.column + 1)


def _position(node: Any, key: Key) -> Pos | None:
    """Return where the key that `key` ends in stands, or the nearest above it that is there."""
    if node is None:
        return None
    pos = _pos(node)
    for part in key:
        step = _step(node, part)
        if step is None:
            break
        pos, node = step
    return pos


def _step(node: Any, part: str | int) -> tuple[Pos, Any] | None:
    if node.id == "mapping":
        return next(((_pos(name), value) for name, value in node.value if name.value == part), None)
    if node.id == "sequence" and isinstance(part, int) and part < len(node.value):
        return _pos(node.value[part]), node.value[part]
    return None


# Checking against the form

_PART = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`$")
_ENUM = re.compile(r"Invalid enum value (.*)$")
_PATTERN = re.compile(r"Expected `str` matching regex '(.*)'$")


def _check(raw: Raw) -> list[tuple[str, Key, str, str]]:
    """Return every fault in `raw` as code, key, message and hint, and take the faulty parts out of it."""
    problems = []
    while (error := _fault(raw)) is not None:
        message, _, place = error.rpartition(" - at `$")
        key = _key(raw, place.rstrip("`")) if place else ()
        if unknown := _UNKNOWN.match(message or error):
            key = (*key, unknown[1])
            problems.append(
                ("SX051", key, f"unknown key {dotted(key)}", nearest(unknown[1], _names(key[:-1])))
            )
        else:
            problems.append(("SX052", key, *_bad_value(raw, key, message or error)))
        _drop(raw, key)
    return problems


def _fault(raw: Raw) -> str | None:
    try:
        msgspec.convert(raw, Brand)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _key(raw: Raw, place: str) -> Key:
    """Return the key of a msgspec path, in which `[...]` stands for the key of a mapping that is at fault."""
    key: Key = ()
    for name, index in _PART.findall(place):
        if name:
            key = (*key, name)
        elif index != "...":
            key = (*key, int(index))
        else:
            key = (*key, _culprit(raw, key))
    return key


def _culprit(raw: Raw, key: Key) -> str:
    mapping = dig(raw, key)
    whole = dict(mapping)
    try:
        for name, value in whole.items():
            mapping.clear()
            mapping[name] = value
            if (error := _fault(raw)) and dotted(key) + "[...]" in error:
                return str(name)
    finally:
        mapping.clear()
        mapping.update(whole)
    return str(next(iter(whole), ""))


def _drop(raw: Raw, key: Key) -> None:
    if not key:
        raw.clear()
        return
    holder = dig(raw, key[:-1])
    if isinstance(holder, list):
        holder.pop(int(key[-1]))
    elif isinstance(holder, dict):
        holder.pop(key[-1], None)


def _bad_value(raw: Raw, key: Key, message: str) -> tuple[str, str]:
    value = dig(raw, key)
    shown = f"{dotted(key)} cannot be {value!r}" if isinstance(value, str | int | float) else f"{dotted(key)}"
    if enum := _ENUM.match(message):
        return shown, nearest(enum[1].strip("'"), _choices(key))
    if pattern := _PATTERN.match(message):
        meaning = next((text for form, text in MEANING.items() if repr(form)[1:-1] == pattern[1]), "")
        return shown, f"write {meaning}" if meaning else message
    return shown if shown != dotted(key) else f"{shown} has a value of the wrong kind", _plain_words(message)


def _plain_words(message: str) -> str:
    for kind, words in (("object", "mapping"), ("array", "list"), ("str", "text"), ("null", "nothing")):
        message = re.sub(rf"\b{kind}\b", words, message)
    return message[:1].lower() + message[1:].replace("`", "").replace(" | ", " or ")


def nearest(word: str, known: list[str]) -> str:
    """Return a hint: the nearest of the `known` words, or all of them."""
    near = difflib.get_close_matches(word.lower(), known, 1, 0.5)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}" if known else ""


def _names(key: Key) -> list[str]:
    """Return the keys that the mapping at `key` may have."""
    return sorted({name for kind in _types(key) for name in _fields(kind)})


def _choices(key: Key) -> list[str]:
    """Return the words that the value at `key` may be."""
    from typing import Literal, get_args, get_origin

    return [str(word) for kind in _types(key) if get_origin(kind) is Literal for word in get_args(kind)]


def _types(key: Key) -> list[Any]:
    """Return the types that the form allows for what `key` leads to."""
    from typing import get_args, get_origin

    kinds: list[Any] = [Brand]
    for part in key:
        below: list[Any] = []
        for kind in kinds:
            if get_origin(kind) in (dict, list):
                below += _alternatives(get_args(kind)[-1])
            elif isinstance(part, str) and part in (fields := _fields(kind)):
                below += _alternatives(fields[part])
        kinds = below
    return kinds


def _fields(kind: Any) -> dict[str, Any]:
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return {}
    return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}


def _alternatives(kind: Any) -> list[Any]:
    from types import UnionType
    from typing import Annotated, Union, get_args, get_origin

    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [one for part in get_args(kind) for one in _alternatives(part)]
    return [kind]
