"""The form of a style file, applied: every fault, with the key that leads to it and the nearest word."""

from __future__ import annotations

import difflib
import re
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec

from specexport.model.words import Words
from specexport.style.brand import LENGTH, MEANING, WEIGHTS, Brand, Raw
from specexport.style.units import PAPERS

Key: TypeAlias = tuple[str | int, ...]
Fault: TypeAlias = tuple[str, Key, str, str]

_PAGE: Key = ("defaults", "specexport", "page")


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


_WEIGHT = r"[1-9]\d{0,2}|1000|[1-9]\d{0,2}\.\.([1-9]\d{0,2}|1000)"
_PART = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`$")
_ENUM = re.compile(r"Invalid enum value (.*)$")
_PATTERN = re.compile(r"Expected `str` matching regex '(.*)'$")


def faults(raw: Raw) -> list[Fault]:
    """Return every fault in `raw` as code, key, message and hint, and take the faulty parts out of it."""
    found: list[Fault] = []
    while (error := _fault(raw)) is not None:
        message, _, place = error.rpartition(" - at `$")
        key = _key(raw, place.rstrip("`")) if place else ()
        if unknown := _UNKNOWN.match(message or error):
            key = (*key, unknown[1])
            found.append(("SX051", key, f"unknown key {dotted(key)}", nearest(unknown[1], _names(key[:-1]))))
        else:
            found.append(("SX052", key, *_bad_value(raw, key, message or error)))
        _drop(raw, key)
    for fault in (*_page_faults(raw), *_weight_faults(raw), *_word_faults(raw)):
        found.append(fault)
        _drop(raw, fault[1])
    return found


def _page_faults(raw: Raw) -> list[Fault]:
    """Return what is wrong with the page's size and margins, which have too many forms for a type."""
    found: list[Fault] = []
    size, margin = dig(raw, (*_PAGE, "size")), dig(raw, (*_PAGE, "margin"))
    if isinstance(size, str) and size.lower() not in PAPERS:
        names = [name for name, _, _ in PAPERS.values()]
        found.append(("SX052", (*_PAGE, "size"), _cannot((*_PAGE, "size"), size), nearest(size, names)))
    if isinstance(size, list) and len(size) != 2:
        hint = "write a width and height, or a paper's name"
        found.append(("SX052", (*_PAGE, "size"), _cannot((*_PAGE, "size"), size), hint))
    wide = isinstance(margin, list) and not 1 <= len(margin) <= 4
    if wide or (isinstance(margin, str) and not re.match(LENGTH, margin)):
        hint = f"write one to four lengths, each {MEANING[LENGTH]}"
        found.append(("SX052", (*_PAGE, "margin"), _cannot((*_PAGE, "margin"), margin), hint))
    return found


def _weight_faults(raw: Raw) -> list[Fault]:
    """Return the families whose weights are neither weights nor ranges of them."""
    found: list[Fault] = []
    for index, font in enumerate(dig(raw, ("typography", "fonts")) or ()):
        said = font.get("weight")
        for one in said if isinstance(said, list) else [said]:
            if one is not None and one not in WEIGHTS and not re.fullmatch(_WEIGHT, str(one)):
                key: Key = ("typography", "fonts", index, "weight")
                found.append(("SX052", key, _cannot(key, one), nearest(str(one), list(WEIGHTS))))
                break
    return found


def _word_faults(raw: Raw) -> list[Fault]:
    """Return the keys under `words` that the program has no word for."""
    known = sorted(name.replace("_", "-") for name in Words.__struct_fields__ if name != "months")
    key: Key = ("defaults", "specexport", "words")
    return [
        ("SX051", (*key, name), f"unknown key {dotted((*key, name))}", nearest(name, known))
        for name in dig(raw, key) or {}
        if name not in known
    ]


def _cannot(key: Key, value: Any) -> str:
    return f"{dotted(key)} cannot be {value!r}"


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
    shown = _cannot(key, value) if isinstance(value, str | int | float) else dotted(key)
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
    spelled = {one.lower(): one for one in known}
    if near := difflib.get_close_matches(word.lower(), spelled, 1, 0.5):
        return f"did you mean {spelled[near[0]]}?"
    return f"known: {', '.join(known)}" if known else ""


def _names(key: Key) -> list[str]:
    """Return the keys that the mapping at `key` may have."""
    return sorted({name for kind in _types(key) for name in _fields(kind)})


def _choices(key: Key) -> list[str]:
    """Return the words that the value at `key` may be."""
    return [str(word) for kind in _types(key) if get_origin(kind) is Literal for word in get_args(kind)]


def _types(key: Key) -> list[Any]:
    """Return the types that the form allows for what `key` leads to."""
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
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [one for part in get_args(kind) for one in _alternatives(part)]
    return [kind]
