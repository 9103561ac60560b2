"""Lists and numbered headings: `numbering.xml` (17.9).

Headings, appendices, bullets and numbers are multilevel definitions to which the styles are bound. Every
numbered list of the document is an instance of its own, so that it begins where its author says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

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
_NO_INDENT = '<w:ind w:left="0" w:firstLine="0"/>'
# Word counts no further (17.9.25 takes a signed 32-bit number, the program stops at 32767).
_LARGEST_START = 32767


class _Instance(Struct, frozen=True):
    number: int
    definition: int
    level: int = 0
    start: int = -1


class Lists:
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
        self._instances: list[_Instance] = []
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
        self._instances.append(_Instance(number, definition, level, start))
        return number

    def part(self) -> bytes:
        """Return `numbering.xml`."""
        return wml.part("numbering", "".join(self.parts()))

    def parts(self) -> tuple[str, str]:
        """Return the definitions of lists and their instances."""
        definitions = [
            _headings(self._style, self._digits),
            _bullets(self._style.lists.marker_color),
            self._appendices(APPENDIX_LIST, 0),
            _abstract(UNNUMBERED_LIST, [_unnumbered(level) for level in range(LEVELS)]),
            self._appendices(GROUPED_APPENDIX_LIST, 1),
        ]
        definitions += [
            _lines(ident, self._style.colors.secondary)
            if key == _LINES
            else _numbers(ident, *key, self._style.lists.marker_color)
            for key, ident in self._definitions.items()
        ]
        instances = [_Instance(number, number) for number in _FIXED] + self._instances
        return "".join(definitions), "".join(map(_num, instances))

    def _appendices(self, ident: int, first: int) -> str:
        """Return the definition of appendices that are headings of the level `first` (from 0)."""
        depth = self._style.numbering_depth if self._style.numbering else LEVELS
        return _abstract(ident, [self._appendix_level(ident, first, i, depth) for i in range(LEVELS)])

    def _appendix_level(self, ident: int, first: int, level: int, depth: int) -> str:
        bound = f"AppendixHeading{level + 1}" if ident == APPENDIX_LIST else ""
        ink = _quiet(self._style, level)
        if level == first:
            # Word puts a space after a label in the contents, too, where its tab would be too far.
            words = f"{self._appendix} %{level + 1}"
            return _level(level, "upperLetter", words, bound, _NO_INDENT, "space", ink)
        if first < level < depth:
            label = ".".join(f"%{k + 1}" for k in range(first, level + 1))
            stand = _heading_stand(self._style, level, self._digits[level])
            return _level(level, "decimal", label, bound, stand, ink=ink)
        return _unnumbered(level, bound)


def _num(instance: _Instance) -> str:
    start = ""
    if instance.start >= 0:
        begin = f'<w:startOverride w:val="{instance.start}"/>'
        start = f'<w:lvlOverride w:ilvl="{instance.level}">{begin}</w:lvlOverride>'
    return (
        f'<w:num w:numId="{instance.number}"><w:abstractNumId w:val="{instance.definition}"/>{start}</w:num>'
    )


def _abstract(ident: int, levels: list[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{ident}"><w:nsid w:val="{0x5EC0000 + ident:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )


def _level(
    level: int, form: str, label: str, style: str, stand: str, after: str = "tab", ink: str = ""
) -> str:
    """Return `w:lvl` (17.9.6); `ink` is how the label looks where it is not as its paragraph."""
    inked = f"<w:rPr>{ink}</w:rPr>" if ink else ""
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{bound}'
        f'<w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{wml.escape(label)}"/><w:lvlJc w:val="left"/><w:pPr>{stand}</w:pPr>'
        f"{inked}</w:lvl>"
    )


def _color(value: str) -> str:
    return f'<w:color w:val="{value[1:].upper()}"/>'


def _quiet(style: Style, level: int) -> str:
    """Return the look of numbers beside headings: they find a place, and the words say what it is.

    They are only light where the family travels with the document in that weight, or not at all.
    """
    family = style.headings[min(level, len(style.headings) - 1)].type.family
    weights = [face.weight for face in style.fonts if face.family == family]
    light = "" if weights and min(weights) >= _BOLD else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return light + _color(style.colors.secondary)


def _item_stand(level: int) -> str:
    left = (level + 1) * LIST_STEP
    return f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>{wml.indent(left, LIST_STEP)}'


def _suffix(level: int) -> str:
    return str(level + 1) if level else ""


def _bullets(color: str) -> str:
    signs = [_BULLETS[i % len(_BULLETS)] for i in range(LEVELS)]
    levels = [
        _level(i, "bullet", sign, f"ListBullet{_suffix(i)}", _item_stand(i), ink=_color(color))
        for i, sign in enumerate(signs)
    ]
    return _abstract(BULLET_LIST, levels)


def _numbers(ident: int, form: str, delimiter: str, color: str) -> str:
    bound = ident == NUMBER_LIST
    levels = [
        _level(
            i,
            _FORMATS[form],
            _DELIMITERS[delimiter].format(i + 1),
            f"ListNumber{_suffix(i)}" if bound else "",
            _item_stand(i),
            ink=_color(color),
        )
        for i in range(LEVELS)
    ]
    return _abstract(ident, levels)


def _lines(ident: int, color: str) -> str:
    """Return the definition of numbers beside code; every paragraph says how far in they stand."""
    level = _level(0, "decimal", "%1", "", wml.indent(0), ink=_color(color))
    return _abstract(ident, [level.replace('<w:lvlJc w:val="left"/>', '<w:lvlJc w:val="right"/>')])


def _headings(style: Style, digits: Sequence[int]) -> str:
    depth = style.numbering_depth if style.numbering else 0
    levels = []
    for i in range(LEVELS):
        if i < depth:
            label = ".".join(f"%{k + 1}" for k in range(i + 1))
            stand = _heading_stand(style, i, digits[i])
            levels.append(_level(i, "decimal", label, f"Heading{i + 1}", stand, ink=_quiet(style, i)))
        else:
            levels.append(_unnumbered(i))
    return _abstract(HEADING_LIST, levels)


def _unnumbered(level: int, bound: str = "") -> str:
    return _level(level, "none", "", bound, _NO_INDENT, "nothing")


def _heading_stand(style: Style, level: int, digits: int) -> str:
    """Return the hanging indent of a heading: room for a number with `digits` in all, and a gap."""
    heading = style.headings[min(level, len(style.headings) - 1)].type
    left = round((_DIGIT * digits + _DOT * level + _GAP) * heading.size) * wml.TWIPS
    return f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>{wml.indent(left, left)}'
