"""Keys of a style file: how they lead to what is said, how people write them, which word is nearest."""

from __future__ import annotations

from typing import Any, TypeAlias

Key: TypeAlias = tuple[str | int, ...]


def dig(data: Any, key: Key) -> Any:
    """Return what `key` leads to in nested mappings and lists, or None."""
    for part in key:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def dotted(key: Key) -> str:
    """Return a key as people write it: `typography.fonts[0].family`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return text.lstrip(".")


def nearest(word: str, known: list[str]) -> str:
    """Return a hint: the nearest of the `known` words, or all of them."""
    import difflib

    spelled = {one.lower(): one for one in known}
    if near := difflib.get_close_matches(word.lower(), spelled, 1, 0.5):
        return f"did you mean {spelled[near[0]]}?"
    return f"known: {', '.join(known)}" if known else ""
