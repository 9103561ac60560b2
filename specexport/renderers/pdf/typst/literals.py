"""Code of Typst: calls with literals. Text of an author's stands in nothing but string literals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOTHING = "[]"
"""Content that is empty."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What a literal cannot have as it stands, and what no file may have: controls, half characters, none at all.
_SPECIAL = regex('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]')


def string(text: str) -> str:
    """Return a string literal; what no file may have becomes U+FFFD."""
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda char: _ESCAPES.get(char[0], "\ufffd"), text)
    return f'"{text}"'


def printable(value: Any) -> Any:
    """Return a value of JSON whose texts have nothing that no file may have."""
    match value:
        case str():
            return _SPECIAL.sub(lambda char: char[0] if char[0] in _ESCAPES else "\ufffd", value)
        case list():
            return [printable(one) for one in value]
        case dict():
            return {name: printable(one) for name, one in value.items()}
        case _:
            return value


def strings(texts: Iterable[str]) -> str:
    """Return an array of strings."""
    return array(map(string, texts))


def array(parts: Iterable[str]) -> str:
    """Return an array of expressions."""
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def dictionary(parts: Mapping[str, str]) -> str:
    """Return a dictionary from names to expressions."""
    inner = ", ".join(f"{string(name)}: {part}" for name, part in parts.items())
    return f"({inner})" if parts else "(:)"


def sequence(parts: Iterable[str]) -> str:
    """Return one expression for several that follow each other; what is empty is left out."""
    kept = [part for part in parts if part]
    if not kept:
        return NOTHING
    return kept[0] if len(kept) == 1 else "{" + "\n".join(kept) + "}"


def call(name: str, *arguments: str, **named: str | float | bool) -> str:
    """Return a call; arguments are expressions. Named ones that are false, 0 or empty are left out."""
    given = [f"{key.replace('_', '-')}: {_value(value)}" for key, value in named.items() if value]
    return f"{name}({', '.join((*arguments, *given))})"


def _value(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true"
    return value if isinstance(value, str) else f"{value:.4g}" if abs(value) < 1 else f"{value:.2f}"
