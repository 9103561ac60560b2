"""The Word styles of running text: body, headings, lists, and words that stand out in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.properties import (
    APPENDIX_LIST,
    BOLD,
    BULLET_LIST,
    HEADING_LIST,
    ITALIC,
    KEEP,
    KEEP_NEXT,
    LEAD_IN_SPACE,
    LEVELS,
    LIST_STEP,
    NO_HYPHENS,
    NUMBER_LIST,
    PARAGRAPH_SPACE,
    UNDERLINED,
    alignment,
    indent,
    rgb,
    spacing,
    tab,
    tabs,
)
from specexport.renderers.docx.styles.style import StyleDefinition, character
from specexport.renderers.docx.wml import Num, w
from specexport.style.colors import mix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.properties import WmlTokens
    from specexport.renderers.docx.wml import Props

# How many ranks of headings in appendices the gallery offers.
_OFFERED_APPENDICES = 2
_STRIKE: Props = (w("strike"),)


def definitions(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of running text."""
    yield from _base(look)
    yield from _headings(look)
    yield from _appendices(look.style)
    yield from _lists(look.style.lists.item_space)


def _base(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    line = spacing(0, 0, style.base.line_height)
    # The type of the defaults, said again: LibreOffice sets what is in tables in those, and lets them win
    # over character styles.
    face = look.run(style.base)
    yield StyleDefinition(
        "Normal", "Normal", ppr=(w("widowControl"), *line), rpr=face, priority=0, default=True
    )
    yield StyleDefinition(
        "DefaultParagraphFont",
        "Default Paragraph Font",
        "character",
        priority=1,
        gallery=False,
        default=True,
    )
    yield StyleDefinition("NoList", "No List", "numbering", gallery=False, default=True)
    yield StyleDefinition("BodyText", "Body Text", based_on="Normal", ppr=look.body_line(), priority=1)
    yield StyleDefinition(
        "LeadIn",
        "Lead-in",
        based_on="BodyText",
        next="BodyText",
        ppr=KEEP_NEXT + spacing(PARAGRAPH_SPACE, LEAD_IN_SPACE, style.base.line_height),
        priority=2,
        builtin=False,
    )


def _headings(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    for level in range(1, LEVELS + 1):
        heading = style.headings[min(level, len(style.headings)) - 1]
        numbered = style.numbering and level <= style.numbering_depth
        after = max(0, heading.space_after - PARAGRAPH_SPACE / 2)
        yield StyleDefinition(
            f"Heading{level}",
            f"heading {level}",
            based_on="Normal",
            next="BodyText",
            ppr=KEEP
            + ((w("pageBreakBefore"),) if heading.new_page else ())
            + NO_HYPHENS
            + spacing(heading.space_before, after, heading.type.line_height)
            + alignment(heading.align)
            + (w("outlineLvl", val=level - 1),),
            rpr=look.run(heading.type),
            number=Num(HEADING_LIST, level - 1) if numbered else None,
            priority=9,
            gallery=level <= 6,
        )


def _appendices(style: Style) -> Iterator[StyleDefinition]:
    """Yield the headings of appendices: those of sections, numbered by the list of appendices."""
    for level in range(1, LEVELS + 1):
        yield StyleDefinition(
            f"AppendixHeading{level}",
            f"Appendix Heading {level}",
            based_on=f"Heading{level}",
            next="BodyText",
            number=Num(APPENDIX_LIST, level - 1),
            priority=9,
            gallery=style.numbering and level <= min(style.numbering_depth, _OFFERED_APPENDICES),
            builtin=False,
        )


def _lists(item_space: float) -> Iterator[StyleDefinition]:
    space = spacing(0, item_space)
    for level in range(1, LEVELS + 1):
        yield _item("Bullet", BULLET_LIST, level, space)
        yield _item("Number", NUMBER_LIST, level, space)
        yield _continuation(level, space)
        yield _task(level, space)


def _item(kind: str, number: int, level: int, space: Props) -> StyleDefinition:
    """Return the style of items at a level (from 1) of a list of this kind."""
    return StyleDefinition(
        f"List{kind}{_suffix(level)}",
        f"List {kind} {_suffix(level)}".rstrip(),
        based_on="Normal",
        ppr=space,
        number=Num(number, level - 1),
        priority=10 + level,
        gallery=level <= 3,
        builtin=_is_builtin(level),
    )


def _continuation(level: int, space: Props) -> StyleDefinition:
    """Return the style of further paragraphs in an item at a level (from 1)."""
    return StyleDefinition(
        f"ListContinue{_suffix(level)}",
        f"List Continue {_suffix(level)}".rstrip(),
        based_on="Normal",
        ppr=space + indent(level * LIST_STEP),
        priority=30,
        gallery=False,
        builtin=_is_builtin(level),
    )


def _task(level: int, space: Props) -> StyleDefinition:
    """Return the style of tasks at a level (from 1) of a list."""
    stand = level * LIST_STEP
    return StyleDefinition(
        f"TaskList{_suffix(level)}",
        f"Task List {_suffix(level)}".rstrip(),
        based_on="Normal",
        ppr=tabs(tab("left", stand)) + space + indent(stand, hanging=LIST_STEP),
        priority=30,
        gallery=level == 1,
        builtin=False,
    )


def _suffix(level: int) -> str:
    return "" if level == 1 else str(level)


def _is_builtin(level: int) -> bool:
    """Whether Word has styles for lists of a level itself."""
    return level <= 5


def words(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of words in a text: emphasis, links, marks."""
    colors = look.style.colors
    link = look.color(colors.link) + UNDERLINED
    yield _builtin("Strong", "Strong", BOLD)
    yield _builtin("Emphasis", "Emphasis", ITALIC)
    yield _own("Strikethrough", "Strikethrough", _STRIKE)
    yield _builtin("Hyperlink", "Hyperlink", link)
    yield _builtin("FollowedHyperlink", "FollowedHyperlink", link)
    yield _builtin("FootnoteReference", "footnote reference", (w("vertAlign", val="superscript"),))
    yield _own("CaptionLabel", "Caption Label", BOLD)
    yield _own("Mark", "Mark", look.fill(mix(colors.warning, colors.background, 0.2)))
    yield _own("Inserted", "Inserted Text", look.color(colors.success) + UNDERLINED)
    yield _own("Deleted", "Deleted Text", _STRIKE + look.color(colors.secondary))
    dotted = w("u", val="dotted", color=rgb(colors.warning))
    tint = look.fill(mix(colors.warning, colors.background, 0.14))
    yield _own("Placeholder", "Placeholder", (dotted, *tint))


def _builtin(ident: str, name: str, rpr: Props) -> StyleDefinition:
    return character(ident, name, rpr, priority=20, gallery=True, builtin=True)


def _own(ident: str, name: str, rpr: Props) -> StyleDefinition:
    return character(ident, name, rpr, priority=20, gallery=True)
