"""Comments that silence rules: `<!-- specexport: ignore SX102 -->`.

At the end of a line it holds for that line; alone right below a heading for the whole section; alone
elsewhere for the block that follows. Without codes it holds for all rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import Pos
    from specexport.specification.view import View

_COMMENT = regex(r"<!--\s*specexport:\s*ignore(?P<codes>[\s,]+[A-Za-z0-9,\s-]*?)?\s*-->")


class Ignores:
    """The comments of one document."""

    def __init__(self, view: View) -> None:
        self._ranges = tuple(_ranges(view))

    def covers(self, code: str, pos: Pos | None) -> bool:
        """Say whether a finding with this code at this place is not to be reported."""
        line = pos.line if pos else 1
        return any(first <= line <= last and code.startswith(codes) for first, last, codes in self._ranges)


def _ranges(view: View) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    from specexport.specification.check.run import codes

    for number, line in enumerate(view.lines, 1):
        if "specexport:" not in line or number in view.code_lines or not (match := _COMMENT.search(line)):
            continue
        words = re.findall(r"[\w-]+", match["codes"] or "") or ["ALL"]
        first, last = _lines(view, number, bool(_COMMENT.sub("", line).strip()))
        yield first, last, codes(words)


def _lines(view: View, number: int, beside_text: bool) -> tuple[int, int]:
    if beside_text:
        return number, number
    above = number - 1
    while above and not view.lines[above - 1].strip():
        above -= 1
    if above in view.section_at:
        return above, view.sections[view.section_at[above]].end_line
    after = (block.pos for block in view.raw.blocks if block.pos and block.pos.line > number)
    pos = next(after, None)
    return (pos.line, max(pos.end_line, pos.line)) if pos else (number, number)
