"""Running headers and footers as margin boxes of CSS Paged Media Module Level 3, section 4."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import astuple

from specexport.model.document import Div, Media
from specexport.model.walk import find
from specexport.renderers.common.page_breaks import is_page_break
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.html.markup import escape
from specexport.renderers.pdf import running
from specexport.style import assets, marks
from specexport.style.words import right_to_left
from specexport.system import pictures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.model.document import Document, Meta
    from specexport.model.style import RunningLine, Style
    from specexport.model.words import Words

Sides: TypeAlias = "dict[str, str]"
Place: TypeAlias = "Callable[[str, Media], str]"

# Under this key stands what a layout shows for the logo.
_PICTURE = "logo's picture"
_LIVE = {"page": "counter(page)", "pages": "counter(pages)", "section": "string(section)"}
# Where on the page stands what a style puts left, in the middle and right.
_PLACES: Sides = {"left": "left", "center": "center", "right": "right"}
_TURNED: Sides = {"left": "right", "center": "center", "right": "left"}


_BREAK = ".page-break:empty + *"
_BREAKS = f" {_BREAK} {{ break-before: page }} td {_BREAK}, th {_BREAK} {{ break-before: auto }}"
"""The rules of page breaks, for documents that have some: every element is held against them."""


def breaks(document: Document) -> str:
    """Return the rules for the page breaks of a document, nothing where it has none."""
    return _BREAKS if any(map(is_page_break, find(document.blocks, Div))) else ""


def rules(meta: Meta, context: Context, place: Place) -> str:
    """Return the `@page` rule with the running header and footer of a document.

    `place` puts a picture where the layout finds it, and returns its URL. Where a language is written from
    right to left, what a style puts left stands right, and even pages are
    right-hand ones (section 3.1).
    """
    style = context.style
    known = running.known(meta, style)
    if style.logo and any("{logo}" in side for line in _lines(style) for side in astuple(line)):
        with suppress(pictures.NotAPictureError, pictures.DamagedPictureError):
            known |= {"logo": Live("logo"), _PICTURE: _picture(style.logo, style.logo_height, place)}
    sides = _TURNED if right_to_left(meta.lang or style.lang) else _PLACES
    boxes = _running(style.header, style.footer, known, sides)
    even = f":{sides['left']}"
    verso = f"@page {even} {{ {_running(*style.verso, known, sides)} }} " if style.verso else ""
    stamped = marks.paged(style, meta.status, known["classification"])
    return f"@page {{ {boxes} }} {verso}{stamped} {_cover(known, sides)} {_references(style.words)}"


def _running(header: RunningLine, footer: RunningLine, known: dict[str, str], sides: Sides) -> str:
    boxes = _boxes("top", header, known, sides) + _boxes("bottom", footer, known, sides)
    if not any((header.left, header.center, header.right)):
        boxes.append("border-top-color: transparent;")
    return " ".join(boxes)


def _cover(known: dict[str, str], sides: Sides) -> str:
    """Return the rule of the cover: no header, and at its foot who answers for it and who may read it."""
    empty = " ".join(f"@top-{place} {{ content: none; border: 0 }}" for place in _PLACES)
    company, classification = (
        _content(f"{{{name}}}", known) or '""' for name in ("company", "classification")
    )
    return (
        f"@page cover {{ {empty} @bottom-{sides['left']} {{ content: {company} }} "
        f"@bottom-center {{ content: none }} @bottom-{sides['right']} {{ content: {classification} }} }}"
    )


def _references(words: Words) -> str:
    """Return the rule that has references say on which page is what they lead to."""
    before, _, after = words.on_page.partition("{page}")
    content = f"{_quoted(before)} target-counter(attr(href), page) {_quoted(after)}"
    return f".reference::after {{ content: {content} }}"


def _boxes(edge: str, line: RunningLine, known: dict[str, str], sides: Sides) -> list[str]:
    templates = {"left": line.left, "center": line.center, "right": line.right}
    # An empty box in the middle would take a third of the line from those at its sides.
    empty = {"left": '""', "center": "none", "right": '""'}
    # What stands in the middle is in the middle of the page only between boxes of one width.
    widths = {"left": "40%", "center": "20%", "right": "40%"} if line.center else {}
    return [
        f"@{edge}-{sides[place]} {{ content: {_content(template, known) or empty[place]}; "
        f"width: {widths.get(place, 'auto')} }}"
        for place, template in templates.items()
    ]


def _content(template: str, known: dict[str, str]) -> str:
    return " ".join(
        (_LIVE.get(part) or known[_PICTURE]) if isinstance(part, Live) else _quoted(part)
        for part in fill(template, known)
    )


def _lines(style: Style) -> tuple[RunningLine, ...]:
    return (style.header, style.footer, *(style.verso or ()))


def _quoted(text: str) -> str:
    """Return a CSS string (CSS Syntax Level 3, 4.3.5), without `<`, which could end the style element."""
    return '"' + re.sub(r'[\\"<\n]', lambda char: f"\\{ord(char[0]):x} ", text) + '"'


def _picture(path: Path, height: float, place: Place) -> str:
    """Return the logo as content of a margin box, in a drawing that is `height` points high."""
    found = pictures.identify(assets.read(path))
    width = height * max(found.width, 1) / max(found.height, 1)
    inner = escape(place("", Media(found.data, found.type, found.width, found.height)))
    size = f'width="{width:.2f}pt" height="{height:.2f}pt" viewBox="0 0 {width:.2f} {height:.2f}"'
    image = f'<image width="{width:.2f}" height="{height:.2f}" href="{inner}"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'
    return f'url("{place("", Media(drawing.encode(), "image/svg+xml", round(width), round(height)))}")'
