"""The Word styles of the contents and of the lists of figures, tables and listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.style.word.entry import Entry
from specexport.style.word.look import BOLD, KEEP, spacing, type_size
from specexport.style.word.vocabulary import LEVELS, TIGHTNESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.word.look import Look


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
    right = round(style.page.text_width * 20)
    height, scale, before, after = TIGHTNESS[look.tight]
    line = style.base.line_height * height
    for level in range(1, LEVELS + 1):
        first = level == 1
        left, hang = (0 if first else 480 + (level - 2) * 560), (480 if first else 560)
        # Without numbers there is nothing to set off, and a short title's first tab would stop too early.
        stop = f'<w:tab w:val="left" w:pos="{left + hang}"/>' if style.numbering else ""
        tabs = f'<w:tabs>{stop}<w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
        left, hang = (left + hang, hang) if style.numbering else (left, 0)
        space = spacing(before if first else 0, after, line)
        yield Entry(
            f"TOC{level}",
            f"toc {level}",
            f'{tabs}{space}<w:ind w:left="{left}" w:hanging="{hang}"/>',
            (BOLD if first else "") + (type_size(style.base.size * scale) if look.tight else ""),
            based="Normal",
            next="Normal",
            priority=39,
            gallery=False,
        )
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    yield Entry("TableofFigures", "table of figures", tabs + spacing(0, 1.5), based="Normal", gallery=False)
