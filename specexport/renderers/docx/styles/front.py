"""The Word styles of what stands around the text: cover, contents, header and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.properties import (
    BOLD,
    COVER_COLUMN,
    KEEP,
    KEEP_LINES,
    KEEP_NEXT,
    LEVELS,
    NO_HYPHENS,
    TIGHTNESS,
    borders,
    indent,
    no_border,
    spacing,
    tab,
    tabs,
    type_size,
)
from specexport.renderers.docx.styles.style import StyleDefinition, character
from specexport.renderers.docx.wml import twips, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.properties import WmlTokens
    from specexport.renderers.docx.wml import Element

# Widths in a number, as shares of its size: a digit, a full stop, the gap after it; the least room for the
# numbers of sections, and of what is in them, in twips.
_DIGIT, _DOT, _GAP = 0.6, 0.29, 0.6
_LEAST_ROOM = (480, 560)
# The share of the text's height that is left free above the first line of the cover.
_COVER_GAP = 0.16


def contents(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of the contents and of the lists of figures, tables and listings."""
    style = look.style
    heading = style.headings[0]
    line = heading.type.line_height
    yield StyleDefinition(
        "TOCHeading",
        "TOC Heading",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP + spacing(0, heading.space_after + 4, line),
        rpr=look.run(heading.type),
        priority=39,
    )
    yield StyleDefinition(
        "ListHeading",
        "List Heading",
        based_on="TOCHeading",
        next="BodyText",
        ppr=spacing(heading.space_before, heading.space_after, line),
        priority=39,
        gallery=False,
        builtin=False,
    )
    yield from _levels(look)
    yield StyleDefinition(
        "TableofFigures",
        "table of figures",
        based_on="Normal",
        ppr=tabs(_page_stop(style)) + spacing(0, 1.5),
        gallery=False,
    )


def _levels(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of entries; the text of each level begins below that of the level above."""
    style = look.style
    height, scale, before, after = TIGHTNESS[look.tight]
    size, line = style.base.size * scale, style.base.line_height * height
    left = 0
    for level in range(1, LEVELS + 1):
        first = level == 1
        hang = _room(look, level, size)
        # Without numbers there is nothing to set off, and a short title's first tab would stop too early.
        stops = (tab("left", left + hang),) if style.numbering else ()
        stand = indent(left + hang, hanging=hang) if style.numbering else indent(left, hanging=0)
        yield StyleDefinition(
            f"TOC{level}",
            f"toc {level}",
            based_on="Normal",
            next="Normal",
            ppr=tabs(*stops, _page_stop(style)) + spacing(before if first else 0, after, line) + stand,
            rpr=(BOLD if first else ()) + (type_size(size) if look.tight else ()),
            priority=39,
            gallery=False,
        )
        left += hang


def _room(look: WmlTokens, level: int, size: float) -> int:
    """Return how far the text of a level stands in from its number, in twips."""
    longest = look.numbers[level - 1] if level <= len(look.numbers) else ""
    dots = longest.count(".")
    width = (len(longest) - dots) * _DIGIT + dots * _DOT + _GAP
    return max(_LEAST_ROOM[level > 1], twips(width * size))


def _page_stop(style: Style) -> Element:
    """Return the stop for the number of the page, with dots before it."""
    return tab("right", twips(style.page.text_width), leader="dot")


def page(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of the cover and of what stands at the top and foot of pages."""
    yield from _cover(look)
    yield from _running_lines(look)


def _cover(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    colors = style.colors
    kind = replace(style.base, size=11, weight=600, color=colors.primary)
    yield StyleDefinition(
        "CoverLogo", "Cover Logo", based_on="Normal", ppr=spacing(0, 0), gallery=False, builtin=False
    )
    yield StyleDefinition(
        "CoverKind",
        "Cover Kind",
        based_on="Normal",
        next="Title",
        ppr=KEEP_NEXT + spacing(style.page.text_height * _COVER_GAP, 6, 16),
        rpr=look.run(kind, small_caps=True, tracking=1),
        priority=10,
        builtin=False,
    )
    yield StyleDefinition(
        "Title",
        "Title",
        based_on="Normal",
        next="Subtitle",
        ppr=KEEP + NO_HYPHENS + spacing(0, 10, style.title.line_height),
        rpr=look.run(style.title),
        priority=10,
    )
    yield StyleDefinition(
        "Subtitle",
        "Subtitle",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP_LINES + spacing(0, 10, 19),
        rpr=look.run(replace(style.base, size=13.5, color=colors.secondary)),
        priority=11,
    )
    yield from _cover_fields(look)


def _cover_fields(look: WmlTokens) -> Iterator[StyleDefinition]:
    colors = look.style.colors
    sides = [look.border(side, colors.rule, 0.5, 5) for side in ("top", "bottom", "between")]
    yield StyleDefinition(
        "CoverField",
        "Cover Field",
        based_on="Normal",
        ppr=KEEP_LINES
        + borders(*sides)
        + tabs(tab("left", COVER_COLUMN))
        + spacing(0, 0, 16)
        + indent(COVER_COLUMN, hanging=COVER_COLUMN),
        priority=12,
        builtin=False,
    )
    label = look.color(colors.secondary) + type_size(look.style.caption.size)
    # It stands on no other style.
    yield character("FieldLabel", "Field Label", label, "", priority=12)


def _running_lines(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    face = style.running
    stop = tabs(tab("right", twips(style.page.text_width)))
    line = borders(look.border("bottom", style.colors.rule, 0.5, 4))
    space = spacing(0, 0, face.line_height)
    small = look.run(face)
    yield StyleDefinition(
        "Header", "header", based_on="Normal", ppr=line + stop + space, rpr=small, gallery=False
    )
    yield StyleDefinition("Footer", "footer", based_on="Normal", ppr=stop + space, rpr=small, gallery=False)
    yield StyleDefinition(
        "ClassificationBand",
        "Classification Band",
        based_on="Normal",
        ppr=(*spacing(0, 4, face.line_height), w("jc", val="center")),
        rpr=look.run(replace(face, weight=700, color="#ffffff"), tracking=1),
        gallery=False,
        builtin=False,
    )
    yield StyleDefinition(
        "FirstHeader",
        "First Header",
        based_on="Header",
        ppr=borders(no_border("bottom")),
        gallery=False,
        builtin=False,
    )
