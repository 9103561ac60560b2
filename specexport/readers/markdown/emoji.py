"""Emoji by the names that GitHub gives them: `:rocket:`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

# Unlike on GitHub, no letter or colon may touch the name: `account:bank:eur` holds none.
_NAME = re.compile(r"(?<![\w:]):([a-z0-9_+\-]{1,60}):(?![\w:])")


def named(text: str) -> str:
    """Return `text` with the emoji that it names; what is no name stays."""
    return _NAME.sub(_emoji, text)


def _emoji(match: Match[str]) -> str:
    return _character(match[0]) or match[0]


@cache
def _character(name: str) -> str:
    """Return the emoji called `name`, colons included, nothing if there is none."""
    from pymdownx import gemoji_db

    found = gemoji_db.emoji.get(gemoji_db.aliases.get(name, name), {})
    codes = found.get("unicode_alt") or found.get("unicode") or ""
    return "".join(chr(int(code, 16)) for code in codes.split("-") if code)
