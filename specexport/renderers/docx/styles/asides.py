"""The Word styles of what stands between paragraphs of text: quotations, captions, rules, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.properties import (
    BOLD,
    KEEP,
    KEEP_LINES,
    KEEP_NEXT,
    LIST_STEP,
    PARAGRAPH_SPACE,
    QUOTE_STAND,
    alignment,
    borders,
    indent,
    spacing,
    type_size,
)
from specexport.renderers.docx.styles.style import StyleDefinition, character
from specexport.renderers.docx.wml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.properties import WmlTokens

# The size of type in paragraphs that hold nothing but space, and of the marks of comments, in points.
_LEAST_SIZE, _MARK_SIZE = 2, 8
# How far the text of footnotes stands in from their numbers, in twips.
_NOTE_STEP = 200


def definitions(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of what stands between paragraphs."""
    yield from _quotations(look)
    yield from _captions(look)
    yield from _rules(look)
    yield from _definitions()
    yield from _minor_headings(look)
    yield from _notes(look)


def _quotations(look: WmlTokens) -> Iterator[StyleDefinition]:
    yield StyleDefinition(
        "Quote",
        "Quote",
        based_on="Normal",
        next="BodyText",
        ppr=borders(look.quote_bar) + look.body_line() + QUOTE_STAND,
        rpr=look.color(look.style.colors.secondary),
        priority=29,
    )


def _captions(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    line = style.caption.line_height
    side = alignment(style.caption_align)
    yield StyleDefinition(
        "Caption",
        "caption",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP_LINES + spacing(4, 10, line) + side,
        rpr=look.run(style.caption),
        priority=35,
    )
    yield StyleDefinition(
        "TableCaption",
        "Table Caption",
        based_on="Caption",
        next="BodyText",
        ppr=(*KEEP, *spacing(8, 4, line), w("jc", val="left")),
        priority=35,
        builtin=False,
    )
    yield StyleDefinition(
        "Figure",
        "Figure",
        based_on="Normal",
        next="Caption",
        ppr=KEEP_NEXT + spacing(8, 0) + side,
        priority=34,
        builtin=False,
    )


def _rules(look: WmlTokens) -> Iterator[StyleDefinition]:
    rule = borders(look.border("bottom", look.style.colors.rule, 0.75, 1))
    yield StyleDefinition(
        "HorizontalRule",
        "Horizontal Rule",
        based_on="Normal",
        next="BodyText",
        ppr=rule + spacing(4, 12, 6, exact=True),
        rpr=type_size(_LEAST_SIZE),
        builtin=False,
    )
    yield StyleDefinition(
        "Separator",
        "Separator",
        based_on="Normal",
        ppr=spacing(0, 0, 6, exact=True),
        rpr=type_size(_LEAST_SIZE),
        gallery=False,
        builtin=False,
    )
    yield StyleDefinition(
        "KeptSeparator", "Kept Separator", based_on="Separator", ppr=KEEP_NEXT, gallery=False, builtin=False
    )


def _definitions() -> Iterator[StyleDefinition]:
    yield StyleDefinition(
        "DefinitionTerm",
        "Definition Term",
        based_on="Normal",
        next="Definition",
        ppr=KEEP + spacing(PARAGRAPH_SPACE, 0),
        rpr=BOLD,
        priority=31,
        builtin=False,
    )
    yield StyleDefinition(
        "Definition",
        "Definition",
        based_on="Normal",
        next="DefinitionTerm",
        ppr=spacing(0, PARAGRAPH_SPACE) + indent(LIST_STEP),
        priority=31,
        builtin=False,
    )


def _minor_headings(look: WmlTokens) -> Iterator[StyleDefinition]:
    yield StyleDefinition(
        "Summary",
        "Summary",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP_NEXT + look.body_line(),
        rpr=BOLD,
        priority=32,
        builtin=False,
    )
    yield StyleDefinition(
        "MinorHeading",
        "Minor Heading",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP + spacing(8, 2),
        rpr=BOLD,
        priority=32,
        builtin=False,
    )


def _notes(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    caption = style.caption
    small = replace(style.base, size=caption.size, line_height=caption.line_height)
    yield StyleDefinition(
        "FootnoteText",
        "footnote text",
        based_on="Normal",
        ppr=spacing(0, 2, small.line_height) + indent(_NOTE_STEP, hanging=_NOTE_STEP),
        rpr=look.run(small),
        gallery=False,
    )
    yield StyleDefinition(
        "CommentText", "annotation text", based_on="Normal", ppr=spacing(0, 2), gallery=False
    )
    yield character(
        "CommentReference", "annotation reference", type_size(_MARK_SIZE), priority=99, builtin=True
    )
