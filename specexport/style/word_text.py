"""The Word styles of running text: body, headings, lists, contents, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.style.color import mix
from specexport.style.word import (
    _BOLD,
    _ITALIC,
    _KEEP,
    BULLET_LIST,
    HEADING_LIST,
    LEVELS,
    LIST_STEP,
    NUMBER_LIST,
    TIGHTNESS,
    Entry,
    _size,
    spacing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.tokens import Side, Style
    from specexport.style.word import Look

# Space above and below a paragraph, in points: together half a line.
PARAGRAPH_SPACE = 3.75
# What a paragraph leaves to the table, code or picture that it introduces.
LEAD_IN_SPACE = 6


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of running text."""
    yield from _base(look)
    yield from _headings(look)
    yield from _lists(look.style.lists.item_space)
    yield from _contents(look)
    yield from _asides(look)
    yield from _inline(look)


def body_line(style: Style) -> str:
    """Return the spacing of body text."""
    return spacing(PARAGRAPH_SPACE, PARAGRAPH_SPACE, style.base.line_height)


def _base(look: Look) -> Iterator[Entry]:
    style = look.style
    line = spacing(0, 0, style.base.line_height)
    yield Entry("Normal", "Normal", f"<w:widowControl/>{line}", priority=0, default=True)
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
            f"{_KEEP}{'<w:pageBreakBefore/>' if heading.new_page else ''}{listed}<w:suppressAutoHyphens/>"
            f'{space}{_aligned(heading.align)}<w:outlineLvl w:val="{level - 1}"/>',
            look.run(heading.type),
            based="Normal",
            next="BodyText",
            priority=9,
            gallery=level <= 6,
        )


def _aligned(side: Side) -> str:
    return f'<w:jc w:val="{side}"/>' if side != "left" else ""


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


def _contents(look: Look) -> Iterator[Entry]:
    style = look.style
    heading = style.headings[0]
    yield Entry(
        "TOCHeading",
        "TOC Heading",
        _KEEP + spacing(0, heading.space_after + 4, heading.type.line_height),
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
            (_BOLD if first else "") + (_size(style.base.size * scale) if look.tight else ""),
            based="Normal",
            next="Normal",
            priority=39,
            gallery=False,
        )
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    yield Entry("TableofFigures", "table of figures", tabs + spacing(0, 1.5), based="Normal", gallery=False)


def _asides(look: Look) -> Iterator[Entry]:
    style = look.style
    colors = style.colors
    bar = f"<w:pBdr>{look.border('left', colors.rule, 2, 10)}</w:pBdr>"
    yield Entry(
        "Quote",
        "Quote",
        f'{bar}{body_line(style)}<w:ind w:left="260" w:right="260"/>',
        look.color(colors.secondary),
        based="Normal",
        next="BodyText",
        priority=29,
    )
    yield Entry(
        "Caption",
        "caption",
        "<w:keepLines/>" + spacing(4, 10, style.caption.line_height) + _aligned(style.caption_align),
        look.run(style.caption),
        based="Normal",
        next="BodyText",
        priority=35,
    )
    yield Entry(
        "TableCaption",
        "Table Caption",
        _KEEP + spacing(8, 4, style.caption.line_height) + '<w:jc w:val="left"/>',
        based="Caption",
        next="BodyText",
        priority=35,
        builtin=False,
    )
    yield Entry(
        "Figure",
        "Figure",
        "<w:keepNext/>" + spacing(8, 0) + _aligned(style.caption_align),
        based="Normal",
        next="Caption",
        priority=34,
        builtin=False,
    )
    rule = f"<w:pBdr>{look.border('bottom', colors.rule, 0.75, 1)}</w:pBdr>"
    yield Entry(
        "HorizontalRule",
        "Horizontal Rule",
        rule + spacing(4, 12, 6, exact=True),
        _size(2),
        based="Normal",
        next="BodyText",
        builtin=False,
    )
    yield Entry(
        "Separator",
        "Separator",
        spacing(0, 0, 6, exact=True),
        _size(2),
        based="Normal",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "KeptSeparator",
        "Kept Separator",
        "<w:keepNext/>",
        based="Separator",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "DefinitionTerm",
        "Definition Term",
        _KEEP + spacing(PARAGRAPH_SPACE, 0),
        _BOLD,
        based="Normal",
        next="Definition",
        priority=31,
        builtin=False,
    )
    yield Entry(
        "Definition",
        "Definition",
        spacing(0, PARAGRAPH_SPACE) + f'<w:ind w:left="{LIST_STEP}"/>',
        based="Normal",
        next="DefinitionTerm",
        priority=31,
        builtin=False,
    )
    yield Entry(
        "Summary",
        "Summary",
        "<w:keepNext/>" + body_line(style),
        _BOLD,
        based="Normal",
        next="BodyText",
        priority=32,
        builtin=False,
    )
    yield Entry(
        "MinorHeading",
        "Minor Heading",
        _KEEP + spacing(8, 2),
        _BOLD,
        based="Normal",
        next="BodyText",
        priority=32,
        builtin=False,
    )
    small = style.caption
    hanging = '<w:ind w:left="200" w:hanging="200"/>'
    yield Entry(
        "FootnoteText",
        "footnote text",
        spacing(0, 2, small.line_height) + hanging,
        look.run(replace(small, color=style.base.color)),
        based="Normal",
        gallery=False,
    )


def _inline(look: Look) -> Iterator[Entry]:
    style = look.style
    colors = style.colors

    def named(ident: str, name: str, rpr: str, *, builtin: bool = True, based: str = "") -> Entry:
        return Entry(
            ident,
            name,
            rpr=rpr,
            kind="character",
            based=based or "DefaultParagraphFont",
            priority=20,
            builtin=builtin,
        )

    yield named("Strong", "Strong", _BOLD)
    yield named("Emphasis", "Emphasis", _ITALIC)
    yield named("Strikethrough", "Strikethrough", "<w:strike/>", builtin=False)
    yield named("Hyperlink", "Hyperlink", look.color(colors.link) + '<w:u w:val="single"/>')
    yield named("FollowedHyperlink", "FollowedHyperlink", look.color(colors.link) + '<w:u w:val="single"/>')
    yield named("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
    yield named("CaptionLabel", "Caption Label", _BOLD, builtin=False)
    yield named("Mark", "Mark", look.fill(mix(colors.warning, colors.background, 0.2)), builtin=False)
    yield named(
        "Inserted", "Inserted Text", look.color(colors.success) + '<w:u w:val="single"/>', builtin=False
    )
    yield named("Deleted", "Deleted Text", "<w:strike/>" + look.color(colors.secondary), builtin=False)
    dotted = f'<w:u w:val="dotted" w:color="{colors.warning[1:].upper()}"/>'
    yield named(
        "Placeholder",
        "Placeholder",
        dotted + look.fill(mix(colors.warning, colors.background, 0.14)),
        builtin=False,
    )
