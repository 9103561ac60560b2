"""What follows from a style alone is worked out once: a batch makes many documents in the same few styles."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model.style import Style

P = ParamSpec("P")
T = TypeVar("T")

# Results of one function: enough for the styles and languages of a batch.
_MOST = 64


def remembered(make: Callable[Concatenate[Style, P], T]) -> Callable[Concatenate[Style, P], T]:
    """Return `make`, a function of a style and of values that can be hashed, with its results remembered.

    Styles are told apart by identity: one whose files have changed is loaded as another.
    """
    made: dict[tuple[Any, ...], tuple[Style, T]] = {}

    @wraps(make)
    def found(style: Style, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (id(style), args, *kwargs.items())
        known = made.get(key)
        if known is None:
            if len(made) >= _MOST:
                made.clear()
            known = made[key] = (style, make(style, *args, **kwargs))  # keeps the style, and so its identity
        return known[1]

    return found
