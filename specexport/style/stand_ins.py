"""Families that a style leaves to each machine (`source: system`), and what stands in where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.style.memo import remembered

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.style import FontFace, Style


@remembered
def printed(style: Style) -> tuple[FontFace, ...]:
    """Return the fonts that letters are drawn with here: the style's for print, then those that stand in."""
    own = tuple(face for face in style.fonts if face.path)
    others = (face for other in style.stand_ins.values() for face in other.faces)
    known = {face.family for face in own}
    return (*own, *dict.fromkeys(face for face in others if face.family not in known))


def last_resort(style: Style, family: str) -> str:
    """Return the family that stands in for `family`, itself where the style brings it."""
    other = style.stand_ins.get(family)
    return other.family if other else family


def tell(context: Context) -> None:
    """Tell of families that this machine lacks, once for all that is drawn on it."""
    from specexport.system import fonts

    for family, other in context.style.stand_ins.items():
        if not fonts.is_installed(family):
            there = "in PDF and in pictures for Word"
            message = f"font {family} is not on this machine; {other.family} stands in, {there}"
            hint = "install it here, or put its files into the style's fonts folder"
            context.warn("SX055", message, hint=hint)
