"""Lists that authors type by hand in the lines of a paragraph: `a.`, `(a)`, `A)`, `i.`, `•`.

To CommonMark they are one paragraph. They are lists where nothing else can be meant: at least two lines begin
with markers of one kind that count on from the first (`a.`, `b.`), or with the same bullet. What stands
before the first marker is a paragraph of its own, what stands below a marker and deeper than it belongs to
its item, lists in it too.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model.document import ListDelimiter, ListStyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BULLETS = "\u2022\u25e6\u2023\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2043\u00b7\uf0b7"
_MARKER = regex(
    r"(?P<indent>[ \t]*)(?:"
    r"(?P<open>[(\uff08]?)(?P<label>[A-Za-z]|[ivxl]{1,6}|[IVXL]{1,6})(?P<close>[.)\uff09])"
    r"|(?P<paren>[(\uff08])(?P<figure>\d{1,2})[)\uff09]"
    rf"|(?P<bullet>[{_BULLETS}]))(?P<space>[ \t\u00a0\u3000]+|(?<=\uff09)|(?<=[{_BULLETS}]))(?=\S)"
)
# A marker in a line that is not the first: a list has one, and the line end in front is quickly found.
_SUSPECT = regex(rf"\n[ \t]*(?:[(\uff08]?(?:[A-Za-z]{{1,6}}|\d\d?)[.)\uff09]|[{_BULLETS}])")
_ROMAN = regex(r"(xl|l?x{0,3})(ix|iv|v?i{0,3})")
_FIGURES = {"i": 1, "v": 5, "x": 10, "l": 50}
# What keeps the lines of a list apart that is none: it is no part of the words.
_LINE_END = regex(r"(?:[ \t]{2,}|(?<!\\)\\|<br ?/?>[ \t]*)\n*$")
_DELIMITERS: dict[tuple[str, str], ListDelimiter] = {
    ("", "."): "period",
    ("", ")"): "one-paren",
    ("(", ")"): "two-parens",
}
# `A. Lovelace` and `B. Russell` are names: so many capitals with a period make a list.
_FEWEST, _FEWEST_CAPITALS = 2, 3


class Item(Struct, frozen=True):
    """An item: its text without marker and indent, and how many lines of the paragraph precede it."""

    text: str
    line: int


class TypedList(Struct, frozen=True):
    """A list: its items, and how they are counted, `style` is empty for bullets."""

    items: tuple[Item, ...]
    line: int
    style: ListStyle | None = None
    delimiter: ListDelimiter = "period"


class _Marker(Struct, frozen=True):
    """A marker in a line: how deep it stands, its kind (sign, label) and where the words begin."""

    indent: int
    sort: tuple[str, str]
    label: str
    end: int


def parts(text: str, *, in_list: bool = False) -> list[Item | TypedList] | None:
    """Return the paragraphs and lists that a paragraph's `text` consists of, None where it holds no list.

    In the item of such a list one bullet is enough to make a list.
    """
    if not _SUSPECT.search(f"\n{text}" if in_list else text):
        return None
    found = list(_parts(text.split("\n"), 1 if in_list else _FEWEST))
    return found if any(type(part) is TypedList for part in found) else None


def _parts(lines: Sequence[str], fewest: int) -> Iterator[Item | TypedList]:
    """Yield what stands before the list, and the list; `fewest` bullets make one."""
    markers = [_marker(line) for line in lines]
    counts = _Counts(markers)
    at = done = 0
    while at < len(lines):
        places, style = _list_at(markers, at, fewest, counts)
        if not places:
            at += 1
            continue
        if at > done:
            yield Item("\n".join(lines[done:at]), done)
        yield _list(lines, markers, places, style)
        at = done = len(lines)
    if done < len(lines):
        yield Item("\n".join(lines[done:]), done)


def _marker(line: str) -> _Marker | None:
    match = _MARKER.match(line)
    if match is None or (match["open"] and match["close"] == "."):
        return None
    opened, closed = match["open"] or match["paren"] or "", match["close"] or ")"
    sort = (
        (match["bullet"], "") if match["bullet"] else ("(" if opened else "", "." if closed == "." else ")")
    )
    indent = len(match["indent"].expandtabs(4))
    return _Marker(indent, sort, match["label"] or match["figure"] or "", match.end())


def _list_at(
    markers: Sequence[_Marker | None], at: int, fewest_bullets: int, counts: _Counts
) -> tuple[list[int], ListStyle | None]:
    """Return the lines of the markers of the list that begins at a line, and how they are counted."""
    first = markers[at]
    if first is None:
        return [], None
    if not first.label:
        places = counts.counted(first, at, None)
        return (places, None) if len(places) >= fewest_bullets else ([], None)
    for style in _styles(first.label):
        places = counts.counted(first, at, style)
        fewest = _FEWEST_CAPITALS if style == "upper-alpha" and first.sort == ("", ".") else _FEWEST
        if len(places) >= fewest:
            return places, style
    return [], None


def _styles(label: str) -> Iterator[ListStyle]:
    """Yield how a list may be counted whose first marker has `label`: it begins with the first one."""
    if label in ("i", "I"):
        yield "lower-roman" if label == "i" else "upper-roman"
    if label in ("a", "A"):
        yield "lower-alpha" if label == "a" else "upper-alpha"
    if label == "1":
        yield "decimal"


class _Counts:
    """Where which number stands: every line may begin a list, and none is looked through for each."""

    def __init__(self, markers: Sequence[_Marker | None]) -> None:
        self._markers = markers
        self._known: dict[tuple[tuple[str, str], ListStyle | None], dict[int, dict[int, list[int]]]] = {}

    def counted(self, first: _Marker, at: int, style: ListStyle | None) -> list[int]:
        """Return the lines from `at` on whose markers count on from `first`, or are the same bullet."""
        numbers = self._numbers(first.sort, style)
        places = [at]
        while True:
            number = len(places) + 1 if style else 0
            found = (
                lines[behind]
                for indent, lines in numbers.get(number, {}).items()
                if indent <= first.indent + 1 and (behind := bisect_right(lines, places[-1])) < len(lines)
            )
            place = min(found, default=None)
            if place is None:
                return places
            places.append(place)

    def _numbers(self, sort: tuple[str, str], style: ListStyle | None) -> dict[int, dict[int, list[int]]]:
        """Return the lines of each number in markers of a sort, by their indentation; bullets have 0."""
        known = self._known.get((sort, style))
        if known is None:
            known = self._known[sort, style] = {}
            for place, marker in enumerate(self._markers):
                if marker is not None and marker.sort == sort:
                    number = _value(marker.label, style) if style else 0
                    known.setdefault(number, {}).setdefault(marker.indent, []).append(place)
        return known


def _value(label: str, style: ListStyle) -> int:
    if label.isdecimal() or style == "decimal":
        return int(label) if label.isdecimal() and style == "decimal" else 0
    if label.isupper() != style.startswith("upper"):
        return 0
    label = label.lower()
    if style.endswith("alpha"):
        return ord(label) - ord("a") + 1 if len(label) == 1 else 0
    if not _ROMAN.fullmatch(label):
        return 0
    figures = [_FIGURES[letter] for letter in label]
    return sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))


def _list(
    lines: Sequence[str], markers: Sequence[_Marker | None], places: list[int], style: ListStyle | None
) -> TypedList:
    items = []
    for place, following in zip(places, [*places[1:], len(lines)], strict=True):
        marker = markers[place]
        assert marker is not None
        text = "\n".join([lines[place][marker.end :], *lines[place + 1 : following]])
        text = _LINE_END.sub("", text)
        items.append(Item(text, place))
    first = markers[places[0]]
    assert first is not None
    return TypedList(tuple(items), places[0], style, _DELIMITERS.get(first.sort, "period"))
