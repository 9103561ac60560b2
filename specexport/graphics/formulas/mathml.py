"""Formulas as MathML Core, for pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.graphics.formulas import Formula, converted, pandoc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.model.document import Document

_KEPT = frozenset(
    {
        *("display", "displaystyle", "scriptlevel", "mathvariant", "mathsize", "stretchy", "form", "fence"),
        *("separator", "accent", "accentunder", "lspace", "rspace", "minsize", "maxsize", "symmetric"),
        *("largeop", "movablelimits", "linethickness", "columnalign", "columnspan", "rowspan"),
        *("encoding", "width", "height", "depth", "voffset"),
    }
)
OVERLINE = "\u203e"
THIN_SPACE = "0.1667em"
"""The space between the name of a function and its argument."""

_AROUND_NAMES = frozenset({"munder", "mover", "munderover", "msub", "msup", "msubsup", "mrow"})
_SPACING = {
    "\u0300": "`",
    "\u0301": "\u00b4",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "\u00af",
    "\u0306": "\u02d8",
    "\u0307": "\u02d9",
    "\u0308": "\u00a8",
    "\u030c": "\u02c7",
    "\u20d7": "\u2192",
}
# What pandoc says of the cells of aligned equations, for which MathML Core has no attribute.
_ALIGNED = re.compile(r"text-align: (?:left|right|center)(?:; padding-(?:left|right): 0)?")


def elements(document: Document, context: Context) -> dict[Formula, str]:
    """Return the `math` element of every formula of a document; what pandoc cannot read is reported."""
    return converted(document, context, convert)


def convert(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, str], dict[str, str]]:
    """Return the `math` elements of `formulas`, and why some have none, by their TeX."""
    from lxml import html

    if not formulas:
        return {}, {}
    page, reasons = pandoc.run(formulas, context, "--to=html", "--mathml")
    paragraphs = html.fragment_fromstring(page.decode(), create_parent="div").findall("p")
    if len(paragraphs) != len(formulas):
        raise ValueError("it returned another number of formulas")
    made = {}
    for formula, paragraph in zip(formulas, paragraphs, strict=True):
        math = paragraph.find("math")
        if math is not None:
            made[formula] = _markup(math)
    return made, reasons


def _markup(math: _Element) -> str:
    from lxml import etree

    for accented in math.iter("mover", "munder"):
        _accent(accented)
    for row in math.iter("mrow"):
        _space_functions(row)
    for table in math.iter("mtable"):
        _display_aligned(table)
    for element in math.iter():
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name not in _KEPT and not (name == "style" and _ALIGNED.fullmatch(value)):
                del element.attrib[name]
    math.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    markup: str = etree.tostring(math, encoding="unicode", with_tail=False)
    return markup


def _space_functions(row: _Element) -> None:
    """Set a thin space between the name of a function and its argument, unless that is in brackets.

    In TeX names are operators (Knuth, The TeXbook, 18), which MathML Core has no such class for.
    """
    from lxml import etree

    for element in list(row):
        after = element.getnext()
        if after is None or after.tag == "mo" or not _is_name(element):
            continue
        space = etree.Element("mspace", width=THIN_SPACE)
        row.insert(row.index(after), space)


def _is_name(element: _Element) -> bool:
    """Return whether an element is a name such as `sin` or `lim`, also one with a limit or a power."""
    while element.tag in _AROUND_NAMES and len(element):
        element = element[0]
    return element.tag == "mi" and len(element.text or "") > 1 and element.get("mathvariant") == "normal"


def _display_aligned(table: _Element) -> None:
    """Set lines that are aligned at a sign as if each were displayed by itself, as amsmath does."""
    if any(cell.get("columnalign") == "right" for cell in table.iter("mtd")):
        table.set("displaystyle", "true")


def _accent(accented: _Element) -> None:
    """Let an accent be as wide as what it stands over where that is more than a letter, and stand by itself.

    MathML Core (3.2.4.2) stretches operators, which combining characters are not.
    """
    if len(accented) == 2 and accented[1].tag == "mo" and accented[1].get("accent") == "true":
        accent = accented[1]
        accent.text = _SPACING.get(accent.text or "", accent.text)
        wide = len(accented[0]) > 1
        accent.set("stretchy", "true" if wide else "false")
        if wide and accent.text == "\u00af":
            accent.text = OVERLINE
