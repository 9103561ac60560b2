"""Regular expressions that cost nothing before they are used.

Much of the time in which a module is imported goes into compiling its patterns, and most runs use few of
them: a document without tables asks nothing about cells.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the regular expression `text`, which is compiled when it is first asked for anything.

    It has all that `re.Pattern` has, and is no instance of it: functions of `re` do not take it.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(partial(re.compile, text, flags)))


class _Uncompiled:
    """Stands for a pattern. What is asked of it stays with it, so that it is asked once."""

    def __init__(self, compiled: Callable[[], re.Pattern[Any]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and pickling ask of an object that is not made yet
            raise AttributeError(name)
        found = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found
