"""Settings in TOML: read into the types that describe them, with every fault at its line.

A fault is told in words of this program: an unknown key with the nearest that is known, a wrong value with
what may stand there. What is unknown at the top of a file is a warning, since the file may be meant for a
newer version, or for somebody who may say more; what is unknown within a table is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct

from specexport.core import limits
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, did_you_mean
from specexport.core.settings import AskedLimits, CommandLine
from specexport.model.document import Pos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

T = TypeVar("T", bound=Struct)
Keys: TypeAlias = tuple[str, ...]

# People write less by far.
_MOST = 1024**2
_MOST_TOLD = 20
_BARE = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_BARE}(?:[ \t]*\.[ \t]*{_BARE})*")
_HEADER = re.compile(rf"[ \t]*\[{{1,2}}[ \t]*({_KEY.pattern})[ \t]*\]")
_ENTRY = re.compile(rf"[ \t]*({_KEY.pattern})[ \t]*=")
_PLACE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


def text(path: Path) -> str:
    """Return what a file of settings says. Raises EnvironmentProblem (SX060) when it cannot be read."""
    from specexport.system import untrusted
    from specexport.system.sources import reason

    try:
        return untrusted.read(path, _MOST).decode("utf-8")
    except untrusted.TooLargeError:
        raise unreadable(path, f"it is larger than {_MOST // 1024} KiB") from None
    except UnicodeDecodeError:
        raise unreadable(path, "it is no text in UTF-8") from None
    except OSError as error:
        raise unreadable(path, reason(error)) from None


def parsed(path: Path, source: str) -> dict[str, Any]:
    """Return the tables of `source`, the text of the file at `path`. Raises EnvironmentProblem (SX060)."""
    import tomllib

    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        pos = Pos(int(place[1] or source.count("\n") + 1), column=int(place[2] or 1)) if place else None
        raise unreadable(path, _PLACE.sub("", str(error)), pos) from None
    except RecursionError:
        raise unreadable(path, "it is nested too deeply") from None


def unreadable(path: Path, why: str, pos: Pos | None = None) -> EnvironmentProblem:
    """Return the error of a file of settings that cannot be read (SX060)."""
    message, hint = f"the settings cannot be read: {why}", "mend the file, which is TOML"
    return EnvironmentProblem(Diagnostic("SX060", message, "error", str(path), pos, hint))


class TableReader:
    """Reads the tables of one file into types. `table` is where they stand in it: `tool`, `specexport`.

    `elsewhere` are keys that are at home in another file, each with what that is called. `notes` are the
    warnings.
    """

    def __init__(self, path: Path, source: str, table: Keys, elsewhere: Mapping[str, str]) -> None:
        self._path = path
        self._source = source
        self._table = table
        self._elsewhere = elsewhere
        self._errors: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []

    def read(self, kind: type[T], raw: object) -> T:
        """Return `raw` as `kind`. Raises EnvironmentProblem (SX061) with all that is wrong in it."""
        found = self._struct(kind, raw, ())
        if self._errors:
            raise EnvironmentProblem(*self._errors, *self.notes)
        return kind(**found)

    def _value(self, kind: Any, raw: object, keys: Keys) -> Any:
        """Return `raw` as a value of `kind`, None where it is none."""
        if isinstance(kind, type) and issubclass(kind, Struct):
            before = len(self._errors)
            found = self._struct(kind, raw, keys)
            return (
                kind(**found) if len(self._errors) == before and self._complete(kind, found, keys) else None
            )
        if get_origin(kind) is dict:
            of = get_args(kind)[1]
            return {name: self._value(of, value, (*keys, name)) for name, value in self._items(raw, keys)}
        if get_origin(kind) is Literal:
            return self._checked(raw in get_args(kind), raw, keys, _listed(get_args(kind)))
        return _READERS[kind](self, raw, keys)

    def _struct(self, kind: type[Struct], raw: object, keys: Keys) -> dict[str, Any]:
        """Return the fields of `kind` that `raw` has."""
        hints = {_spelt(field): hint for field, hint in get_type_hints(kind).items()}
        found = {}
        for name, value in self._items(raw, keys):
            if name in hints:
                found[name.replace("-", "_")] = self._value(hints[name], value, (*keys, name))
            else:
                self._unknown((*keys, name), hints)
        return found

    def _complete(self, kind: type[Struct], found: dict[str, Any], keys: Keys) -> bool:
        """Return whether every field that has no usual value is there, and say which are not."""
        needed = kind.__struct_fields__[: len(kind.__struct_fields__) - len(kind.__struct_defaults__)]
        missing = [_spelt(field) for field in needed if field not in found]
        for name in missing:
            self._fault(f"{_dotted(keys)} needs {name}", keys, f"write below it {name} = …")
        return not missing

    def _items(self, raw: object, keys: Keys) -> Iterable[tuple[str, Any]]:
        if isinstance(raw, dict):
            return raw.items()
        name = _dotted((*self._table, *keys))
        self._fault(f"{name} must be a table", keys, f"write [{name}] and below it lines of name = value")
        return ()

    def _text(self, raw: object, keys: Keys) -> Any:
        return self._checked(isinstance(raw, str), raw, keys, "text between quotation marks")

    def _flag(self, raw: object, keys: Keys) -> Any:
        return self._checked(isinstance(raw, bool), raw, keys, "true or false")

    def _words(self, raw: object, keys: Keys) -> Any:
        right = isinstance(raw, list) and all(isinstance(word, str) for word in raw)
        return self._checked(right, raw, keys, 'a list such as ["one", "two"]', tuple)

    def _command(self, raw: object, keys: Keys) -> Any:
        words = _as_for_a_shell(raw) if isinstance(raw, str) else raw
        right = isinstance(words, list) and bool(words) and all(isinstance(word, str) for word in words)
        return self._checked(right, words, keys, 'a list of words such as ["plantuml", "-pipe"]', tuple)

    def _limits(self, raw: object, keys: Keys) -> dict[str, float]:
        found = {}
        for name, value in self._items(raw, keys):
            if name not in limits.NAMES:
                self._unknown((*keys, name), limits.NAMES)
                continue
            try:
                found[name.replace("-", "_")] = limits.number(name, value)
            except ValueError as error:
                self._fault(f"the limit {name} cannot be {str(value)[:40]!r}", (*keys, name), str(error))
        return found

    def _checked(
        self, right: bool, raw: Any, keys: Keys, what: str, make: Callable[[Any], Any] = lambda raw: raw
    ) -> Any:
        """Return what `make` makes of `raw` if it is `right`, or else say `what` it must be."""
        if right:
            return make(raw)
        self._fault(f"{_dotted(keys)} cannot be {_shown(raw)}", keys, f"write {what}")
        return None

    def _unknown(self, keys: Keys, known: Iterable[str]) -> None:
        message = f"unknown key {_dotted(keys)}"
        hint = f"{did_you_mean(keys[-1], known)}known: {', '.join(sorted(known))}"
        if len(keys) > 1:
            self._fault(message, keys, hint)
        elif home := self._elsewhere.get(keys[0]):
            self._note(f"{keys[0]} does nothing here", keys, f"it belongs into {home}")
        else:
            self._note(message, keys, hint)

    def _fault(self, message: str, keys: Keys, hint: str) -> None:
        if len(self._errors) < _MOST_TOLD:
            self._errors.append(Diagnostic("SX061", message, "error", str(self._path), self._pos(keys), hint))

    def _note(self, message: str, keys: Keys, hint: str) -> None:
        if len(self.notes) < _MOST_TOLD:
            self.notes.append(Diagnostic("SX061", message, "warning", str(self._path), self._pos(keys), hint))

    def _pos(self, keys: Keys) -> Pos | None:
        return position(self._source, (*self._table, *keys))


_READERS: dict[object, Callable[[TableReader, object, Keys], Any]] = {
    str: TableReader._text,
    bool: TableReader._flag,
    tuple[str, ...]: TableReader._words,
    CommandLine: TableReader._command,
    AskedLimits: TableReader._limits,
}


def position(source: str, keys: Keys) -> Pos | None:
    """Return the line of a key, or of the nearest table around it, in TOML that can be read.

    It is found by the look of lines: headers of tables, and keys at the beginning of a line. Within lists and
    texts of several lines that can lead astray, which costs no more than a wrong line in a message.
    """
    table: Keys = ()
    best: tuple[int, int] = (0, 0)
    for number, line in enumerate(source.split("\n"), 1):
        if header := _HEADER.match(line):
            at = table = _split(header[1])
        elif entry := _ENTRY.match(line):
            at = (*table, *_split(entry[1]))
        else:
            continue
        shared = len(keys) if at[: len(keys)] == keys else len(at) if keys[: len(at)] == at else 0
        best = max(best, (shared, -number))
    return Pos(-best[1]) if best[0] else None


def _as_for_a_shell(line: str) -> list[str]:
    """Return the words of a line, none where a quotation in it does not end."""
    import shlex

    try:
        return shlex.split(line)
    except ValueError:
        return []


def _split(key: str) -> Keys:
    return tuple(part.strip("\"'") for part in re.findall(_BARE, key))


def _spelt(field: str) -> str:
    return field.replace("_", "-")


def _dotted(keys: Keys) -> str:
    return ".".join(key if key.isprintable() and len(key) <= 60 else _shown(key) for key in keys)


def _listed(values: Iterable[str]) -> str:
    return " or ".join(f'"{value}"' for value in values)


def _shown(value: object) -> str:
    text = "true" if value is True else "false" if value is False else repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
