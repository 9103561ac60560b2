"""Mathematics in values: `calc()`, `min()`, `max()` and `clamp()` (CSS Values and Units 4, 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 20


def calculated(value: str, measure: Callable[[str], float | None]) -> float | None:
    """Return what a function comes to, None if it is none of these; `measure` knows lengths and numbers."""
    token = tinycss2.parse_one_component_value(value, skip_comments=True)
    try:
        return _Sum(measure).value(token, 0)
    except (ValueError, ZeroDivisionError, IndexError, OverflowError):
        return None


class _Sum:
    def __init__(self, measure: Callable[[str], float | None]) -> None:
        self._measure = measure

    def value(self, token: Any, depth: int) -> float:
        """Return what one component comes to. Raises ValueError for what is none."""
        if depth > _DEEPEST:
            raise ValueError
        if token.type == "() block":
            return self._terms(token.content, depth + 1)
        if token.type == "function":
            return self._function(token, depth + 1)
        found = self._measure(token.serialize())
        if found is None:
            raise ValueError
        return found

    def _function(self, token: Any, depth: int) -> float:
        parts: list[list[Any]] = [[]]
        for part in token.arguments:
            if part == ",":
                parts.append([])
            else:
                parts[-1].append(part)
        values = [self._terms(part, depth) for part in parts]
        match token.lower_name, values:
            case "calc", [only]:
                return only
            case "min", _:
                return min(values)
            case "max", _:
                return max(values)
            case "clamp", [least, wanted, most]:
                return max(least, min(wanted, most))
        raise ValueError

    def _terms(self, tokens: list[Any], depth: int) -> float:
        """Return a sum of products; signs of sums stand between spaces, and of numbers at their front."""
        dense = [token for token in tokens if token.type not in ("whitespace", "comment")]
        total, sign, at = 0.0, 1.0, 0
        while True:
            product = self.value(dense[at], depth)
            while at + 1 < len(dense) and dense[at + 1] in ("*", "/"):
                factor = self.value(dense[at + 2], depth)
                product = product * factor if dense[at + 1] == "*" else product / factor
                at += 2
            total += sign * product
            if at + 1 >= len(dense):
                return total
            if dense[at + 1] not in ("+", "-"):
                raise ValueError
            sign = 1.0 if dense[at + 1] == "+" else -1.0
            at += 2
