"""What a style draws itself: the signs of admonitions, and what is stamped on every page.

Stamped are the status as a watermark and the classification as a band. Both are pictures behind the text, so
that they are seen on every page and read aloud on none: status and classification stand in words on the cover
and in the footer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.style.colors import legible, mix

if TYPE_CHECKING:
    from specexport.model.style import AdmonitionKind, Style

# The band: its height, and the size of its letters, in points.
BAND, LETTERS = 15.0, 7.5
# The watermark: its angle, the share of the page that its letters take, and how wide a capital is, in sizes.
ANGLE = -38
_SHARE = 0.8
_CAPITAL = 0.72
# How thin its ink is laid on.
_THIN = 0.14

# The side of the square that signs are drawn on.
GRID = 16
# On that grid: a filled shape, and what stands on it in the colour of the ground.
_SHAPES: dict[AdmonitionKind, tuple[str, str]] = {
    "note": ("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M8 7.2V12M8 4.2v.9"),
    "tip": ("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M4.8 8.3l2.3 2.3 4.2-4.8"),
    "important": ("M2 2h12v9.5H9L5.5 15v-3.5H2z", "M8 4v3.4M8 9v.8"),
    "warning": ("M8 1.2 15.4 14.4H.6z", "M8 6v3.6M8 11.6v.9"),
    "caution": ("M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z", "M8 4v4.6M8 11v.9"),
}


def watermark(style: Style, status: str) -> str:
    """Return what stands behind the text of a document with this status, in capitals; nothing as a rule."""
    return status.upper() if status.lower() in style.watermark.statuses else ""


def band(style: Style, classification: str) -> tuple[str, str]:
    """Return the words of the band and its colour, on which white letters can be read; or no words."""
    if not style.banner or not classification:
        return "", ""
    plain = style.classification_colors.get(classification.lower(), style.colors.secondary)
    return classification.upper(), legible(plain, "#ffffff")


def faint(style: Style) -> str:
    """Return the colour of a watermark on paper."""
    return mix(style.watermark.color, style.colors.background, _THIN)


def letter_size(style: Style, words: str) -> float:
    """Return the size of a watermark's letters in points: as large as the page's width allows."""
    return round(min(120.0, style.page.width * _SHARE / (_CAPITAL * max(len(words), 4))), 1)


def paged(style: Style, status: str, classification: str) -> str:
    """Return the style sheet of the stamps of a document, for paper; nothing when it has none."""
    page = style.page
    layers: list[str] = []
    if words := watermark(style, status):
        middle = f"{page.width / 2:.1f} {page.height / 2:.1f}"
        turned = f"translate({middle}) rotate({ANGLE})"
        text = _text(words, letter_size(style, words), faint(style), style, f'transform="{turned}"')
        layers.append(_layer(text, page.width, page.height, "center"))
    words, color = band(style, classification)
    if words:
        place = f'x="{page.width / 2:.1f}" y="{BAND / 2 + LETTERS * 0.36:.2f}" letter-spacing="1.2"'
        ground = f'<rect width="{page.width:.1f}" height="{BAND}" fill="{color}"/>'
        strip = ground + _text(words, LETTERS, "#ffffff", style, place)
        layers += [_layer(strip, page.width, BAND, edge) for edge in ("top", "bottom")]
    # The sheet's own ground would lie over that of the page.
    return f"@page {{ background: {', '.join(layers)}; }} html {{ background: none; }}" if layers else ""


def screen(style: Style, status: str, classification: str) -> str:
    """Return the style sheet of the stamps of a document, for a page on the screen and its print."""
    rules: list[str] = []
    if words := watermark(style, status):
        # Thin ink shows on a light ground and on a dark one.
        turned = f'fill-opacity="{_THIN}" transform="translate(250 250) rotate({ANGLE})"'
        picture = _picture(
            _text(words, 60, mix(style.watermark.color, "#ffffff", 0.6), style, turned), 500, 500
        )
        rules.append(f"body {{ background: {picture} center / 31rem fixed no-repeat; }}")
    words, color = band(style, classification)
    if words:
        shape = f"text-align: center; font: 600 .72rem/1.9 var(--sans); color: #fff; background: {color};"
        rules.append(f'body::before {{ content: "{_css(words)}"; display: block; {shape} }}')
    return " ".join(rules)


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


def _text(words: str, size: float, color: str, style: Style, place: str) -> str:
    shape = f'font-size="{size}" font-weight="700" text-anchor="middle" fill="{color}"'
    return f'<text {place} {shape} font-family="{_xml(style.base.family)}">{_xml(words)}</text>'


def _layer(content: str, width: float, height: float, place: str) -> str:
    """Return a background that is placed on the whole sheet, its margins included."""
    return f"{_picture(content, width, height)} {place} / {width:.1f}pt {height:.1f}pt fixed no-repeat"


def _picture(content: str, width: float, height: float) -> str:
    from urllib.parse import quote

    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1f}" height="{height:.1f}" '
        f'viewBox="0 0 {width:.1f} {height:.1f}">{content}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(picture)}")'


def _xml(text: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text


def _css(text: str) -> str:
    """Return the inside of a CSS string (CSS Syntax Level 3, 4.3.5), without what could end the element."""
    return "".join(f"\\{ord(char):x} " if char in '\\"<\n' else char for char in text)
