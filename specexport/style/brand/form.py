"""What a type says of the mapping in a file that it stands for: its keys, and what each of them may be."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

import msgspec

from specexport.model.style import At, Kind
from specexport.style.brand.values import FORMS, Written
from specexport.style.keys import dig

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Struct = TypeVar("_Struct", bound=msgspec.Struct)
_Note = TypeVar("_Note")


class Alternative(NamedTuple):
    """One of the types that a value may have, and the notes that `Annotated` gives it."""

    type: Any
    notes: tuple[Any, ...]

    @property
    def written(self) -> Written | None:
        """How a file writes values of the type, if not as they are."""
        found = (FORMS.get(note) if isinstance(note, Kind) else note for note in self.notes)
        return next((one for one in found if isinstance(one, Written)), None)


class Field(NamedTuple):
    """A field of a struct: the keys that lead to it from the struct's mapping, its type, its default."""

    name: str
    path: tuple[str, ...]
    type: Any
    default: Any


class Form(NamedTuple):
    """The keys of a mapping, each with its type or, where several structs share a mapping, with a form.

    `required` are those without a default. In an open mapping other keys are left alone.
    """

    keys: dict[str, Any]
    required: tuple[str, ...] = ()
    is_open: bool = False


@cache
def alternatives(kind: Any, notes: tuple[Any, ...] = ()) -> tuple[Alternative, ...]:
    """Return the types that a value of a type may have, without None."""
    if get_origin(kind) is Annotated:
        return alternatives(kind.__origin__, (*kind.__metadata__, *notes))
    if get_origin(kind) in (Union, UnionType):
        return tuple(one for part in get_args(kind) for one in alternatives(part, notes))
    return () if kind is NoneType else (Alternative(kind, notes),)


@cache
def note(kind: Any, of: type[_Note]) -> _Note | None:
    """Return the note of a type that is `of` a kind."""
    found = (note for one in alternatives(kind) for note in one.notes if isinstance(note, of))
    return next(found, None)


@cache
def struct(kind: Any) -> type[msgspec.Struct] | None:
    """Return the struct that a type stands for."""
    types = (one.type for one in alternatives(kind))
    return next((one for one in types if isinstance(one, type) and issubclass(one, msgspec.Struct)), None)


@cache
def fields(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Return the fields of a struct that a file may say."""
    return tuple(
        Field(field.name, _path(field), field.type, _default(field))
        for field in msgspec.structs.fields(kind)
        if note(field.type, Kind) is not Kind.DERIVED
    )


def _path(field: msgspec.structs.FieldInfo) -> tuple[str, ...]:
    at = note(field.type, At)
    path = field.name.replace("_", "-") if at is None else at.path
    return tuple(path.split(".")) if path else ()


def _default(field: msgspec.structs.FieldInfo) -> Any:
    has_factory = field.default_factory is not msgspec.NODEFAULT
    return field.default_factory() if has_factory else field.default


@cache
def form(kind: type[msgspec.Struct]) -> Form:
    """Return the form of the mapping that a struct stands for."""
    found: dict[str, Any] = {}
    for field in fields(kind):
        _put(found, field.path, field.type)
    required = (field.path[:1] for field in fields(kind) if field.default is msgspec.NODEFAULT)
    return Form(
        found,
        tuple(key for path in required for key in path),
        not kind.__struct_config__.forbid_unknown_fields,
    )


def _put(keys: dict[str, Any], path: tuple[str, ...], kind: Any) -> None:
    """Put what `path` leads to among the keys of a mapping, beside what other fields have there."""
    if not path:
        for name, below in _keys(kind).items():
            _put(keys, (name,), below)
    elif path[1:] or path[0] in keys:
        inner = _keys(keys.get(path[0]))
        _put(inner, path[1:], kind)
        keys[path[0]] = Form(inner)
    else:
        keys[path[0]] = kind


def _keys(kind: Any) -> dict[str, Any]:
    """Return the keys of a form, or of the struct that a type stands for."""
    if isinstance(kind, Form):
        return dict(kind.keys)
    found = struct(kind)
    return dict(form(found).keys) if found else {}


def names(kind: Any, seen: frozenset[Any] = frozenset()) -> Iterator[tuple[str, ...]]:
    """Yield every key that may be said below a type, as it leads there; `*` stands for any name."""
    if isinstance(kind, Form):
        for name, below in kind.keys.items():
            yield (name,)
            yield from ((name, *rest) for rest in names(below, seen))
        return
    for one in alternatives(kind):
        type_ = one.type
        if how := one.written:
            yield from names(how.form, seen)
        elif get_origin(type_) is dict:
            yield ("*",)
            yield from (("*", *rest) for rest in names(get_args(type_)[1], seen))
        elif get_origin(type_) in (list, tuple):
            yield from names(get_args(type_)[0], seen)
        elif (inner := struct(type_)) and inner not in seen:
            yield from names(form(inner), seen | {inner})


def build(kind: type[_Struct], data: dict[str, Any], token: Callable[[Kind, Any], Any]) -> _Struct:
    """Return a struct of what `data` says under its keys; `token` makes what a kind of token asks for.

    Raises LookupError for what is said nowhere and has no default.
    """
    found: dict[str, Any] = {}
    for field in fields(kind):
        said = dig(data, field.path)
        if said is None:
            said = {} if field.default is msgspec.NODEFAULT and struct(field.type) else field.default
        if said is msgspec.NODEFAULT:
            raise LookupError(f"no style says {'.'.join(field.path)}")
        found[field.name] = _built(field.type, said, token)
    return kind(**found)


def _built(kind: Any, said: Any, token: Callable[[Kind, Any], Any]) -> Any:
    if meaning := note(kind, Kind):
        return token(meaning, said)
    if isinstance(said, dict):
        if inner := struct(kind):
            return build(inner, said, token)
        below = get_args(alternatives(kind)[0].type)[1]
        return {name: _built(below, value, token) for name, value in said.items()}
    if isinstance(said, list):
        make, below = alternatives(kind)[0].type, get_args(alternatives(kind)[0].type)[0]
        return (get_origin(make) or list)(_built(below, value, token) for value in said)
    return said
