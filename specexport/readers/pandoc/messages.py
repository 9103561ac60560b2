"""What pandoc says of a source, as diagnostics with its lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

_MOST_WARNINGS = 20
_LONGEST = 200
_PLACE = regex(r" at [^'\"]*line \d+ column \d+$")
# What is lost, though pandoc only says it by the way.
_LOSSES = frozenset({"SkippedContent", "DocxParserWarning", "BlockNotRendered", "InlineNotRendered"})
# What of LaTeX only says how things look, or is drawn anew.
_LAYOUT = regex(
    r"\\(?:arraybackslash|ragged\w+|centering|noalign|setlength|end(?:first|last)?(?:head|foot)|[be]group|sbox"
    r"|(?:top|mid|bottom|h)(?:rule|line)|[vh](?:space|fill)|(?:new|clear)page|maketitle|tableofcontents|small"
    r"|pagestyle|thispagestyle|noindent|newpage|footnotesize|@?\w*@\w*)\b"
)
_HINT = "look at what is made of it"


def report(log: Iterable[dict[str, Any]], context: Context, begins: int = 1) -> None:
    """Report pandoc's warnings, and the first of each kind of what it says by the way.

    What stands before the line on which the text `begins` is for programs.
    """
    seen: Counter[str] = Counter()
    for entry in log:
        kind, is_warning = str(entry.get("type", "")), entry.get("verbosity") == "WARNING"
        if (is_warning or _is_loss(entry)) and not _is_before(entry, begins):
            seen[kind] += 1
            if seen[kind] <= (_MOST_WARNINGS if is_warning else 1):
                tell = context.warn if is_warning else context.inform
                tell("SX795", _message(entry), _pos(entry), _HINT)
    for kind, count in seen.items():
        if count > 1 and kind in _LOSSES:
            context.inform("SX795", f"pandoc: {count - 1} more of this kind ({kind})")


def _is_loss(entry: dict[str, Any]) -> bool:
    return entry.get("type") in _LOSSES and not _LAYOUT.match(str(entry.get("contents", "")))


def _is_before(entry: dict[str, Any], begins: int) -> bool:
    line = entry.get("line")
    return isinstance(line, int) and line < begins


def _message(entry: dict[str, Any]) -> str:
    text = " ".join(str(entry.get("pretty") or entry.get("type", "")).split())
    return f"pandoc: {_PLACE.sub('', text)[:_LONGEST]}"


def _pos(entry: dict[str, Any]) -> d.Pos | None:
    line, column = entry.get("line"), entry.get("column")
    return d.Pos(line, column=column) if isinstance(line, int) and isinstance(column, int) else None
