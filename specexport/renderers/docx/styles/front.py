"""The Word styles of the contents and of the lists of figures, tables and listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.look import BOLD, KEEP, spacing, type_size
from specexport.renderers.docx.styles.properties import LEVELS, TIGHTNESS
from specexport.renderers.docx.styles.style import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.look import Look


# Widths in a number, as shares of its size: a digit, a full stop, the gap after it; the least room for the
# numbers of sections, and of what is in them, in twips.
_DIGIT, _DOT, _GAP = 0.6, 0.29, 0.6
_LEAST_ROOM = (480, 560)


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of the contents."""
    style = look.style
    heading = style.headings[0]
    yield Entry(
        "TOCHeading",
        "TOC Heading",
        KEEP + spacing(0, heading.space_after + 4, heading.type.line_height),
        look.run(heading.type),
        based="Normal",
        next="BodyText",
        priority=39,
    )
    yield Entry(
        "ListHeading",
        "List Heading",
        spacing(heading.space_before, heading.space_after, heading.type.line_height),
        based="TOCHeading",
        next="BodyText",
        priority=39,
        gallery=False,
        builtin=False,
    )
    yield from _levels(look)
    yield Entry(
        "TableofFigures",
        "table of figures",
        f"<w:tabs>{_page_stop(style)}</w:tabs>" + spacing(0, 1.5),
        based="Normal",
        gallery=False,
    )


def _levels(look: Look) -> Iterator[Entry]:
    style = look.style
    height, scale, before, after = TIGHTNESS[look.tight]
    size, line = style.base.size * scale, style.base.line_height * height
    left = 0
    for level in range(1, LEVELS + 1):
        first = level == 1
        hang = _room(look, level, size)
        # Without numbers there is nothing to set off, and a short title's first tab would stop too early.
        stop = f'<w:tab w:val="left" w:pos="{left + hang}"/>' if style.numbering else ""
        stand = (left + hang, hang) if style.numbering else (left, 0)
        space = spacing(before if first else 0, after, line)
        yield Entry(
            f"TOC{level}",
            f"toc {level}",
            f"<w:tabs>{stop}{_page_stop(style)}</w:tabs>{space}"
            f'<w:ind w:left="{stand[0]}" w:hanging="{stand[1]}"/>',
            (BOLD if first else "") + (type_size(size) if look.tight else ""),
            based="Normal",
            next="Normal",
            priority=39,
            gallery=False,
        )
        left += hang


def _room(look: Look, level: int, size: float) -> int:
    """Return how far the text of a level stands in from its number, in twips."""
    longest = look.numbers[level - 1] if level <= len(look.numbers) else ""
    dots = longest.count(".")
    width = (len(longest) - dots) * _DIGIT + dots * _DOT + _GAP
    return max(_LEAST_ROOM[level > 1], round(width * size * 20))


def _page_stop(style: Style) -> str:
    return f'<w:tab w:val="right" w:leader="dot" w:pos="{round(style.page.text_width * 20)}"/>'
