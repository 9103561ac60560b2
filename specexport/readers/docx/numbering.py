"""Numbers of paragraphs, counted as Word counts (ECMA-376, 17.9).

Lists (`w:num`) of one definition (`w:abstractNum`) count on where another of them has ended; a list with a
start of its own (`w:startOverride`) begins anew where it is used first. A level begins anew behind one above
it, unless it says otherwise (`w:lvlRestart`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model.document import ListDelimiter, ListStyle
from specexport.readers.docx.names import W, is_on, number, val
from specexport.readers.docx.styles import Indent, indent
from specexport.readers.docx.symbols import written

if TYPE_CHECKING:
    import re

    from lxml.etree import _Element

    from specexport.readers.docx.package import Part

_LEVELS = 9
_STYLES: dict[str, ListStyle] = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_DELIMITERS: dict[str, ListDelimiter] = {
    "%.": "period",
    "%": "period",
    "%)": "one-paren",
    "(%)": "two-parens",
}
_PLACE = regex(r"%([1-9])")
_LONGEST = 255  # letters in what is written for a level
_MOST = 100_000  # beyond it no number has letters or Roman digits


class Level(Struct, frozen=True):
    """One level of a list: how its number is written, where it begins, and where its text stands."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False
    indent: Indent | None = None
    style: str = ""


class Label(Struct, frozen=True):
    """The label of one paragraph: its list, level and number, and how it is written.

    `text` is the label in words: empty for a bullet, and for one that `style` and `delimiter` say.
    `is_blank`: nothing is seen, so the paragraph goes on what stands above it. `whole` is all that is seen.
    """

    family: str
    level: int
    number: int = 0
    style: ListStyle = "decimal"
    delimiter: ListDelimiter = "period"
    text: str = ""
    is_bullet: bool = False
    is_blank: bool = False
    whole: str = ""
    indent: Indent | None = None


class _List(Struct, frozen=True):
    family: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, part: Part | None) -> None:
        root = None if part is None else part.root
        self._families = {} if root is None else _families(root)
        self._lists = {} if root is None else _lists(root, self._families)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def of_style(self, ident: str, style: str, level: int) -> int:
        """Return the level of a list that a style belongs to (`w:pStyle`), else the one given."""
        found = self._lists.get(ident)
        levels = found.levels.items() if found else ()
        return next((place for place, one in levels if one.style and one.style == style), level)

    def next(self, ident: str, level: int) -> Label | None:
        """Return the label of the next paragraph of a list, None where there is no such list."""
        found = self._lists.get(ident)
        level = max(0, min(level, _LEVELS - 1))
        if found is None:
            return None
        own = found.levels.get(level, Level())
        counts = self._counts.setdefault(found.family, {})
        self._count(ident, found, level, counts)
        return _label(found, level, own, counts)

    def _count(self, ident: str, found: _List, level: int, counts: dict[int, int]) -> None:
        own = found.levels.get(level, Level())
        if level in found.starts and (ident, level) not in self._begun:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = own.start
        self._begun.add((ident, level))
        for above in range(level):
            counts.setdefault(above, found.levels.get(above, Level()).start)
        for below in [place for place in counts if place > level]:
            restart = found.levels.get(below, Level()).restart
            if restart != 0 and (restart < 0 or level < restart):
                del counts[below]


def _families(root: _Element) -> dict[str, dict[int, Level]]:
    """Return the levels of every definition; one that only names a style (17.9.21) has that style's."""
    entries = {str(one.get(f"{W}abstractNumId")): one for one in root.iterchildren(f"{W}abstractNum")}
    named = {val(one, "styleLink"): name for name, one in entries.items() if val(one, "styleLink")}
    found = {}
    for name, one in entries.items():
        source = entries[named.get(val(one, "numStyleLink"), name)]
        found[name] = _levels(source)
    return found


def _lists(root: _Element, families: dict[str, dict[int, Level]]) -> dict[str, _List]:
    found = {}
    for one in root.iterchildren(f"{W}num"):
        family = val(one, "abstractNumId")
        levels, starts = dict(families.get(family, {})), {}
        for override in one.iterchildren(f"{W}lvlOverride"):
            level = number(override.get(f"{W}ilvl"))
            levels |= _levels(override)
            if override.find(f"{W}startOverride") is not None:
                starts[level] = number(val(override, "startOverride"), 1)
        if family in families:
            found[str(one.get(f"{W}numId"))] = _List(family, levels, starts)
    return found


def _levels(parent: _Element) -> dict[int, Level]:
    return {number(one.get(f"{W}ilvl")): _level(one) for one in parent.iterchildren(f"{W}lvl")}


def _level(one: _Element) -> Level:
    ppr, rpr = one.find(f"{W}pPr"), one.find(f"{W}rPr")
    fonts = None if rpr is None else rpr.find(f"{W}rFonts")
    font = "" if fonts is None else str(fonts.get(f"{W}ascii", ""))
    return Level(
        val(one, "numFmt", "decimal"),
        written(font, val(one, "lvlText")[:_LONGEST]),
        number(val(one, "start", "0")),
        number(val(one, "lvlRestart", "-1"), -1),
        is_on(one.find(f"{W}isLgl")),
        None if ppr is None else indent([ppr]),
        val(one, "pStyle"),
    )


def _label(found: _List, level: int, own: Level, counts: dict[int, int]) -> Label:
    count = counts[level]
    if own.form in ("none", "bullet"):
        if own.form == "bullet":  # pandoc's own lists mark what goes on an item with a space
            blank = bool(own.text) and not own.text.strip()
        else:
            blank = not own.text.strip("%123456789. ")
        text = own.text if own.form == "none" and not blank else ""
        return Label(
            found.family, level, text=text, is_bullet=True, is_blank=blank, whole=text, indent=own.indent
        )

    def written_at(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        form = found.levels.get(place, Level()).form
        return counted(counts.get(place, 0), "decimal" if own.legal and place != level else form)

    whole = " ".join(_PLACE.sub(written_at, own.text).split())
    delimiter = _DELIMITERS.get(own.text.strip().replace(f"%{level + 1}", "%"))
    style = _STYLES.get(own.form)
    plain = bool(style and delimiter and count >= 0)
    return Label(
        found.family,
        level,
        count,
        style if style and plain else "decimal",
        delimiter or "period",
        "" if plain else whole,
        is_bullet=not plain,
        is_blank=not whole,
        whole=whole,
        indent=own.indent,
    )


def counted(count: int, form: str) -> str:
    """Return a number in one of the forms of 17.18.59; others than those known here are decimal."""
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("lowerRoman", "upperRoman") and 0 < count < _MOST:
        text = _roman(count)
        return text.lower() if form == "lowerRoman" else text
    if form in ("lowerLetter", "upperLetter") and 0 < count < _MOST:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return (letter if form == "lowerLetter" else letter.upper())[:_LEVELS]
    return str(count)


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _roman(count: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        parts.append(sign * (count // value))
        count %= value
    return "".join(parts)
