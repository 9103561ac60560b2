"""What a form says of its sections: that one may be missing, or may be there several times.

It says so in a comment or behind the heading. A comment on the line of a heading or right below it speaks of
that section, one right above a heading of the section that begins there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.specification.view import duty

if TYPE_CHECKING:
    from specexport.specification.view import View

_COMMENT = regex(r"<!--(.*?)-->", re.S)
# Long comments are guidance, in which the word may mean anything.
_MOST = 120
_SAYS = {
    "optional": re.compile(
        r"\s*(?:this (?:section |element )?is (?:an )?)?optional\b|\boptional (?:element|section|part)s?\b",
        re.I,
    ),
    "repeatable": re.compile(r"\brepeatable\b|\brepeat (?:this|for each|as needed)\b", re.I),
}


def of_sections(view: View) -> list[set[str]]:
    """What is said of every section: `optional`, `repeatable`."""
    found: list[set[str]] = [
        {said} - {"", "mandatory"} for section in view.sections if (said := duty(section.title)) or True
    ]
    text = "\n".join(view.lines)
    for match in _COMMENT.finditer(text):
        words = {word for word, says in _SAYS.items() if len(match[1]) <= _MOST and says.search(match[1])}
        first, last = text.count("\n", 0, match.start()) + 1, text.count("\n", 0, match.end()) + 1
        if words and (index := _spoken_of(view, first, last)) is not None:
            found[index] |= words
    return found


def _spoken_of(view: View, first: int, last: int) -> int | None:
    """The section that a comment from one line to another speaks of."""
    heads = view.section_at
    if first in heads or first - 1 in heads:
        return heads.get(first, heads.get(first - 1))
    after = next((line for line in range(last + 1, len(view.lines) + 1) if view.lines[line - 1].strip()), 0)
    if after in heads:
        return heads[after]
    above = [line for line in heads if line < first]
    return heads[max(above)] if above else None
