"""The Word styles of the page around the text: cover, header and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.look import KEEP, spacing, type_size
from specexport.renderers.docx.styles.properties import COVER_COLUMN
from specexport.renderers.docx.styles.style import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of the page."""
    yield from _cover(look)
    yield from _furniture(look)


def _cover(look: Look) -> Iterator[Entry]:
    style = look.style
    colors = style.colors
    kind = replace(style.base, size=11, weight=600, color=colors.primary)
    yield Entry("CoverLogo", "Cover Logo", spacing(0, 0), based="Normal", gallery=False, builtin=False)
    yield Entry(
        "CoverKind",
        "Cover Kind",
        "<w:keepNext/>" + spacing(style.page.text_height * 0.16, 6, 16),
        look.run(kind, caps=True, spacing=1),
        based="Normal",
        next="Title",
        priority=10,
        builtin=False,
    )
    yield Entry(
        "Title",
        "Title",
        f"{KEEP}<w:suppressAutoHyphens/>{spacing(0, 10, style.title.line_height)}",
        look.run(style.title),
        based="Normal",
        next="Subtitle",
        priority=10,
    )
    yield Entry(
        "Subtitle",
        "Subtitle",
        "<w:keepLines/>" + spacing(0, 10, 19),
        look.run(replace(style.base, size=13.5, color=colors.secondary)),
        based="Normal",
        next="BodyText",
        priority=11,
    )
    sides = "".join(look.border(side, colors.rule, 0.5, 5) for side in ("top", "bottom", "between"))
    yield Entry(
        "CoverField",
        "Cover Field",
        f'<w:keepLines/><w:pBdr>{sides}</w:pBdr><w:tabs><w:tab w:val="left" w:pos="{COVER_COLUMN}"/></w:tabs>'
        f'{spacing(0, 0, 16)}<w:ind w:left="{COVER_COLUMN}" w:hanging="{COVER_COLUMN}"/>',
        based="Normal",
        priority=12,
        builtin=False,
    )
    yield Entry(
        "FieldLabel",
        "Field Label",
        rpr=look.color(colors.secondary) + type_size(style.caption.size),
        kind="character",
        priority=12,
        gallery=False,
        builtin=False,
    )


def _furniture(look: Look) -> Iterator[Entry]:
    style = look.style
    width = round(style.page.text_width * 20)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    small = look.run(style.furniture_type)
    line = f"<w:pBdr>{look.border('bottom', style.colors.rule, 0.5, 4)}</w:pBdr>"
    space = spacing(0, 0, style.furniture_type.line_height)
    yield Entry("Header", "header", line + tabs + space, small, based="Normal", gallery=False)
    yield Entry("Footer", "footer", tabs + space, small, based="Normal", gallery=False)
    yield Entry(
        "ClassificationBand",
        "Classification Band",
        spacing(0, 4, style.furniture_type.line_height) + '<w:jc w:val="center"/>',
        look.run(replace(style.furniture_type, weight=700, color="#ffffff"), spacing=1),
        based="Normal",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "FirstHeader",
        "First Header",
        '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>',
        based="Header",
        gallery=False,
        builtin=False,
    )
