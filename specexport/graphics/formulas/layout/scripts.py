"""Scripts and limits (The TeXbook, appendix G, rules 13a and 18; OpenType, `MATH`, constants)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.graphics.formulas.layout import boxes, spacing
from specexport.graphics.formulas.layout.base import (
    Atom,
    Element,
    Setter,
    Stretch,
    Style,
    constant,
    content,
    core,
    name,
)
from specexport.graphics.formulas.layout.boxes import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

_SINGLE = frozenset({"mi", "mn", "mo"})


def script(setter: Setter, element: Element, style: Style, stretch: Stretch | None = None) -> Atom:
    """Return `msub`, `msup` or `msubsup` as an atom."""
    base, *others = element
    kind = name(element)
    sub = others[0] if kind in ("msub", "msubsup") else None
    sup = others[-1] if kind in ("msup", "msubsup") else None
    return attached(setter, base, (sub, sup), style, stretch)


def attached(
    setter: Setter,
    base: Element,
    scripts: tuple[Element | None, Element | None],
    style: Style,
    stretch: Stretch | None = None,
) -> Atom:
    """Return a base with a subscript and a superscript at its right."""
    sub, sup = scripts
    atom = setter.lay(base, style, stretch)
    below = setter.lay(sub, style.script.tight, None).box if sub is not None else None
    above = setter.lay(sup, style.script, None).box if sup is not None else None
    if below is not None and not below.parts and above is not None and not above.parts:
        return atom
    is_letter = name(base) in _SINGLE and len(content(base)) == 1
    up, down = _shifts(setter, atom.box, (below, above), style, is_letter)
    kind = "ord" if atom.kind == "space" else atom.kind
    return Atom(_joined(setter, atom, (below, above), (up, down), style), kind, atom.core)


def _joined(
    setter: Setter,
    base: Atom,
    scripts: tuple[Box | None, Box | None],
    shifts: tuple[float, float],
    style: Style,
) -> Box:
    (below, above), (up, down) = scripts, shifts
    box, parts = base.box, [(0.0, 0.0, base.box)]
    is_integral = box.sign in spacing.INTEGRALS
    # A superscript goes beside the lean of a letter; at an integral the subscript goes below it.
    right, under = (
        box.width + (0.0 if is_integral else box.italic),
        box.width - (box.italic if is_integral else 0.0),
    )
    width, height, depth = box.width, box.height, box.depth
    if above is not None:
        parts.append((right, up, above))
        width, height, depth = (
            max(width, right + above.width),
            max(height, above.height + up),
            max(depth, above.depth - up),
        )
    if below is not None:
        parts.append((under, -down, below))
        width, height, depth = (
            max(width, under + below.width),
            max(height, below.height - down),
            max(depth, below.depth + down),
        )
    after = constant(setter, "SpaceAfterScript", style)
    return Box(width + after, height, depth, tuple(parts))


def _shifts(
    setter: Setter, base: Box, scripts: tuple[Box | None, Box | None], style: Style, is_letter: bool
) -> tuple[float, float]:
    """Return how far the superscript goes up and the subscript down."""

    def units(field: str) -> float:
        return constant(setter, field, style)

    below, above = scripts
    is_low = is_letter and base.sign not in spacing.LARGE
    up = 0.0 if is_low else base.height - units("SuperscriptBaselineDropMax")
    down = 0.0 if is_low else base.depth + units("SubscriptBaselineDropMin")
    if above is not None:
        shift = "SuperscriptShiftUpCramped" if style.cramped else "SuperscriptShiftUp"
        up = max(up, units(shift), above.depth + units("SuperscriptBottomMin"))
    if below is None:
        return up, down
    down = max(down, units("SubscriptShiftDown"))
    if above is None:
        return up, max(down, below.height - units("SubscriptTopMax"))
    gap = (up - above.depth) - (below.height - down)
    least = units("SubSuperscriptGapMin")
    if gap < least:
        down += least - gap
        lift = units("SuperscriptBottomMaxWithSubscript") - (up - above.depth)
        if lift > 0:
            up, down = up + lift, down - lift
    return up, down


def limits(setter: Setter, element: Element, style: Style, stretch: Stretch | None = None) -> Atom:
    """Return `munder`, `mover` or `munderover` whose scripts are no accents."""
    base, *others = element
    kind = name(element)
    under = others[0] if kind in ("munder", "munderover") else None
    over = others[-1] if kind in ("mover", "munderover") else None
    if not style.display and _moves(base):
        return attached(setter, base, (under, over), style, stretch)
    below = setter.lay(under, style.script.tight, None).box if under is not None else None
    above = setter.lay(over, style.script, None).box if over is not None else None
    atom = setter.lay(base, style, _along(setter, base, (below, above), style) or stretch)
    return Atom(_stacked(setter, atom, (below, above), style), atom.kind, atom.core)


def _moves(base: Element) -> bool:
    """Return whether limits of an operator stand beside it in a line of text."""
    sign = core(base)
    if sign is not None:
        return content(sign) in spacing.LARGE and base is sign
    while name(base) in ("mrow", "mstyle") and len(base):
        base = base[0]
    return name(base) == "mi" and len(content(base)) > 1 and base.get("mathvariant") == "normal"


def _along(setter: Setter, base: Element, scripts: Sequence[Box | None], style: Style) -> Stretch | None:
    """Return how long an arrow is to be for what stands over and below it."""
    sign = core(base)
    if sign is None or not setter.face.stretches(content(sign)[:1] or " ", vertical=False):
        return None
    em = setter.units(style) * setter.face.em
    widest = max((box.width for box in scripts if box is not None), default=0.0)
    return Stretch(width=max(widest + 0.6 * em, 1.2 * em))


def _stacked(setter: Setter, base: Atom, scripts: tuple[Box | None, Box | None], style: Style) -> Box:
    (below, above), box = scripts, base.box
    width = max([box.width, *(part.width for part in scripts if part is not None)])
    lean = box.italic / 2 if box.sign in spacing.LARGE else 0.0
    parts: list[tuple[float, float, Box]] = [((width - box.width) / 2, 0.0, box)]
    height, depth = box.height, box.depth
    gap, rise = "UpperLimitGapMin", "UpperLimitBaselineRiseMin"
    is_sign = base.core is not None and base.kind != "op"
    if above is not None:
        least = constant(setter, "StretchStackGapAboveMin" if is_sign else gap, style)
        up = box.height + max(least + above.depth, 0.0 if is_sign else constant(setter, rise, style))
        parts.append(((width - above.width) / 2 + lean, up, above))
        height = up + above.height
    if below is not None:
        least = constant(setter, "StretchStackGapBelowMin" if is_sign else "LowerLimitGapMin", style)
        drop = 0.0 if is_sign else constant(setter, "LowerLimitBaselineDropMin", style)
        down = box.depth + max(least + below.height, drop)
        parts.append(((width - below.width) / 2 - lean, -down, below))
        depth = down + below.depth
    return Box(width, height, depth, tuple(parts))


def accented(setter: Setter, element: Element, style: Style) -> Atom:
    """Return `mover` or `munder` with an accent, a bar, a brace or an arrow over or below its base."""
    base, mark = element
    is_over = name(element) == "mover"
    atom = setter.lay(base, style.tight if is_over else style, None)
    sign = _COMBINING.get(content(mark), content(mark))
    if not is_over:
        box = _under(setter, atom, sign, style)
    else:
        box = _over(setter, atom, sign, style, is_wide=len(sign) != 1 or _is_wide(base, sign))
    return Atom(box, atom.kind if atom.kind in ("ord", "op") else "ord")


def _is_wide(base: Element, sign: str) -> bool:
    single = name(base) in _SINGLE and len(content(base)) == 1
    return not single or sign in _BARS_OVER | _BARS_UNDER | _BRACES


_COMBINING = {
    **dict(zip("^ˆ~˜ˇ→←↔", "\u0302\u0302\u0303\u0303\u030c\u20d7\u20d6\u20e1", strict=True)),
    **dict(zip("¯´`˘˙¨_", "\u0304\u0301\u0300\u0306\u0307\u0308\u0332", strict=True)),
    "\u0305": "\u203e",
}
_BARS_OVER, _BARS_UNDER = frozenset("\u203e\u0305\u00af"), frozenset("\u0332_\u0331\u203e")
_BRACES = frozenset("⏞⏟⏜⏝⎴⎵⏠⏡")


def _over(setter: Setter, atom: Atom, sign: str, style: Style, *, is_wide: bool) -> Box:
    box = atom.box
    if sign in _BARS_OVER or (is_wide and sign == "\u0304"):
        return _barred(setter, box, style)
    if sign in _BRACES or not setter.face.has(sign):
        mark = _spread(setter, sign, box.width, style)
        gap = constant(setter, "StretchStackGapAboveMin", style) * 1.5
        return _piled(box, mark, box.height + gap + mark.depth)
    unit = setter.units(style)
    if is_wide:
        mark, attach = _spread(setter, sign, box.width, style), None
        at = (box.width - mark.width) / 2 + box.italic / 2
    else:
        glyph = setter.face.of(sign)
        ink = (glyph.left * unit, (glyph.right - glyph.left) * unit)
        mark = Box(
            ink[1],
            glyph.high * unit,
            -glyph.low * unit,
            ((-ink[0], 0.0, boxes.Outline(glyph.name, unit, sign)),),
        )
        attach = box.attach if box.attach is not None else box.width / 2 + box.italic / 2
        at = attach - (glyph.attach * unit - ink[0])
    # Accents are drawn for letters of this height; over others they go up with them.
    up = max(0.0, box.height - constant(setter, "AccentBaseHeight", style))
    parts = ((0.0, 0.0, box), (at, up, mark))
    return Box(box.width, max(box.height, mark.height + up), box.depth, parts, box.italic, box.attach)


def _under(setter: Setter, atom: Atom, sign: str, style: Style) -> Box:
    box, gap = atom.box, constant(setter, "UnderbarVerticalGap", style)
    if sign in _BARS_UNDER:
        thick = constant(setter, "UnderbarRuleThickness", style)
        line = boxes.Stroke(box.width, 0.0, thick)
        drop = box.depth + gap * 0.7
        parts = ((0.0, 0.0, box), (0.0, -drop - thick / 2, line))
        return Box(box.width, box.height, drop + thick * 2, parts)
    mark = _spread(setter, sign, box.width, style)
    return _piled(
        box, mark, -(box.depth + constant(setter, "StretchStackGapBelowMin", style) * 1.5 + mark.height)
    )


def _barred(setter: Setter, box: Box, style: Style) -> Box:
    thick = constant(setter, "OverbarRuleThickness", style)
    rise = box.height + constant(setter, "OverbarVerticalGap", style) * 0.7
    parts = ((0.0, 0.0, box), (box.italic / 2, rise + thick / 2, boxes.Stroke(box.width, 0.0, thick)))
    return Box(box.width, rise + thick * 2, box.depth, parts, box.italic)


def _spread(setter: Setter, sign: str, width: float, style: Style) -> Box:
    from specexport.graphics.formulas.layout import tokens

    if len(sign) == 1 and setter.face.has(sign):
        return tokens.wide(setter, sign, width, style)
    return tokens.word(setter, sign, style)


def _piled(box: Box, mark: Box, up: float) -> Box:
    width = max(box.width, mark.width)
    parts = (((width - box.width) / 2, 0.0, box), ((width - mark.width) / 2, up, mark))
    height, depth = max(box.height, up + mark.height), max(box.depth, mark.depth - up)
    return Box(width, height, depth, parts)
