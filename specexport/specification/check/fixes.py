"""Mending the source by the edits of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.specification.check.rules import Edit

ROUNDS = 20
"""How often mending may give something new to mend."""

_LINE = regex(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made; of two that overlap the first in the text wins. Line endings stay."""
    lines = [match.groups() for match in _LINE.finditer(text)]
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column)):
        if not chosen or (edit.line, edit.column) >= (chosen[-1].end_line, chosen[-1].end_column):
            chosen.append(edit)
    for edit in reversed(chosen):
        first, last = lines[edit.line - 1], lines[edit.end_line - 1]
        fresh = (first[0][: edit.column - 1] + edit.text + last[0][edit.end_column - 1 :]).split("\n")
        endings = [first[1]] * (len(fresh) - 1) + [last[1]]
        lines[edit.line - 1 : edit.end_line] = list(zip(fresh, endings, strict=True))
    return "".join(content + ending for content, ending in lines)
