"""The Word styles of running text: body, headings, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.look import KEEP, alignment, body_line, spacing
from specexport.renderers.docx.styles.properties import (
    APPENDIX_LIST,
    BULLET_LIST,
    HEADING_LIST,
    LEAD_IN_SPACE,
    LEVELS,
    LIST_STEP,
    NUMBER_LIST,
    PARAGRAPH_SPACE,
)
from specexport.renderers.docx.styles.style import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.look import Look

# How many ranks of headings in appendices the gallery offers.
_OFFERED_APPENDICES = 2


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of running text."""
    yield from _base(look)
    yield from _headings(look)
    yield from _appendices(look.style)
    yield from _lists(look.style.lists.item_space)


def _base(look: Look) -> Iterator[Entry]:
    style = look.style
    line = spacing(0, 0, style.base.line_height)
    # The type of the defaults, said again: LibreOffice sets what is in tables in those, and lets them win
    # over character styles.
    face = look.run(style.base)
    yield Entry("Normal", "Normal", f"<w:widowControl/>{line}", face, priority=0, default=True)
    yield Entry(
        "DefaultParagraphFont",
        "Default Paragraph Font",
        kind="character",
        priority=1,
        gallery=False,
        default=True,
    )
    yield Entry("NoList", "No List", kind="numbering", gallery=False, default=True)
    yield Entry("BodyText", "Body Text", body_line(style), based="Normal", priority=1)
    yield Entry(
        "LeadIn",
        "Lead-in",
        "<w:keepNext/>" + spacing(PARAGRAPH_SPACE, LEAD_IN_SPACE, style.base.line_height),
        based="BodyText",
        next="BodyText",
        priority=2,
        builtin=False,
    )


def _headings(look: Look) -> Iterator[Entry]:
    style = look.style
    for level in range(1, LEVELS + 1):
        heading = style.headings[min(level, len(style.headings)) - 1]
        numbered = style.numbering and level <= style.numbering_depth
        listed = (
            f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADING_LIST}"/></w:numPr>'
            if numbered
            else ""
        )
        space = spacing(
            heading.space_before, max(0, heading.space_after - PARAGRAPH_SPACE / 2), heading.type.line_height
        )
        yield Entry(
            f"Heading{level}",
            f"heading {level}",
            f"{KEEP}{'<w:pageBreakBefore/>' if heading.new_page else ''}{listed}<w:suppressAutoHyphens/>"
            f'{space}{alignment(heading.align)}<w:outlineLvl w:val="{level - 1}"/>',
            look.run(heading.type),
            based="Normal",
            next="BodyText",
            priority=9,
            gallery=level <= 6,
        )


def _appendices(style: Style) -> Iterator[Entry]:
    """Yield the headings of appendices: those of sections, numbered by the list of appendices."""
    for level in range(1, LEVELS + 1):
        listed = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{APPENDIX_LIST}"/></w:numPr>'
        yield Entry(
            f"AppendixHeading{level}",
            f"Appendix Heading {level}",
            listed,
            based=f"Heading{level}",
            next="BodyText",
            priority=9,
            gallery=style.numbering and level <= min(style.numbering_depth, _OFFERED_APPENDICES),
            builtin=False,
        )


def _lists(item_space: float) -> Iterator[Entry]:
    space = spacing(0, item_space)
    for level in range(1, LEVELS + 1):
        suffix, builtin = ("" if level == 1 else str(level)), level <= 5
        name = f" {suffix}" if suffix else ""
        for kind, number in (("Bullet", BULLET_LIST), ("Number", NUMBER_LIST)):
            listed = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
            yield Entry(
                f"List{kind}{suffix}",
                f"List {kind}{name}",
                listed + space,
                based="Normal",
                priority=10 + level,
                gallery=level <= 3,
                builtin=builtin,
            )
        stand = f'<w:ind w:left="{level * LIST_STEP}"/>'
        yield Entry(
            f"ListContinue{suffix}",
            f"List Continue{name}",
            space + stand,
            based="Normal",
            priority=30,
            gallery=False,
            builtin=builtin,
        )
        hanging = f'<w:ind w:left="{level * LIST_STEP}" w:hanging="{LIST_STEP}"/>'
        yield Entry(
            f"TaskList{suffix}",
            f"Task List{name}",
            f'<w:tabs><w:tab w:val="left" w:pos="{level * LIST_STEP}"/></w:tabs>{space}{hanging}',
            based="Normal",
            priority=30,
            gallery=level == 1,
            builtin=False,
        )
