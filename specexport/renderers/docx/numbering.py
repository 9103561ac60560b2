"""Lists and numbered headings: `numbering.xml` (17.9).

Headings, bullets and numbers are three multilevel definitions to which the styles are bound. Every numbered
list of the document is an instance of its own, so that it begins where its author says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.renderers.docx import xml
from specexport.style.word.vocabulary import BULLET_LIST, HEADING_LIST, LEVELS, LIST_STEP, NUMBER_LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.document import OrderedList
    from specexport.style.tokens import Style

# Appendices, and headings without a number in a style that numbers them.
APPENDIX_LIST, UNNUMBERED_LIST = 4, 5
_FIRST_FREE = 6
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
        for number in numbers:
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
        return xml.part("numbering", "".join(self.parts()))

    def parts(self) -> tuple[str, str]:
        """Return the definitions of lists and their instances."""
        definitions = [
            _headings(self._style, self._digits),
            _bullets(self._style.lists.marker_color),
            _appendices(self._style, self._digits),
            _abstract(UNNUMBERED_LIST, [_unnumbered(level) for level in range(LEVELS)]),
        ]
        definitions += [
            _lines(ident, self._style.colors.secondary)
            if key == _LINES
            else _numbers(ident, *key, self._style.lists.marker_color)
            for key, ident in self._definitions.items()
        ]
        fixed = (HEADING_LIST, BULLET_LIST, NUMBER_LIST, APPENDIX_LIST, UNNUMBERED_LIST)
        instances = [_Instance(number, number) for number in fixed] + self._instances
        return "".join(definitions), "".join(map(_num, instances))


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
    level: int, form: str, label: str, style: str, stand: str, after: str = "tab", color: str = ""
) -> str:
    """Return `w:lvl` (17.9.6); the label has a `color` of its own, if one is given."""
    inked = f'<w:rPr><w:color w:val="{color[1:].upper()}"/></w:rPr>' if color else ""
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{bound}'
        f'<w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{xml.escape(label)}"/><w:lvlJc w:val="left"/><w:pPr>{stand}</w:pPr>'
        f"{inked}</w:lvl>"
    )


def _item_stand(level: int) -> str:
    left = (level + 1) * LIST_STEP
    return f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>{xml.indent(left, LIST_STEP)}'


def _suffix(level: int) -> str:
    return str(level + 1) if level else ""


def _bullets(color: str) -> str:
    signs = [_BULLETS[i % len(_BULLETS)] for i in range(LEVELS)]
    levels = [
        _level(i, "bullet", sign, f"ListBullet{_suffix(i)}", _item_stand(i), color=color)
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
            color=color,
        )
        for i in range(LEVELS)
    ]
    return _abstract(ident, levels)


def _lines(ident: int, color: str) -> str:
    """Return the definition of numbers beside code; every paragraph says how far in they stand."""
    level = _level(0, "decimal", "%1", "", xml.indent(0), color=color)
    return _abstract(ident, [level.replace('<w:lvlJc w:val="left"/>', '<w:lvlJc w:val="right"/>')])


def _headings(style: Style, digits: Sequence[int]) -> str:
    depth = style.numbering_depth if style.numbering else 0
    levels = []
    for i in range(LEVELS):
        if i < depth:
            label = ".".join(f"%{k + 1}" for k in range(i + 1))
            levels.append(_level(i, "decimal", label, f"Heading{i + 1}", _heading_stand(style, i, digits[i])))
        else:
            levels.append(_unnumbered(i))
    return _abstract(HEADING_LIST, levels)


def _unnumbered(level: int) -> str:
    return _level(level, "none", "", "", '<w:ind w:left="0" w:firstLine="0"/>', "nothing")


def _appendices(style: Style, digits: Sequence[int]) -> str:
    levels = [
        _level(
            i,
            "decimal" if i else "upperLetter",
            ".".join(f"%{k + 1}" for k in range(i + 1)),
            "",
            _heading_stand(style, i, digits[i]),
        )
        for i in range(LEVELS)
    ]
    return _abstract(APPENDIX_LIST, levels)


def _heading_stand(style: Style, level: int, digits: int) -> str:
    """Return the hanging indent of a heading: room for a number with `digits` in all, and a gap."""
    heading = style.headings[min(level, len(style.headings) - 1)].type
    left = round((_DIGIT * digits + _DOT * level + _GAP) * heading.size) * xml.TWIPS
    return f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>{xml.indent(left, left)}'
