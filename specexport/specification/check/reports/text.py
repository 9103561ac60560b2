"""Findings for people: place, message and hint, the line of the source, what is complete."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.core.diagnostics import Diagnostic
    from specexport.specification.check.run import Result

_WIDEST = 100
_ONCE = "SX200"  # that no template fits, as a note, is the same news of many files: it is told at the end


def report(results: Sequence[Result]) -> str:
    """The findings of all files and a line of sums."""
    lines = [line for result in results for line in of_result(result)]
    return "\n".join([*lines, *sums(results), ""])


def of_result(result: Result) -> Iterator[str]:
    """Yield the lines about one file."""
    for diagnostic, excerpt in findings(result):
        yield str(diagnostic)
        yield from excerpt
    yield completeness(result)


def findings(result: Result) -> Iterator[tuple[Diagnostic, list[str]]]:
    """Yield what was found in one file, each with the line of the source that it is about."""
    for diagnostic in _told(result):
        yield diagnostic, _excerpt(diagnostic, result.lines)


def completeness(result: Result) -> str:
    """Return `spec.md: 3 findings, 87 % complete (template prd)`, and what is open."""
    count, score = len(_told(result)), result.score
    form = f"template {result.template}" if result.template else "no template"
    found = f"{count} finding{'s' * (count != 1)}"
    text = f"{result.name}: {found}, {score.percent} % complete ({form})"
    open_ = sorted(
        (part for part in result.score.parts if part.filled < part.places), key=lambda part: part.share
    )
    shown = ", ".join(f"{part.title} {part.filled}/{part.places}" for part in open_[:5])
    more = f", and {len(open_) - 5} more" if len(open_) > 5 else ""
    return f"{text}; open: {shown}{more}" if open_ else text


def sums(results: Sequence[Result]) -> list[str]:
    """What is told once of all files, and a line of sums where there are several."""
    lines = _once(results)
    if len(results) < 2:
        return lines
    counts = [len(_told(result)) for result in results]
    found, clean = sum(counts), counts.count(0)
    return [*lines, f"{len(results)} files, {clean} of them clean, {found} finding{'s' * (found != 1)}"]


def _told(result: Result) -> list[Diagnostic]:
    """What is told of a file where it stands."""
    return [told for told in result.diagnostics if not _is_calm(told)]


def _is_calm(told: Diagnostic) -> bool:
    return told.code == _ONCE and told.severity == "info"


def _once(results: Sequence[Result]) -> list[str]:
    """The line that tells of all files which fit no template."""
    those = [told for result in results for told in result.diagnostics if _is_calm(told)]
    if len(those) < 2:
        return [str(told) for told in those]
    first = those[0]
    message = f"{len(those)} files fit no template: their structure is not checked"
    return [f"{first.severity} {first.code} {message} ({first.hint})"]


def statistics(results: Sequence[Result]) -> list[str]:
    """A line for each code with how often it was found, the most frequent first."""
    from specexport.specification.check.rules import RULES

    counts = Counter(told.code for result in results for told in result.diagnostics)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        f"{count:6}  {code}  {RULES[code].name if code in RULES else 'reader'}" for code, count in ordered
    ]


def _excerpt(diagnostic: Diagnostic, lines: tuple[str, ...]) -> list[str]:
    """The line of the source, and below it marks under what is meant, where that is known."""
    pos = diagnostic.pos
    if pos is None or pos.path or not 0 < pos.line <= len(lines) or not lines[pos.line - 1].strip():
        return []
    line = lines[pos.line - 1].replace("\t", " ")
    start = max(pos.column - 1, 0)
    cut = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = line[cut : cut + _WIDEST]
    out = [f"{pos.line:6} | {shown}"]
    if pos.column:
        end = pos.end_column if pos.end_line in (0, pos.line) and pos.end_column else len(line)
        marked = shown[start - cut : max(end, start + 1) - cut]
        out.append(f"       | {' ' * _width(shown[: start - cut])}{'^' * max(1, _width(marked))}")
    return out


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
