"""Changes of several reviewers that concern the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from specexport.review.found import Change


def told(found: list[Change]) -> tuple[Change, ...]:
    """Return changes that say which others, of other files, concern the same place."""
    by_line: dict[tuple[str, int], list[Change]] = {}
    for one in found:
        if one.place is not None:
            for line in range(one.place.line, max(one.place.line, one.place.end_line) + 1):
                by_line.setdefault((one.place.path, line), []).append(one)
    near: dict[str, set[str]] = {}
    for beside in by_line.values():
        for one in beside:
            for other in beside:
                if one.file != other.file and _touch(one, other):
                    near.setdefault(one.id, set()).add(other.id)
    return tuple(replace(one, overlaps=tuple(sorted(near.get(one.id, ()), key=int))) for one in found)


def _touch(one: Change, other: Change) -> bool:
    first, second = one.place, other.place
    assert first is not None
    assert second is not None
    if one.unit != "text" or other.unit != "text":
        return True
    start, end = (first.line, first.column), (first.end_line, first.end_column or first.column)
    begin, finish = (second.line, second.column), (second.end_line, second.end_column or second.column)
    return start <= finish and begin <= end
