"""Variables: `{{name}}` in the text stands for a value of the caller or of the front matter."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match

    from specexport.core.context import Context

_NAME = r"[A-Za-z_][\w .\-]{0,60}"
WRITTEN = regex(r"(?<!\$)\{\{[ \t]*(" + _NAME + r")\}\}")
# In a URL, where mistune has escaped what URLs may not hold.
_IN_URL = regex(r"%7B%7B(" + _NAME + r")%7D%7D")


class Variables:
    """The values of variables. A name that has none is reported once, and stays as a placeholder."""

    def __init__(self, fields: Iterable[d.MetaField], context: Context) -> None:
        self._context = context
        self._values = {_key(field.name): field.content for field in fields if field.content}
        given = {_key(name): (d.Str(text=value),) for name, value in context.options.variables.items()}
        self._values.update(given)
        self._missing: set[str] = set()

    def __call__(self, name: str, written: str, pos: d.Pos) -> tuple[d.Inline, ...]:
        """Return what `name` stands for at `pos`, or how it is `written` as a placeholder."""
        value = self._values.get(_key(name))
        if value is not None:
            return tuple(replace(node, pos=pos) for node in value)
        self._report(name, pos)
        return (
            d.Span(content=(d.Str(text=written, pos=pos),), attr=d.Attr(classes=(PLACEHOLDER,)), pos=pos),
        )

    def within(self, context: Context) -> Variables:
        """Return the same variables, reporting to another context."""
        view = copy(self)
        view._context = context
        return view

    def in_url(self, url: str, pos: d.Pos) -> str:
        """Return `url` with values for the variables in it."""

        def value(match: Match[str]) -> str:
            content = self._values.get(_key(match[1]))
            if content is None:
                self._report(match[1], pos)
                return match[0]
            from specexport.readers.markdown.engine import escape_url

            return escape_url(walk.plain(content))

        return _IN_URL.sub(value, url) if "%7B%7B" in url else url

    def _report(self, name: str, pos: d.Pos) -> None:
        if _key(name) in self._missing:
            return
        self._missing.add(_key(name))
        hint = f'say it in the front matter, or with --set "{name}=…"; code and \\{{{{ are left alone'
        self._context.warn("SX709", f"nothing says what {{{{{name}}}}} stands for, it stays", pos, hint)


def _key(name: str) -> str:
    return re.sub(r"[\s\-_]+", "_", name.strip()).casefold()
