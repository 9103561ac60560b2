"""What the parts of the layout speak of: styles, atoms, and the setter that they call for what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree

from msgspec import Struct
from msgspec.structs import replace

from specexport.graphics.formulas.layout.boxes import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.graphics.formulas.layout.boxes import Measure
    from specexport.graphics.formulas.layout.face import Face

Element = ElementTree.Element

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


class Style(Struct, frozen=True):
    """How a part is set: TeX's styles. `size` is that of the text in pixels, `level` that of scripts."""

    size: float
    level: int = 0
    display: bool = False
    cramped: bool = False

    @property
    def script(self) -> Style:
        """Return the style of a script."""
        return replace(self, level=self.level + 1, display=False)

    @property
    def inner(self) -> Style:
        """Return the style of what a fraction holds."""
        return replace(self, display=False) if self.display else self.script

    @property
    def tight(self) -> Style:
        """Return the style below something, where superscripts are lower."""
        return replace(self, cramped=True)


class Atom(Struct, frozen=True):
    """A box with its class, which decides the space around it (The TeXbook, chapter 18).

    `core` is the operator or letter that it is, with or without scripts; `glyph` is the glyph of a single
    letter.
    """

    box: Box
    kind: str = "ord"
    core: Element | None = None
    glyph: str = ""


class Setter(Protocol):
    """Sets what is inside of an element."""

    face: Face
    measure: Measure

    def lay(self, element: Element, style: Style, stretch: Stretch | None = None) -> Atom:
        """Return an element as an atom; `stretch` is what its operator is to be as long as."""
        ...

    def row(self, elements: Sequence[Element], style: Style, after: str = "") -> Atom:
        """Return elements one after another; `after` is the class of what stands before them."""
        ...

    def units(self, style: Style) -> float:
        """Return a unit of the font in pixels."""
        ...


class Stretch(Struct, frozen=True):
    """How long an operator is to be, in pixels: from above the base line to below it, or across."""

    height: float = 0.0
    depth: float = 0.0
    width: float = 0.0


def name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.removeprefix(_NAMESPACE)


def content(element: Element) -> str:
    """Return the text of a token without white space around it."""
    return (element.text or "").strip()


def constant(setter: Setter, field: str, style: Style) -> float:
    """Return a constant of the font in pixels."""
    return setter.face.constant(field) * setter.units(style)


def core(element: Element) -> Element | None:
    """Return the operator that an element is, with or without scripts (MathML Core, 3.2.4.1); else none."""
    while True:
        tag = name(element)
        if tag == "mo":
            return element
        inner = [child for child in element if name(child) != "mspace" or len(element) == 1]
        if tag in _EMBELLISHED and len(element):
            element = element[0]
        elif tag in ("mrow", "mstyle", "mpadded", "mphantom") and len(inner) == 1:
            element = inner[0]
        else:
            return None


_EMBELLISHED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
