"""Numbers of headings: those of the template, whatever the style says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.passes import contents, handmade_numbers, headings
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.model.document import ContentsEntry, Document
    from specexport.renderers.docx.template.styles import Styles

_DEEPEST = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def conform(
    document: Document, context: Context, styles: Styles, lists: _Element | None
) -> tuple[Document, Context]:
    """Return a document and its context with headings numbered as deep as the template numbers them.

    `lists` is the root of the template's numbering, or None. Where the template numbers, numbers that the
    author typed are left out; where it does not, there are none. A template without headings of its own
    leaves the style its say.
    """
    if "Heading1" not in styles.matched:
        return document, context
    style = context.style
    levels = range(1, _DEEPEST + 1)
    depth = next((level - 1 for level in levels if not styles.numbered(f"Heading{level}")), _DEEPEST)
    before = style.numbering_depth if style.numbering else 0
    if depth == before == 0:
        return document, context
    if before and not depth:
        message = "headings have no numbers in this file, for the template has none"
        context.inform("SX769", message, hint="number its heading styles with a multilevel list")
    context = replace(context, style=replace(style, numbering=depth > 0, numbering_depth=depth))
    blocks = document.blocks if before or not depth else handmade_numbers.unnumbered(document.blocks)
    blocks = headings.outlined(blocks, context.style)
    document = contents.run(replace(document, blocks=blocks), context)
    labels = {level: label for level in levels if (label := _label(styles, lists, level))}
    return replace(document, contents=tuple(_labelled(one, labels) for one in document.contents)), context


class _Label(Struct, frozen=True):
    """The label of headings of one level: a text with places such as `%1` for the numbers (17.9.11).

    `forms` are those of the numbers by the levels that they count, from 1 (17.9.17).
    """

    text: str
    forms: dict[int, str]

    def of(self, number: str) -> str:
        """Return what stands before the heading whose number is `number`, such as `1.2`."""
        counts = dict(enumerate(map(int, number.split(".")), 1))

        def figure(match: re.Match[str]) -> str:
            place = int(match[1])
            return _figure(counts.get(place, 1), self.forms.get(place, ""))

        return _PLACE.sub(figure, self.text) if self.text else number


def _label(styles: Styles, lists: _Element | None, level: int) -> _Label | None:
    """Return the label that the template's style for headings of a level has, if it has one."""
    place = styles.list_of(f"Heading{level}")
    if place is None or lists is None:
        return None
    levels = _levels(lists, place.number)
    if place.level not in levels:
        return None
    forms = {at + 1: tree.value(one, "numFmt") for at, one in levels.items()}
    return _Label(tree.value(levels[place.level], "lvlText"), forms)


def _levels(lists: _Element, number: str) -> dict[int, _Element]:
    """Return the levels, from 0, of the list that has a number in the template's numbering."""
    instance = _with(lists, "num", "numId", number)
    ident = "" if instance is None else tree.value(instance, "abstractNumId")
    definition = _with(lists, "abstractNum", "abstractNumId", ident)
    levels = () if definition is None else definition.findall(f"{W}lvl")
    ranks = ((one.get(f"{W}ilvl", ""), one) for one in levels)
    return {int(rank): one for rank, one in ranks if rank.isdecimal()}


def _with(lists: _Element, name: str, attribute: str, number: str) -> _Element | None:
    """Return the first element of a name whose attribute is `number`, None where there is none."""
    return next((one for one in lists.iter(f"{W}{name}") if one.get(f"{W}{attribute}") == number), None)


def _labelled(entry: ContentsEntry, labels: Mapping[int, _Label]) -> ContentsEntry:
    """Return an entry of the contents with the number that its heading has in the template."""
    label = labels.get(entry.level)
    if label is None or not entry.number[:1].isdecimal():
        return entry
    return replace(entry, number=label.of(entry.number))


def _figure(count: int, form: str) -> str:
    """Return a number in one of the forms of lists."""
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            letters = _roman(count)
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
    return letters.upper() if form.startswith("upper") else letters


def _roman(count: int) -> str:
    parts: list[str] = []
    for value, letters in _ROMAN:
        parts.append(letters * (count // value))
        count %= value
    return "".join(parts)
