"""A style file held against the types of `Brand`: its values in one form each, and every fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from msgspec import UNSET, Meta

from specexport.style.brand import Brand, Raw
from specexport.style.brand.form import Form, alternatives, form, struct
from specexport.style.brand.values import MEANING, Names, WrongValueError
from specexport.style.keys import Key, dotted, nearest

if TYPE_CHECKING:
    from specexport.style.brand.form import Alternative
    from specexport.style.brand.values import Written

_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", type(None): "nothing"}
_KINDS |= {list: "a list", dict: "a mapping"}


class Fault(NamedTuple):
    """What is wrong with a file: a code, the key at fault, a message, a hint."""

    code: str
    key: Key
    message: str
    hint: str


def read(raw: Raw) -> tuple[Raw, list[Fault]]:
    """Return what `raw` says in the forms that `Brand` tells, without what is at fault, and the faults."""
    reading = _Reading()
    data = reading.mapping(form(Brand), raw, ())
    return ({} if data is UNSET else data), reading.faults


class _Reading:
    """Walks a file along the types of its form. A value that is not said, or is none, is UNSET."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def value(self, kind: Any, said: Any, key: Key) -> Any:
        """Read what stands under `key` as the first of a type's alternatives that it can be."""
        if isinstance(kind, Form):
            return self.mapping(kind, said, key) if isinstance(said, dict) else self._wrong(kind, said, key)
        found = alternatives(kind)
        for type_, notes in (one for one in found if not one.written):
            if isinstance(said, dict) and (inner := struct(type_)):
                return self.mapping(form(inner), said, key)
            if isinstance(said, dict) and get_origin(type_) is dict:
                return self._names(type_, notes, said, key)
            if isinstance(said, list) and get_origin(type_) in (list, tuple):
                return self._items(get_args(type_)[0], said, key)
            if _allows(type_, notes, said):
                return said
        for how in (one.written for one in found):
            if how:
                return self._written(how, said, key)
        return self._wrong(kind, said, key)

    def mapping(self, known: Form, said: Raw, key: Key) -> Any:
        """Read a mapping with keys of the program's. What is empty, or nothing, says nothing."""
        found: Raw = {}
        for name, below in said.items():
            here = (*key, name)
            if name not in known.keys:
                if not known.is_open:
                    self._unknown(here, known.keys)
            elif below is not None and (value := self.value(known.keys[name], below, here)) is not UNSET:
                found[name] = value
        return found or UNSET

    def _names(self, kind: Any, notes: tuple[Any, ...], said: Raw, key: Key) -> Any:
        """Read a mapping with names of the style's own."""
        known = next((note.names for note in notes if isinstance(note, Names)), None)
        found: Raw = {}
        for name, below in said.items():
            if known and name not in known:
                self._unknown((*key, name), known)
            elif (value := self.value(get_args(kind)[1], below, (*key, name))) is not UNSET:
                found[name] = value
        return found or UNSET

    def _items(self, kind: Any, said: list[Any], key: Key) -> list[Any]:
        """Read a list. Its items are whole: nothing below can add what they lack."""
        found = []
        for index, item in enumerate(said):
            here = (*key, index)
            value = self.value(kind, item, here)
            lacking = [name for name in _required(kind) if isinstance(item, dict) and item.get(name) is None]
            for name in lacking:
                message, hint = f"{dotted(here)} has no {name}", f"add the key {name}"
                self.faults.append(Fault("SX052", here, message, hint))
            if value is not UNSET and not lacking:
                found.append(value)
        return found

    def _written(self, how: Written, said: Any, key: Key) -> Any:
        """Read a value that a file may write in several ways into the one form that the type keeps."""
        before = len(self.faults)
        if how.spaced and isinstance(said, str) and len(said.split()) > 1:
            said = said.split()
        plain = self.value(how.form, said, key)
        if plain is UNSET:
            return UNSET
        try:
            return how.read(plain, key)
        except WrongValueError as error:
            if len(self.faults) == before:
                self.faults.append(Fault("SX052", key, _cannot(key, said), str(error)))
            return UNSET

    def _unknown(self, key: Key, known: Any) -> None:
        hint = nearest(str(key[-1]), sorted(known))
        self.faults.append(Fault("SX051", key, f"unknown key {dotted(key)}", hint))

    def _wrong(self, kind: Any, said: Any, key: Key) -> Any:
        self.faults.append(Fault("SX052", key, _cannot(key, said), _instead(kind, said)))
        return UNSET


