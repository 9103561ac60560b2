"""A `_brand.yml`, read and checked, and those of the styles that it extends."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.model.document import Pos
from specexport.style import assets, faults, find
from specexport.style.keys import Key, dig, dotted

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.style.brand import Raw

BASE = "base"

_EXTENDS: Key = ("defaults", "specexport", "extends")
# A file larger or deeper than this is no style; aliases could otherwise unfold without end.
_MOST_NODES = 20_000
_DEEPEST = 30
_YAML = "put quotation marks around values that begin with a special character or hold a colon"
_FORM = "write key: value, a line for each"


class Layer:
    """What the file at `path` says: its `data`, in the form of `Brand`, and the `problems` found in it."""

    def __init__(self, path: Path, raw: Raw, root: Any, problems: tuple[Diagnostic, ...] = ()) -> None:
        self.path = path
        self.folder = path.parent
        self._root = root
        self.data, found = faults.read(raw)
        self.problems = (*problems, *(self.problem(*fault) for fault in found))

    @property
    def extends(self) -> str | None:
        """The style that this one stands on."""
        value = self.get(_EXTENDS)
        return value if isinstance(value, str) else None

    def get(self, key: Key) -> Any:
        """Return what the file says under `key`, None if nothing."""
        return dig(self.data, key)

    def problem(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return an error about the part of the file that `key` leads to."""
        return Diagnostic(code, message, "error", str(self.path), _position(self._root, key), hint)


@lru_cache(maxsize=32)
def read(path: Path, data: bytes) -> Layer:
    """Read the file at `path`, which holds `data`. Raises EnvironmentProblem when it is not YAML."""
    root = _compose(path, data)
    builder = _Builder(path)
    raw = builder.plain(root, ()) if root is not None else {}
    if not isinstance(raw, dict):
        raise EnvironmentProblem(
            Diagnostic("SX050", "the style file holds no keys and values", "error", str(path), Pos(1), _FORM)
        )
    return Layer(path, raw, root, tuple(builder.problems))


def chain(place: Path) -> tuple[Layer, ...]:
    """Return the style at `place` and those it extends, nearest first. Raises EnvironmentProblem."""
    layers: list[Layer] = []
    while True:
        one = _read(place)
        if any(one.path == other.path for other in layers):
            names = " > ".join(other.folder.name for other in (*layers, one))
            message, hint = f"styles extend each other in a circle: {names}", "let one of them extend base"
            raise EnvironmentProblem(layers[-1].problem("SX054", _EXTENDS, message, hint))
        layers.append(one)
        if one.extends is None and one.folder == find.folder(BASE):
            return tuple(layers)
        place = _parent(one)


def _read(place: Path) -> Layer:
    path = place if place.is_file() else place / find.FILE
    assets.inspect(path.parent)
    return read(path, assets.read(path))


def _parent(one: Layer) -> Path:
    try:
        name = one.extends or BASE
        return find.folder(name, one.folder if find.is_path(name) else one.folder.parent)
    except EnvironmentProblem as error:
        found = error.diagnostic
        raise EnvironmentProblem(one.problem(found.code, _EXTENDS, found.message, found.hint)) from None


def _compose(path: Path, data: bytes) -> Any:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(data, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        pos = Pos(mark.line + 1, column=mark.column + 1) if mark else None
        message = f"not YAML: {error.problem or error.context}"
        raise EnvironmentProblem(Diagnostic("SX050", message, "error", str(path), pos, _YAML)) from None
    except (yaml.YAMLError, ValueError) as error:
        message = f"not YAML: {str(error).splitlines()[0]}"
        raise EnvironmentProblem(Diagnostic("SX050", message, "error", str(path), hint=_YAML)) from None


class _Builder:
    """Turns YAML nodes into plain data: mappings, lists, strings, numbers, booleans and None."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Diagnostic] = []
        self._path = path
        self._count = 0

    def plain(self, node: Any, key: Key) -> Any:
        self._count += 1
        if self._count > _MOST_NODES or len(key) > _DEEPEST:
            message, hint = "the style file is too large or too deep", "leave out what other programs need"
            raise EnvironmentProblem(Diagnostic("SX050", message, "error", str(self._path), hint=hint))
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
            twice = name.id == "scalar"
            what = f"{dotted((*key, name.value))} stands twice" if twice else "a key must be text"
            hint = "remove one of them" if twice else "put quotation marks around it"
            self.problems.append(Diagnostic("SX051", what, "error", str(self._path), _pos(name), hint))
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
