"""Elements of MathML, each set by what knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.graphics.formulas.layout import boxes, fractions, scripts, spacing, tables, tokens
from specexport.graphics.formulas.layout.base import Atom, Element, Stretch, Style, content, core, name
from specexport.graphics.formulas.layout.boxes import Box, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specexport.graphics.formulas.layout.face import Face

_LENGTH = regex(r"(-?[\d.]+)([a-z]{2})")
_SCALES = (1.0, 0.7, 0.55)


class TooDeepError(ValueError):
    """A formula has more levels than anybody writes."""


_DEEPEST = 120


def lay(math: Element, size: float, face: Face, measure: Measure) -> Box:
    """Return the box of a `math` element in a text of `size` pixels."""
    style = Style(size, display=math.get("display") == "block")
    return _Setter(face, measure).row(list(math), style).box


class _Setter:
    def __init__(self, face: Face, measure: Measure) -> None:
        self.face = face
        self.measure = measure
        self._depth = 0

    def units(self, style: Style) -> float:
        return style.size * _SCALES[min(style.level, 2)] / self.face.em

    def lay(self, element: Element, style: Style, stretch: Stretch | None = None) -> Atom:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooDeepError("it has too many levels")
        try:
            atom = self._laid(element, _styled(element, style), stretch)
        finally:
            self._depth -= 1
        kinds = element.get("class", "").split()
        return fractions.enclosed(self, atom, kinds, style) if kinds else atom

    def _laid(self, element: Element, style: Style, stretch: Stretch | None) -> Atom:
        tag = name(element)
        if tag in _STRETCHING:
            return _STRETCHING[tag](self, element, style, stretch)
        if tag in _OTHERS:
            return _OTHERS[tag](self, element, style)
        if tag in ("munder", "mover") and element[1].get("accent") == "true":
            return scripts.accented(self, element, style)
        if tag in ("munder", "mover"):
            return scripts.limits(self, element, style, stretch)
        if tag in ("annotation", "annotation-xml"):
            return Atom(Box())
        if len(element) == 1:
            return self.lay(element[0], style, stretch)
        return self.row(list(element), style)

    def row(self, elements: Sequence[Element], style: Style, after: str = "") -> Atom:
        atoms = [None if _is_fence(one, self.face) else self.lay(one, style) for one in elements]
        fitting = self._fence([atom.box for atom in atoms if atom is not None], style)
        whole = [
            self.lay(one, style, fitting) if atom is None else atom
            for one, atom in zip(elements, atoms, strict=True)
        ]
        return Atom(self._spaced(whole, style, after), _kind(whole))

    def _spaced(self, atoms: Sequence[Atom], style: Style, after: str) -> Box:
        em = self.units(style) * self.face.em
        kinds = spacing.settled(([after] if after else []) + [atom.kind for atom in atoms])
        made: list[Box] = []
        before = after
        for atom, kind in zip(atoms, kinds[1:] if after else kinds, strict=True):
            if kind != "space":
                if (gap := spacing.between(before, kind, style.level > 0)) and (made or after):
                    made.append(boxes.space(gap * em))
                before = kind
            made.append(atom.box)
        if len(made) == 1:
            return made[0]
        return boxes.row(*made)

    def _fence(self, inside: Sequence[Box], style: Style) -> Stretch:
        """Return how tall brackets around boxes are: as far above the axis as below it."""
        unit = self.units(style)
        axis = self.face.constant("AxisHeight") * unit
        height = max([box.height for box in inside], default=0.0)
        depth = max([box.depth for box in inside], default=0.0)
        half = max(height - axis, depth + axis, 0.5 * unit * self.face.em)
        # Brackets may be a little shorter than what they hold (plain TeX, \\delimiterfactor).
        half = max(half * 0.95, half - 0.25 * unit * self.face.em)
        return Stretch(half + axis, half - axis)


def _kind(atoms: Sequence[Atom]) -> str:
    """Return the class of a row: that of its only part, or of what stands between brackets."""
    kinds = [atom.kind for atom in atoms if atom.kind != "space"]
    if len(kinds) > 1:
        if kinds[0] == "open" and kinds[-1] == "close":
            return "inner"
        if kinds[0] == "op" and all(not atom.box.width for atom in atoms[1:]):
            return "op"
        return "ord"
    return kinds[0] if kinds else "space"


def _styled(element: Element, style: Style) -> Style:
    display, level = element.get("displaystyle"), element.get("scriptlevel", "")
    if display and name(element) != "mtable":
        style = replace(style, display=display == "true")
    return replace(style, level=min(int(level), 9)) if level.isdigit() else style


def _is_fence(element: Element, face: Face) -> bool:
    """Return whether an element is as tall as what stands beside it."""
    sign = core(element)
    if sign is None or sign.get("stretchy") != "true" or sign.get("minsize"):
        return False
    return face.stretches(content(sign)[:1] or " ", vertical=True)


def _space(setter: _Setter, element: Element, style: Style) -> Atom:
    found = _LENGTH.search(element.get("width", "") or element.get("style", ""))
    em = setter.units(style) * setter.face.em
    units = {"em": em, "ex": 0.47 * em, "px": 1.0, "pt": 4 / 3, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}
    return Atom(boxes.space(float(found[1]) * units.get(found[2], 0.0) if found else 0.0), "space")


def _phantom(setter: _Setter, element: Element, style: Style) -> Atom:
    atom = setter.row(list(element), style)
    return Atom(fractions.hidden(atom.box), atom.kind)


def _semantics(setter: _Setter, element: Element, style: Style) -> Atom:
    return setter.row(list(element)[:1], style)


_STRETCHING: dict[str, Callable[..., Atom]] = {
    **dict.fromkeys(("mi", "mn", "mo", "mtext", "ms"), tokens.token),
    **dict.fromkeys(("msub", "msup", "msubsup"), scripts.script),
    "munderover": scripts.limits,
}
_OTHERS: dict[str, Callable[..., Atom]] = {
    "mfrac": fractions.fraction,
    **dict.fromkeys(("msqrt", "mroot"), fractions.root),
    "mtable": tables.table,
    "mspace": _space,
    "mphantom": _phantom,
    "semantics": _semantics,
}