def _required(kind: Any) -> tuple[str, ...]:
    """Return the keys that an item of a list must have."""
    inner = struct(kind)
    return form(inner).required if inner else ()


def _cannot(key: Key, said: Any) -> str:
    if isinstance(said, str | int | float):
        return f"{dotted(key)} cannot be {said!r}"
    return f"{dotted(key)} has a value of the wrong kind"


def _allows(kind: Any, notes: tuple[Any, ...], said: Any) -> bool:
    """Return whether a single value is of a type, and within what its notes allow."""
    if get_origin(kind) is Literal:
        return isinstance(said, str) and said in get_args(kind)
    if isinstance(said, bool):
        return kind is bool
    if isinstance(said, str):
        return kind is str and all(re.fullmatch(pattern, said) for pattern in _patterns(notes))
    numbers = {int: int, float: int | float}
    return kind in numbers and isinstance(said, numbers[kind]) and _within(notes, said)


def _within(notes: tuple[Any, ...], number: float) -> bool:
    """Return whether a number is finite and within its bounds."""
    bounds = [note for note in notes if isinstance(note, Meta)]
    least = max((note.ge for note in bounds if note.ge is not None), default=float("-inf"))
    most = min((note.le for note in bounds if note.le is not None), default=float("inf"))
    return least <= number <= most and abs(number) < float("inf")


def _patterns(notes: tuple[Any, ...]) -> list[str]:
    return [note.pattern for note in notes if isinstance(note, Meta) and note.pattern is not None]


# What to write instead


def _instead(kind: Any, said: Any) -> str:
    """Return a hint for a value that a type does not allow."""
    found = () if isinstance(kind, Form) else alternatives(kind)
    if isinstance(said, str):
        if words := [word for one in found if get_origin(one.type) is Literal for word in get_args(one.type)]:
            return nearest(said, words)
        if patterns := [pattern for one in found for pattern in _patterns(one.notes)]:
            return f"write {MEANING[patterns[0]]}"
    if isinstance(said, int | float) and not isinstance(said, bool):
        numbers = [one for one in found if one.type in (int, float)]
        if numbers:
            return f"write {_described(numbers[0])}"
    wanted = " or ".join(dict.fromkeys(_described(one) for one in found)) or "a mapping"
    shown = _example(kind, said)
    return f"{shown}expected {wanted}, got {_KINDS[type(said)]}"


def _example(kind: Any, said: Any) -> str:
    """Return a mapping that says what was said alone, to be written instead; nothing where none would do."""
    if isinstance(said, (dict, list)) or said is None:
        return ""
    inner = (
        kind
        if isinstance(kind, Form)
        else next((form(known) for one in alternatives(kind) if (known := struct(one.type))), None)
    )
    names = list(inner.keys) if inner else []
    name = "color" if "color" in names else names[0] if len(names) == 1 else ""
    return f"write {{{name}: {said}}}: " if name else ""


def _described(one: Alternative) -> str:
    """Return what a type asks for, in words."""
    if get_origin(one.type) is Literal:
        return "one of " + ", ".join(get_args(one.type))
    if get_origin(one.type) in (list, tuple):
        return "a list"
    words = _KINDS.get(one.type, "a mapping")
    for note in one.notes:
        if isinstance(note, Meta):
            bounds = ((">=", note.ge), ("<=", note.le))
            words += " and".join(f" {sign} {bound}" for sign, bound in bounds if bound is not None)
    return words
