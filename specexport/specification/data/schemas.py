"""Schemas out of examples (JSON Schema 2020-12, as OpenAPI 3.1 uses it): types and members, nothing that
one value cannot tell.
"""

from __future__ import annotations

from typing import Any


def schema(value: Any) -> dict[str, Any]:
    """The schema of one value of JSON."""
    match value:
        case None:
            return {"type": "null"}
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case float():
            return {"type": "number"}
        case str():
            return {"type": "string"}
        case list():
            return {"type": "array", "items": _of_all(value)}
        case dict():
            return {"type": "object", "properties": {name: schema(member) for name, member in value.items()}}
        case _:
            raise TypeError(f"{type(value).__name__} is no value of JSON")


def _of_all(values: list[Any]) -> dict[str, Any]:
    """The schema that all `values` have, one of several where they differ."""
    merged: list[dict[str, Any]] = []
    for value in values:
        _add(merged, schema(value))
    if not merged:
        return {}
    return merged[0] if len(merged) == 1 else {"anyOf": merged}


def _add(known: list[dict[str, Any]], fresh: dict[str, Any]) -> None:
    for index, other in enumerate(known):
        if (both := _both(other, fresh)) is not None:
            known[index] = both
            return
    known.append(fresh)


def _both(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of two that say the same but for members and kinds of numbers, None for others."""
    if one == two:
        return one
    types = {one.get("type"), two.get("type")}
    if types == {"integer", "number"}:
        return {"type": "number"}
    if types == {"object"}:
        return {"type": "object", "properties": _members(one["properties"], two["properties"])}
    if types == {"array"}:
        items = [item for item in (one["items"], two["items"]) if item]
        merged: list[dict[str, Any]] = []
        for item in items:
            _add(merged, item)
        return {
            "type": "array",
            "items": merged[0] if len(merged) == 1 else {"anyOf": merged} if merged else {},
        }
    return None


def _members(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    members = dict(one)
    for name, fresh in two.items():
        known = members.get(name)
        both = _both(known, fresh) if known is not None else fresh
        members[name] = both if both is not None else {"anyOf": [known, fresh]}
    return members
