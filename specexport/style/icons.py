"""The signs of the admonitions, as drawings in the colours of a style."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specexport.model.style import AdmonitionKind

GRID = 16
# On that grid: a filled shape, and what stands on it in the colour of the ground.
_SHAPES: dict[AdmonitionKind, tuple[str, str]] = {
    "note": ("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M8 7.2V12M8 4.2v.9"),
    "tip": ("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M4.8 8.3l2.3 2.3 4.2-4.8"),
    "important": ("M2 2h12v9.5H9L5.5 15v-3.5H2z", "M8 4v3.4M8 9v.8"),
    "warning": ("M8 1.2 15.4 14.4H.6z", "M8 6v3.6M8 11.6v.9"),
    "caution": ("M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z", "M8 4v4.6M8 11v.9"),
}


def icon(kind: AdmonitionKind, color: str, ground: str) -> str:
    """Return the sign of a kind of admonition as SVG: in its `color`, on a `ground`."""
    shape, sign = _SHAPES[kind]
    return drawing(
        f"<path fill='{color}' d='{shape}'/>"
        f"<path stroke='{ground}' stroke-width='1.7' fill='none' d='{sign}'/>"
    )


def drawing(content: str) -> str:
    """Return a drawing on the grid, of this content."""
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {GRID} {GRID}'>{content}</svg>"
