"""Numbers of headings: those of the template, whatever the style says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.passes import contents, handmade, headings
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context
    from specexport.model.document import ContentsEntry, Document
    from specexport.renderers.docx.template.styles import Styles

_W = f"{{{wml.W}}}"
_DEEPEST = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def conform(document: Document, context: Context, styles: Styles, lists: Any) -> tuple[Document, Context]:
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
    blocks = document.blocks if before or not depth else handmade.unnumbered(document.blocks)
    blocks = headings.outlined(blocks, context.style)
    document = contents.run(replace(document, blocks=blocks), context)
    labels = _labels(styles, lists)
    return replace(document, contents=tuple(_labelled(one, labels) for one in document.contents)), context


def _labels(styles: Styles, lists: Any) -> dict[int, tuple[str, dict[int, str]]]:
    """Return the label of headings by level, with the forms of the numbers in it (17.9.11, 17.9.17)."""
    found = {}
    for level in range(1, _DEEPEST + 1):
        place = styles.list_of(f"Heading{level}")
        if place is not None and lists is not None:
            levels = _levels(lists, place[0])
            label = levels.get(place[1])
            if label is not None:
                forms = {at + 1: _said(one, "numFmt") for at, one in levels.items()}
                found[level] = (_said(label, "lvlText"), forms)
    return found


def _levels(lists: Any, number: str) -> dict[int, Any]:
    instance = next((one for one in lists.iter(f"{_W}num") if one.get(f"{_W}numId") == number), None)
    ident = "" if instance is None else _said(instance, "abstractNumId")
    known = (one for one in lists.iter(f"{_W}abstractNum") if one.get(f"{_W}abstractNumId") == ident)
    definition = next(known, None)
    levels = () if definition is None else definition.findall(f"{_W}lvl")
    return {int(one.get(f"{_W}ilvl")): one for one in levels if one.get(f"{_W}ilvl", "").isdecimal()}


def _said(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _labelled(entry: ContentsEntry, labels: Mapping[int, tuple[str, dict[int, str]]]) -> ContentsEntry:
    if not entry.number[:1].isdecimal() or entry.level not in labels:
        return entry
    label, forms = labels[entry.level]
    counts = dict(enumerate(map(int, entry.number.split(".")), 1))

    def figure(match: re.Match[str]) -> str:
        place = int(match[1])
        return _figure(counts.get(place, 1), forms.get(place, ""))

    return replace(entry, number=_PLACE.sub(figure, label) if label else entry.number)


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
