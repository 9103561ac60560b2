"""YAML of others, as text: nothing is made of it but dictionaries, lists and strings."""

from __future__ import annotations

from typing import Any

_MOST_CHARACTERS = 1024 * 1024
_MOST_VALUES = 50_000  # aliases counted as often as they are used
_DEEPEST = 60


def loaded(text: str) -> Any:
    """Return what `text` says, scalars as strings, whatever their tags; None if it is none, or too much."""
    found = _Reading()
    node = composed(text)
    return found.value(node, 0) if node is not None else None


def composed(text: str) -> Any:
    """Return the root of the nodes of a text, None if it is no YAML, or too long."""
    import yaml

    if len(text) > _MOST_CHARACTERS:
        return None
    try:
        return yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


class _Reading:
    """Makes values of nodes, so many at most."""

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def value(self, node: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            return None
        if node.id == "mapping":
            return {str(name.value): self.value(inner, depth + 1) for name, inner in node.value}
        if node.id == "sequence":
            return [self.value(inner, depth + 1) for inner in node.value]
        return str(node.value)
