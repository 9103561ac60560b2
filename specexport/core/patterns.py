"""Regular expressions that cost nothing before they are used.

Half of the time in which a module is imported goes into compiling its patterns, and most runs use few of
them: a document without tables asks nothing about cells.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression `text`, which is compiled when it is first asked for anything.

    It has all that `re.Pattern` has, and is no instance of it: functions of `re` do not take it.
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    """Stands for a pattern. What is asked of it stays with it, so that it is asked once."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
