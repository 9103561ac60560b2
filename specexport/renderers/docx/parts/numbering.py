"""Lists and numbered headings: `numbering.xml` (17.9).

Headings, appendices, bullets and numbers are multilevel definitions to which the styles are bound. Every
numbered list of the document is an instance of its own, so that it begins where its author says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.appendices import is_label
from specexport.renderers.docx import wml
from specexport.renderers.docx.styles.properties import (
    APPENDIX_LIST,
    BULLET_LIST,
    HEADING_LIST,
    LEVELS,
    LIST_STEP,
    NUMBER_LIST,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.model.document import OrderedList
    from specexport.model.style import Style

# Headings without a number in a style that numbers them, and appendices in a section of their own.
UNNUMBERED_LIST, GROUPED_APPENDIX_LIST = 5, 6
_FIXED = (
    *(HEADING_LIST, BULLET_LIST, NUMBER_LIST, APPENDIX_LIST),
    *(UNNUMBERED_LIST, GROUPED_APPENDIX_LIST),
)
_FIRST_FREE = 7
_BULLETS = ("•", "–")
_FORMATS = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
# The lines of a block of code, which are numbered like a list.
_LINES = ("lines", "")
_DELIMITERS = {"period": "%{}.", "one-paren": "%{})", "two-parens": "(%{})"}
# Widths in a heading's number, as shares of its size: a bold digit, a full stop, the gap after it.
_DIGIT, _DOT, _GAP = 0.62, 0.3, 0.65
# The weight from which a face is bold.
_BOLD = 600
_NO_INDENT = (wml.w("ind", left=0, firstLine=0),)
_LIGHT = (wml.w("b", val=0), wml.w("bCs", val=0))
# Word counts no further (17.9.25 takes a signed 32-bit number, the program stops at 32767).
_LARGEST_START = 32767


class ListInstances:
    """The list instances of a document, in the order in which they were asked for."""

    def __init__(self, style: Style, numbers: Iterable[str] = ()) -> None:
        """`numbers` are those of the headings: the widest of a level decides how far its text stands in."""
        self._style = style
        self._digits = [level + 1 for level in range(LEVELS)]
        known = list(numbers)
        label = next(filter(is_label, known), style.words.appendix)
        self._appendix = label.rpartition(" ")[0] or label
        for number in known:
            if is_label(number):
                continue
            level = min(number.count("."), LEVELS - 1)
            self._digits[level] = max(self._digits[level], len(number) - level)
        self._definitions: dict[tuple[str, str], int] = {("decimal", "period"): NUMBER_LIST}
        self._instances: list[wml.ListInstance] = []
        # What the next list would be, if it went on with the last.
        self._next: tuple[int, int, int] | None = None
        self._last = 0

    def ordered(self, node: OrderedList, level: int) -> int:
        """Return the number of a list that begins at `level` (from 0) as `node` says.

        It is a new one, unless it goes on where the list before it ended.
        """
        definition = self._definition(node.style, node.delimiter)
        start = min(max(node.start, 0), _LARGEST_START)
        goes_on = self._next == (definition, level, start) and start > 1
        self._next = (definition, level, start + len(node.items))
        if not goes_on:
            self._last = self._instance(definition, level, start)
        return self._last

    def lines(self, first: int) -> int:
        """Return the number of a list for the lines of a block of code, of which the first has a number."""
        return self._instance(self._definition(*_LINES), 0, min(first, _LARGEST_START))

    def _definition(self, form: str, delimiter: str) -> int:
        return self._definitions.setdefault((form, delimiter), _FIRST_FREE - 1 + len(self._definitions))

    def _instance(self, definition: int, level: int, start: int) -> int:
        number = _FIRST_FREE + len(self._instances)
        self._instances.append(wml.ListInstance(number, definition, level, start))
        return number

    def part(self) -> bytes:
        """Return `numbering.xml`."""
        return wml.part("numbering", (*self.definitions(), *self.instances()))

    def definitions(self) -> tuple[wml.AbstractNum, ...]:
        """Return the definitions of the lists."""
        ink = (_color(self._style.lists.marker_color),)
        own = [
            _lines(ident, self._style.colors.secondary) if key == _LINES else _numbers(ident, *key, ink)
            for key, ident in self._definitions.items()
        ]
        return (
            _headings(self._style, self._digits),
            _bullets(ink),
            self._appendices(APPENDIX_LIST, 0),
            wml.AbstractNum(tuple(_unnumbered(level) for level in range(LEVELS)), UNNUMBERED_LIST),
            self._appendices(GROUPED_APPENDIX_LIST, 1),
            *own,
        )

    def instances(self) -> tuple[wml.ListInstance, ...]:
        """Return the lists themselves: those that styles are bound to, then those of the text."""
        return (*(wml.ListInstance(number, number) for number in _FIXED), *self._instances)

    def _appendices(self, ident: int, first: int) -> wml.AbstractNum:
        """Return the definition of appendices that are headings of the level `first` (from 0)."""
        depth = self._style.numbering_depth if self._style.numbering else LEVELS
        levels = (self._appendix_level(ident, first, i, depth) for i in range(LEVELS))
        return wml.AbstractNum(tuple(levels), ident)

    def _appendix_level(self, ident: int, first: int, level: int, depth: int) -> wml.Lvl:
        bound = f"AppendixHeading{level + 1}" if ident == APPENDIX_LIST else ""
        ink = _quiet(self._style, level)
        if level == first:
            # Word puts a space after a label in the contents, too, where its tab would be too far.
            words = f"{self._appendix} %{level + 1}"
            return wml.Lvl(level, "upperLetter", words, bound, _NO_INDENT, "space", ink)
        if first < level < depth:
            label = ".".join(f"%{k + 1}" for k in range(first, level + 1))
            stand = _heading_stand(self._style, level, self._digits[level])
            return wml.Lvl(level, "decimal", label, bound, stand, ink=ink)
        return _unnumbered(level, bound)


def _color(value: str) -> wml.Element:
    return wml.w("color", val=value[1:].upper())


def _quiet(style: Style, level: int) -> wml.Props:
    """Return the look of numbers beside headings: they find a place, and the words say what it is.

    They are only light where the family travels with the document in that weight, or not at all.
    """
    family = style.headings[min(level, len(style.headings) - 1)].type.family
    weights = [face.weight for face in style.fonts if face.family == family]
    light = () if weights and min(weights) >= _BOLD else _LIGHT
    return (*light, _color(style.colors.secondary))


def _stand(left: int, hanging: int) -> wml.Props:
    """Return a hanging indent whose text begins at `left`, in twips."""
    return (wml.w("tabs", wml.w("tab", val="num", pos=left)), *wml.indent(left, hanging))


def _suffix(level: int) -> str:
    return str(level + 1) if level else ""


def _bullets(ink: wml.Props) -> wml.AbstractNum:
    levels = [
        wml.Lvl(
            *(level, "bullet", _BULLETS[level % len(_BULLETS)], f"ListBullet{_suffix(level)}"),
            _stand((level + 1) * LIST_STEP, LIST_STEP),
            ink=ink,
        )
        for level in range(LEVELS)
    ]
    return wml.AbstractNum(tuple(levels), BULLET_LIST)


def _numbers(ident: int, form: str, delimiter: str, ink: wml.Props) -> wml.AbstractNum:
    levels = [
        wml.Lvl(
            *(level, _FORMATS[form], _DELIMITERS[delimiter].format(level + 1)),
            f"ListNumber{_suffix(level)}" if ident == NUMBER_LIST else "",
            _stand((level + 1) * LIST_STEP, LIST_STEP),
            ink=ink,
        )
        for level in range(LEVELS)
    ]
    return wml.AbstractNum(tuple(levels), ident)


def _lines(ident: int, color: str) -> wml.AbstractNum:
    """Return the definition of numbers beside code; every paragraph says how far in they stand."""
    return wml.AbstractNum((wml.Lvl(0, "decimal", "%1", ink=(_color(color),), side="right"),), ident)


def _headings(style: Style, digits: Sequence[int]) -> wml.AbstractNum:
    depth = style.numbering_depth if style.numbering else 0
    levels = [
        _numbered(style, level, digits[level]) if level < depth else _unnumbered(level)
        for level in range(LEVELS)
    ]
    return wml.AbstractNum(tuple(levels), HEADING_LIST)


def _numbered(style: Style, level: int, digits: int) -> wml.Lvl:
    label = ".".join(f"%{k + 1}" for k in range(level + 1))
    stand = _heading_stand(style, level, digits)
    return wml.Lvl(level, "decimal", label, f"Heading{level + 1}", stand, ink=_quiet(style, level))


def _unnumbered(level: int, bound: str = "") -> wml.Lvl:
    return wml.Lvl(level, "none", "", bound, _NO_INDENT, "nothing")


def _heading_stand(style: Style, level: int, digits: int) -> wml.Props:
    """Return the hanging indent of a heading: room for a number with `digits` in all, and a gap."""
    heading = style.headings[min(level, len(style.headings) - 1)].type
    left = round((_DIGIT * digits + _DOT * level + _GAP) * heading.size) * wml.TWIPS
    return _stand(left, left)
