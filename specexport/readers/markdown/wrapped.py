"""A whole document in a fence, as language models answer: it is the document that is meant, not the code.

That is sure where the first line opens a fence of Markdown, the last one closes it, and the fences between
them come in pairs: ```` ```json ```` opens, ```` ``` ```` closes. Else the text stays, and where its sections
all stand in a fence, somebody is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.document import Pos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.core.context import Context

_OPENING = regex(r" {0,3}(`{3,}|~{3,})[ \t]*(\S*)[^`\n]*$")
_MARKDOWN = frozenset({"markdown", "md", "mdx", "mdown", "gfm", "commonmark"})
_FENCE = regex(r"```|~~~")
_EARLIER_HEADING = regex(r"(?:\A|\n) {0,3}#{1,6}[ \t]+\S")
_HEADING = regex(r" {0,3}#{1,6}[ \t]+\S")
_SECTION = regex(r" {0,3}#{2,6}[ \t]+\S")
_FRONT_MATTER = regex(r"(?:---|\+\+\+)[ \t]*$")
_REMEDY = "leave out the line of the fence, and the one that closes it"


def unwrapped(text: str, context: Context) -> str:
    """Return `text` with blank lines for the fence that holds all of it, and say so."""
    fence = _FENCE.search(text)
    if fence is None or _EARLIER_HEADING.search(text, 0, fence.start()):
        return text
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    first, last = filled[0], filled[-1]
    if _is_wrapped(lines[first : last + 1]):
        lines[first] = lines[last] = ""
        message = "the whole document stands in a fence of Markdown: it is read as the document"
        context.inform("SX718", message, Pos(first + 1, first + 1), _REMEDY)
        return "\n".join(lines)
    if (at := _wrapping(lines)) is not None:
        message = "all headings of the document stand in a fence of Markdown: they are shown as code"
        context.warn("SX718", message, Pos(at + 1, at + 1), _REMEDY)
    return text


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether the first line opens a fence of Markdown that the last one closes."""
    opening = _OPENING.match(lines[0])
    if opening is None or len(lines) < 3 or not _may_be_markdown(opening[2], lines[1:-1]):
        return False
    mark = opening[1]
    return _closes(lines[-1], mark) and _in_pairs(lines[1:-1], mark)


def _may_be_markdown(info: str, lines: Sequence[str]) -> bool:
    """Say whether a fence is one of Markdown: by its info string, without one by the headings in it."""
    if info:
        return info.lower().strip("{}.") in _MARKDOWN
    first = next((line for line in lines if line.strip()), "")
    begins = _HEADING.match(first) or _FRONT_MATTER.match(first)
    return bool(begins) and sum(bool(_HEADING.match(line)) for line in lines) > 1


def _in_pairs(lines: Sequence[str], outer: str) -> bool:
    """Say whether the fences in `lines` come in pairs, so that none of them closes the `outer` one.

    One without an info string could as well close what is around it. It opens code where sections go on
    behind it, and none begins in it.
    """
    inner, doubtful, going_on = "", False, False
    for line in lines:
        if inner:
            if doubtful and _SECTION.match(line):
                return False
            inner = "" if _closes(line, inner) else inner
        elif found := _OPENING.match(line):
            inner, doubtful = found[1], _closes(line, outer)
            going_on = going_on and not doubtful
        elif _SECTION.match(line):
            going_on = True
    return not inner and (going_on or not doubtful)


def _closes(line: str, mark: str) -> bool:
    found = _OPENING.match(line)
    return found is not None and not found[2] and found[1].startswith(mark)


def _wrapping(lines: Sequence[str]) -> int | None:
    """Return the line of the fence of Markdown that all headings stand in, if there is one."""
    fence, opened, inside = "", 0, 0
    for number, line in enumerate(lines):
        found = _OPENING.match(line)
        if fence:
            if _closes(line, fence):
                fence = ""
            elif _HEADING.match(line):
                inside = inside or (opened + 1 if opened >= 0 else 0)
        elif found:
            fence, opened = found[1], number if found[2].lower() in _MARKDOWN else -1
        elif _HEADING.match(line):
            return None
    return inside - 1 if inside else None
