"""The Word styles of what stands between paragraphs of text: quotations, captions, rules, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.look import (
    BOLD,
    KEEP,
    QUOTE_STAND,
    alignment,
    body_line,
    spacing,
    type_size,
)
from specexport.renderers.docx.styles.properties import LIST_STEP, PARAGRAPH_SPACE
from specexport.renderers.docx.styles.style import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of what stands between paragraphs."""
    yield from _quotations(look)
    yield from _captions(look)
    yield from _rules(look)
    yield from _definitions()
    yield from _minor_headings(look)
    yield from _notes(look)


def _quotations(look: Look) -> Iterator[Entry]:
    yield Entry(
        "Quote",
        "Quote",
        f"<w:pBdr>{look.quote_bar}</w:pBdr>{body_line(look.style)}{QUOTE_STAND}",
        look.color(look.style.colors.secondary),
        based="Normal",
        next="BodyText",
        priority=29,
    )


def _captions(look: Look) -> Iterator[Entry]:
    style = look.style
    yield Entry(
        "Caption",
        "caption",
        "<w:keepLines/>" + spacing(4, 10, style.caption.line_height) + alignment(style.caption_align),
        look.run(style.caption),
        based="Normal",
        next="BodyText",
        priority=35,
    )
    yield Entry(
        "TableCaption",
        "Table Caption",
        KEEP + spacing(8, 4, style.caption.line_height) + '<w:jc w:val="left"/>',
        based="Caption",
        next="BodyText",
        priority=35,
        builtin=False,
    )
    yield Entry(
        "Figure",
        "Figure",
        "<w:keepNext/>" + spacing(8, 0) + alignment(style.caption_align),
        based="Normal",
        next="Caption",
        priority=34,
        builtin=False,
    )


def _rules(look: Look) -> Iterator[Entry]:
    rule = f"<w:pBdr>{look.border('bottom', look.style.colors.rule, 0.75, 1)}</w:pBdr>"
    yield Entry(
        "HorizontalRule",
        "Horizontal Rule",
        rule + spacing(4, 12, 6, exact=True),
        type_size(2),
        based="Normal",
        next="BodyText",
        builtin=False,
    )
    yield Entry(
        "Separator",
        "Separator",
        spacing(0, 0, 6, exact=True),
        type_size(2),
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


def _definitions() -> Iterator[Entry]:
    yield Entry(
        "DefinitionTerm",
        "Definition Term",
        KEEP + spacing(PARAGRAPH_SPACE, 0),
        BOLD,
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


def _minor_headings(look: Look) -> Iterator[Entry]:
    yield Entry(
        "Summary",
        "Summary",
        "<w:keepNext/>" + body_line(look.style),
        BOLD,
        based="Normal",
        next="BodyText",
        priority=32,
        builtin=False,
    )
    yield Entry(
        "MinorHeading",
        "Minor Heading",
        KEEP + spacing(8, 2),
        BOLD,
        based="Normal",
        next="BodyText",
        priority=32,
        builtin=False,
    )


def _notes(look: Look) -> Iterator[Entry]:
    style = look.style
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
    yield Entry("CommentText", "annotation text", spacing(0, 2), based="Normal", gallery=False)
    yield Entry(
        "CommentReference",
        "annotation reference",
        rpr='<w:sz w:val="16"/><w:szCs w:val="16"/>',
        kind="character",
        based="DefaultParagraphFont",
        gallery=False,
    )
