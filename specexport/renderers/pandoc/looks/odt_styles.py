"""The styles of an OpenDocument text, from the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.pandoc.looks.odf import element, letters, paragraph, points, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Heading, Style, Type

_CONTENTS_INDENT = 12.0
_ADMONITION_BAR = 2.25
_MUTED_RULE = 0.5


def styles(style: Style) -> Iterator[str]:
    """Yield every style that the look changes or adds, as elements."""
    yield from _text(style)
    yield from _titles(style)
    for level, heading in enumerate(style.headings, 1):
        yield _heading(level, heading)
    yield from _contents(style)
    yield from _code(style)
    yield from _tables(style)
    yield from _admonitions(style)
    yield from _runs(style)


def _text(style: Style) -> Iterator[str]:
    base, space = style.base, style.base.line_height / 2
    yield paragraph("Standard", _spacing(base), letters(base), style__class="text")
    yield paragraph("Text body", _spacing(base, 0, space), {}, style__class="text")
    yield paragraph("First paragraph", _spacing(base, space / 2, space), {}, "Text body", style__class="text")
    yield paragraph("Footnote", _spacing(style.caption), {"fo:font-size": points(style.caption.size)})
    block = _spacing(base, 0, space) | {
        "fo:margin-left": points(14),
        "fo:padding-left": points(10),
        "fo:border-left": f"{points(2)} solid {style.colors.rule}",
    }
    yield paragraph("Quotations", block, {"fo:color": style.colors.secondary})
    for tight in ("", " Tight"):
        term = _spacing(base) | {"fo:keep-with-next": "always"}
        yield paragraph(f"Definition Term{tight}", term, {"fo:font-weight": "bold"})
        meaning = _spacing(base, 0, space) | {"fo:margin-left": points(18)}
        yield paragraph(f"Definition Definition{tight}", meaning, {})
    line = {"fo:border-bottom": f"{points(_MUTED_RULE)} solid {style.colors.rule}"}
    yield paragraph("Horizontal Line", _spacing(base, space, space) | line, {})
    small = {"fo:font-size": points(1), "fo:line-height": points(1)}
    yield paragraph("Page Break", {"fo:break-before": "page", "fo:line-height": points(1)}, small)
    yield paragraph("Centered", {"fo:text-align": "center"}, {}, "Text body")
    yield paragraph("Footer", {}, letters(style.running), inner=_stops(style))
    yield paragraph("Header", {}, letters(style.running), inner=_stops(style))


def _titles(style: Style) -> Iterator[str]:
    title = style.title
    yield paragraph("Title", _spacing(title, 36, 10) | {"fo:keep-with-next": "always"}, letters(title))
    small = letters(style.base) | {"fo:color": style.colors.secondary}
    for name in ("Subtitle", "Author", "Date"):
        yield paragraph(name, _spacing(style.base, 0, 3), small)


def _heading(level: int, heading: Heading) -> str:
    block = _spacing(heading.type, heading.space_before, heading.space_after) | {
        "fo:keep-with-next": "always",
        "fo:keep-together": "always",
        "fo:text-align": {"left": "start", "right": "end"}.get(heading.align, "center"),
        "fo:break-before": "page" if heading.new_page else "",
    }
    return paragraph(
        f"Heading {level}",
        block,
        letters(heading.type),
        style__next_style_name="Text_20_body",
        style__default_outline_level=str(level),
        style__class="text",
    )


def _contents(style: Style) -> Iterator[str]:
    first = style.headings[0]
    yield paragraph(
        "Contents Heading",
        _spacing(first.type, 18, first.space_after),
        letters(first.type),
        style__class="index",
    )
    stop = element(
        "style:tab-stop",
        {"style:position": points(style.page.text_width), "style:type": "right", "style:leader-text": "."},
    )
    for level in range(1, 7):
        block = _spacing(style.base, 3 if level == 1 else 0, 1)
        block |= {"fo:margin-left": points((level - 1) * _CONTENTS_INDENT)}
        weight = {"fo:font-weight": "bold" if level == 1 else "normal"}
        stops = element("style:tab-stops", {}, stop)
        yield paragraph(f"Contents {level}", block, weight, inner=stops, style__class="index")


def _code(style: Style) -> Iterator[str]:
    block = _spacing(style.code) | {
        "fo:background-color": style.code_theme.background,
        "fo:border-left": f"{points(2)} solid {style.code_theme.bar}",
        "fo:padding": points(4),
        "fo:margin-left": points(6),
        "style:join-border": "true",
    }
    yield paragraph("Preformatted Text", block, letters(style.code), style__class="html")
    yield paragraph("Code Beginning", {}, {}, "Preformatted Text", style__class="html")


def _tables(style: Style) -> Iterator[str]:
    cell = _spacing(style.table) | {"fo:text-align": "start"}
    yield paragraph("Table Contents", cell, letters(style.table), style__class="extra")
    head = letters(style.table) | {"fo:font-weight": "bold", "fo:color": style.table_rules.head_color}
    yield paragraph("Table Heading", cell, head, "Table Contents", style__class="extra")
    align = {"left": "start", "right": "end"}.get(style.caption_align, "center")
    block = _spacing(style.caption, 4, 8) | {"fo:text-align": align}
    yield paragraph("Caption", block, letters(style.caption), style__class="extra")
    above = {"fo:keep-with-next": "always"}
    yield paragraph("Table", block | above, {}, "Caption", style__class="extra")
    yield paragraph("TableCaption", block | above, {}, "Caption", style__class="extra")
    yield paragraph("FigureCaption", block, {}, "Caption", style__class="extra")
    yield paragraph("FigureWithCaption", {"fo:text-align": align} | above, {}, style__class="extra")


def _admonitions(style: Style) -> Iterator[str]:
    for kind, look in style.admonitions.items():
        block = _spacing(style.base, 0, style.base.line_height / 2) | {
            "fo:background-color": look.background,
            "fo:border-left": f"{points(_ADMONITION_BAR)} solid {look.color}",
            "fo:padding": points(6),
            "fo:margin-left": points(8),
            "style:join-border": "true",
        }
        name = kind.capitalize()
        yield paragraph(name, block, {}, "Text body")
        above = block | {"fo:keep-with-next": "always", "fo:margin-bottom": points(0)}
        title = {"fo:color": look.color, "fo:font-weight": "bold"}
        yield paragraph(f"{name} Title", above, title, "Text body")


def _runs(style: Style) -> Iterator[str]:
    code = {
        "style:font-name": style.inline_code.family,
        "fo:font-size": points(style.code.size),  # a share would be one of the default, not of the text
        "fo:font-weight": "normal",
        "fo:background-color": style.inline_code.background,
        "fo:color": style.inline_code.color,
    }
    yield run("Source_Text", code)
    yield run("Keyboard", code)
    yield run("Marked", {"fo:background-color": "#fff3bf"})
    colors = style.colors
    yield run(
        "Placeholder", {"fo:color": colors.warning, "fo:border-bottom": f"0.75pt dotted {colors.warning}"}
    )
    link = {
        "fo:color": colors.link,
        "style:text-underline-style": "solid",
        "style:text-underline-color": colors.rule,
    }
    yield run("Internet link", link)
    yield run("Definition", link)  # what the writer calls the words of links


def _spacing(kind: Type, before: float = 0.0, after: float = 0.0) -> dict[str, str]:
    return {
        "fo:margin-top": points(before),
        "fo:margin-bottom": points(after),
        "fo:line-height": f"{kind.line_height / kind.size * 100 * 0.74:.0f}%",
        "fo:orphans": "2",
        "fo:widows": "2",
    }


def _stops(style: Style) -> str:
    width = style.page.text_width
    stops = (("center", width / 2), ("right", width))
    made = (
        element("style:tab-stop", {"style:position": points(place), "style:type": side})
        for side, place in stops
    )
    return element("style:tab-stops", {}, "".join(made))
