"""Formulas as MathML Core, for pages.

What pandoc writes is put right where browsers would show something else: accents and arrows as wide as what
they belong to, space behind the names of functions. What MathML Core has no word for are classes, which a
page has rules for (`renderers.html.formulas`): `rule-…` at the edges of cells, `cancel-…` and `boxed`
around an expression.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from specexport.core.patterns import regex
from specexport.graphics.formulas import Formula, converted, letters, pandoc, rules

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
        *("encoding", "width", "height", "depth", "voffset", "class"),
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
# Marks below a letter, which pandoc takes for marks above it.
_BELOW = frozenset("\u0330\u0331\u0332\u20ec\u20ed\u20ee\u20ef")
ARROWS = frozenset("←→↔⇐⇒⇔↤↦↩↪↼↽⇀⇁⇋⇌⇄↞↠⟵⟶⟷⟸⟹⟺")
"""Signs that are as long as what stands over or below them."""

_LABEL = regex(r"\\label\s*\{[^{}]*\}")
_ENCLOSED = {
    "updiagonalstrike": "cancel-up",
    "downdiagonalstrike": "cancel-down",
    "horizontalstrike": "cancel-across",
    "box": "boxed",
}
# What is said of the cells of aligned equations and of negative spaces, for which MathML Core has no
# attributes.
_SAID = regex(
    r"(?:text-align: (?:left|right); text-align: -webkit-(?:left|right))?(?:; )?"
    r"(?:padding-(?:left|right): 0)?"
    r"|margin-inline-start: -[\d.]+em"
)


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
        if math is None:
            continue
        markup = _markup(math, formula[0])
        if lost := letters.lost(formula[0], letters.of_mathml(ElementTree.fromstring(markup))):
            reasons[formula[0]] = f"{lost} would be lost"
        else:
            made[formula] = markup
    return made, reasons


def _markup(math: _Element, tex: str) -> str:
    from lxml import etree

    for annotation in math.iter("annotation"):
        annotation.text = _LABEL.sub("", tex)
    for around in list(math.iter("mover", "munder", "munderover")):
        _accent(around)
        _stretch(around)
    for letter in math.iter("mi"):
        if letter.text == "∇":  # an operator, which is upright
            letter.set("mathvariant", "normal")
    for row in math.iter("mrow"):
        _space_functions(row)
    for table in math.iter("mtable"):
        _rule(table)
        _display_aligned(table)
    for cell in math.iter("mtd"):
        _align(cell)
    for space in math.iter("mspace"):
        _narrow(space)
    for frame in math.iter("menclose"):
        _enclose(frame)
    for element in math.iter():
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name not in _KEPT and not (name == "style" and _SAID.fullmatch(value)):
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
    if any(
        cell.get("columnalign") == "right" and "padding" in cell.get("style", "")
        for cell in table.iter("mtd")
    ):
        table.set("displaystyle", "true")


def _align(cell: _Element) -> None:
    """Let browsers align a cell, whose content is a block to those of Chromium's kind."""
    side = cell.get("columnalign", "center")
    said = [] if side == "center" else [f"text-align: {side}", f"text-align: -webkit-{side}"]
    said += re.findall(r"padding-(?:left|right): 0", cell.get("style", ""))
    if said:
        cell.set("style", "; ".join(said))
    elif "style" in cell.attrib:
        del cell.attrib["style"]


def _narrow(space: _Element) -> None:
    """Make a negative space a margin, for MathML Core (3.1.3) takes no negative width."""
    if (width := space.get("width", "")).startswith("-"):
        space.set("style", f"margin-inline-start: {width}")
        del space.attrib["width"]


def _rule(table: _Element) -> None:
    """Give the cells of a table the rules that its first cell marks."""
    from lxml import etree

    words = next(table.iter("mtext"), None)
    found = rules.marked(words.text or "") if words is not None else None
    if found is None or words is None or next(words.iterancestors("mtable")) is not table:
        return
    _remove(words)
    rows = table.findall("mtr")
    count = max([len(found.uprights) - 1, *(len(row) for row in rows)])
    for at, row in enumerate(rows):
        for _ in range(count - len(row)):
            etree.SubElement(row, "mtd")
        for column, cell in enumerate(row):
            if classes := found.around(at, column):
                cell.set("class", " ".join(classes))


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _enclose(frame: _Element) -> None:
    """Name by classes what an element is struck through or framed with."""
    named = frame.get("notation", "").split()
    frame.tag = "mrow"
    if classes := [_ENCLOSED[name] for name in named if name in _ENCLOSED]:
        frame.set("class", " ".join(classes))


def _accent(accented: _Element) -> None:
    """Let an accent be as wide as what it stands over where that is more than a letter, and stand by itself.

    MathML Core (3.2.4.2) stretches operators, which combining characters are not.
    """
    if len(accented) != 2 or accented[1].tag != "mo" or accented[1].get("accent") != "true":
        return
    accent = accented[1]
    if accented.tag == "mover" and (accent.text or "") in _BELOW:
        accented.tag = "munder"
    wide = len(accented[0]) > 1
    accent.set("stretchy", "true" if wide else "false")
    accent.text = _SPACING.get(accent.text or "", accent.text)
    if wide and accent.text == "\u00af":
        accent.text = OVERLINE


def _stretch(around: _Element) -> None:
    """Let an arrow be as long as what stands over and below it, which are then its two limits."""
    if not len(around):  # it became a part of one around it
        return
    inner = around[0]
    while inner.tag == "mrow" and len(inner) == 1:
        inner = inner[0]
    if around.tag == "munder" and inner.tag == "mover" and _is_arrow(inner[0]):
        around.tag = "munderover"
        around[:] = [inner[0], around[1], inner[1]]
    arrow = around[0]
    if _is_arrow(arrow):
        arrow.set("stretchy", "true")


def _is_arrow(element: _Element) -> bool:
    """Return whether an element is a sign that is as long as what stands over or below it."""
    return element.tag == "mo" and (element.text or "") in ARROWS
