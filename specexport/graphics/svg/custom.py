"""Custom properties and `var()` (CSS Custom Properties 1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import tinycss2

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Values: TypeAlias = "Mapping[str, str]"

# A value that grows beyond this is taken for none, so that no drawing grows without bounds.
_LONGEST, _DEEPEST = 10_000, 30
_LIGHT_DARK = regex(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))*\)", re.IGNORECASE)


def inherited(own: Values, above: Values) -> Values:
    """Return the custom properties of an element that declares `own`, below one that has those `above`."""
    if not own:
        return above
    resolver = _Resolver(own, above)
    values = {**above, **{name: resolver.value(name) for name in own}}
    return {name: value for name, value in values.items() if value is not None}


def resolved(value: str, known: Values) -> str | None:
    """Return `value` without `var()` and `light-dark()`, None where that leaves no value at all."""
    if "(" not in value:
        return value
    if "light-dark(" in value.lower():
        value = _LIGHT_DARK.sub(lambda match: match[1].strip(), value)
    if "var(" not in value.lower():
        return value
    return _substituted(value, known.get)


class _Resolver:
    """Resolves custom properties that may name each other; those that name themselves have no value."""

    def __init__(self, own: Values, above: Values) -> None:
        self._own = own
        self._above = above
        self._open: set[str] = set()
        self._made: dict[str, str | None] = {}

    def value(self, name: str) -> str | None:
        """Return the value of a property."""
        if name not in self._own:
            return self._above.get(name)
        if name in self._open or len(self._open) > _DEEPEST:
            return None
        if name not in self._made:
            self._open.add(name)
            self._made[name] = self._found(name)
            self._open.discard(name)
        return self._made[name]

    def _found(self, name: str) -> str | None:
        said = self._own[name]
        match said.lower():
            case "inherit" | "unset" | "revert" | "revert-layer":
                return self._above.get(name)
            case "initial":
                return None
        return _substituted(said, self.value) if "var(" in said.lower() else said


def _substituted(value: str, find: Callable[[str], str | None]) -> str | None:
    made = _joined(tinycss2.parse_component_value_list(value), find, 0)
    return made.strip() if made is not None and len(made) <= _LONGEST else None


def _joined(tokens: list[Any], find: Callable[[str], str | None], depth: int) -> str | None:
    if depth > _DEEPEST:
        return None
    out: list[str] = []
    for token in tokens:
        part = _part(token, find, depth)
        if part is None:
            return None
        out.append(part)
    made = "".join(out)
    return made if len(made) <= _LONGEST else None


def _part(token: Any, find: Callable[[str], str | None], depth: int) -> str | None:
    if token.type == "function" and token.lower_name == "var":
        return _variable(token.arguments, find, depth + 1)
    if token.type == "function":
        inner = _joined(token.arguments, find, depth + 1)
        return None if inner is None else f"{token.name}({inner})"
    if token.type == "() block":
        inner = _joined(token.content, find, depth + 1)
        return None if inner is None else f"({inner})"
    serialized: str = token.serialize()
    return serialized


def _variable(arguments: list[Any], find: Callable[[str], str | None], depth: int) -> str | None:
    """Return what stands for `var(--name, fallback)`."""
    comma = next((at for at, token in enumerate(arguments) if token == ","), len(arguments))
    name = next((token.value for token in arguments[:comma] if token.type == "ident"), "")
    value = find(name)
    if value is not None:
        return value
    return _joined(arguments[comma + 1 :], find, depth) if comma < len(arguments) else None
