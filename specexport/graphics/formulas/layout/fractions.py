"""Fractions, roots, and what is struck through or framed (The TeXbook, appendix G, rules 11 and 15)."""

from __future__ import annotations

from specexport.graphics.formulas.layout import boxes, tokens
from specexport.graphics.formulas.layout.base import Atom, Element, Setter, Style, constant, name
from specexport.graphics.formulas.layout.boxes import Box, Stroke

_STROKES = {"cancel-up": (1, 1), "cancel-down": (1, -1), "cancel-across": (1, 0)}
_SIDE = 0.12


def fraction(setter: Setter, element: Element, style: Style) -> Atom:
    """Return `mfrac` as an atom; without a line it is a binomial coefficient's."""
    top = setter.lay(element[0], style.inner, None).box
    bottom = setter.lay(element[1], style.inner.tight, None).box
    has_line = not element.get("linethickness", "1").startswith("0")
    width = max(top.width, bottom.width, 0.4 * setter.units(style) * setter.face.em)
    up, down = (_around if has_line else _stack)(setter, top, bottom, style)
    axis, thick = constant(setter, "AxisHeight", style), constant(setter, "FractionRuleThickness", style)
    side = _SIDE * setter.units(style) * setter.face.em
    parts: list[tuple[float, float, Box | Stroke]] = [
        (side + (width - top.width) / 2, up, top),
        (side + (width - bottom.width) / 2, -down, bottom),
    ]
    if has_line:
        parts.append((side, axis, Stroke(width, 0.0, thick)))
    height, depth = max(top.height + up, axis + thick), max(bottom.depth + down, thick - axis)
    return Atom(Box(width + 2 * side, height, depth, tuple(parts)), "inner")


def _around(setter: Setter, top: Box, bottom: Box, style: Style) -> tuple[float, float]:
    display = "DisplayStyle" if style.display else ""

    def units(field: str) -> float:
        return constant(setter, field, style)

    half, axis = units("FractionRuleThickness") / 2, units("AxisHeight")
    gaps = ("FractionNumDisplayStyleGapMin", "FractionDenomDisplayStyleGapMin")
    gap_up, gap_down = gaps if style.display else ("FractionNumeratorGapMin", "FractionDenominatorGapMin")
    up = max(units(f"FractionNumerator{display}ShiftUp"), axis + half + units(gap_up) + top.depth)
    down = max(units(f"FractionDenominator{display}ShiftDown"), half - axis + units(gap_down) + bottom.height)
    return up, down


def _stack(setter: Setter, top: Box, bottom: Box, style: Style) -> tuple[float, float]:
    display = "DisplayStyle" if style.display else ""
    up = constant(setter, f"StackTop{display}ShiftUp", style)
    down = constant(setter, f"StackBottom{display}ShiftDown", style)
    least = constant(setter, f"Stack{display}GapMin", style)
    gap = (up - top.depth) - (bottom.height - down)
    lift = max(0.0, least - gap) / 2
    return up + lift, down + lift


def root(setter: Setter, element: Element, style: Style) -> Atom:
    """Return `msqrt` or `mroot` as an atom."""
    is_root = name(element) == "mroot"
    inside = (
        setter.lay(element[0], style.tight, None).box
        if is_root
        else setter.row(list(element), style.tight).box
    )
    thick = constant(setter, "RadicalRuleThickness", style)
    gap = constant(setter, "RadicalDisplayStyleVerticalGap" if style.display else "RadicalVerticalGap", style)
    high = max(inside.height, 0.45 * setter.units(style) * setter.face.em)
    sign = tokens.tall(setter, "√", high + inside.depth + gap + thick, style)
    total = sign.height + sign.depth
    gap = max(gap, (gap + total - high - inside.depth - thick) / 2)
    top = high + gap + thick
    lift = top - sign.height
    degree = setter.lay(element[1], style.script.script, None).box if is_root and len(element) > 1 else Box()
    before = constant(setter, "RadicalKernBeforeDegree", style) if degree.parts else 0.0
    after = constant(setter, "RadicalKernAfterDegree", style) if degree.parts else 0.0
    start = max(0.0, before + degree.width + after)
    raised = constant(setter, "RadicalDegreeBottomRaisePercent", style) / setter.units(style) / 100 * total
    up = top - total + raised + degree.depth
    x = start + sign.width
    parts = (
        (start - after - degree.width, up, degree),
        (start, lift, sign),
        (x, top - thick / 2, Stroke(inside.width, 0.0, thick)),
        (x, 0.0, inside),
    )
    height = max(top + constant(setter, "RadicalExtraAscender", style), up + degree.height)
    depth = max(inside.depth, sign.depth - lift)
    return Atom(Box(x + inside.width, height, depth, parts))


def enclosed(setter: Setter, atom: Atom, kinds: list[str], style: Style) -> Atom:
    """Return an atom with the strokes and the frame that its classes name."""
    em = setter.units(style) * setter.face.em
    box, thick = atom.box, 0.05 * em
    if "boxed" in kinds:
        box = _framed(box, 0.25 * em, thick)
    for kind, (_, up) in _STROKES.items():
        if kind in kinds:
            box = _struck(box, up, thick, 0.08 * em)
    return Atom(box, atom.kind, atom.core)


def _framed(box: Box, room: float, thick: float) -> Box:
    width, height, depth = box.width + 2 * room, box.height + room, box.depth + room
    parts = (
        (room, 0.0, box),
        (-thick / 2, height, Stroke(width + thick, 0.0, thick)),
        (-thick / 2, -depth, Stroke(width + thick, 0.0, thick)),
        (0.0, -depth, Stroke(0.0, height + depth, thick)),
        (width, -depth, Stroke(0.0, height + depth, thick)),
    )
    return Box(width, height + thick / 2, depth + thick / 2, parts)


def _struck(box: Box, up: int, thick: float, beyond: float) -> Box:
    height, depth = box.height + beyond, box.depth + beyond
    rise = up * (height + depth)
    low = -depth if up > 0 else (height if up < 0 else (box.height - box.depth) / 2)
    line = (-beyond, low, Stroke(box.width + 2 * beyond, rise, thick))
    return Box(box.width, height, depth, ((0.0, 0.0, box), line))


def hidden(box: Box) -> Box:
    """Return the room of a box without its ink."""
    return boxes.Box(box.width, box.height, box.depth)
