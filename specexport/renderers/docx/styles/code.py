"""The Word styles of code: blocks, words in a text, tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.look import (
    BOLD,
    ITALIC,
    NO_PROOF,
    QUOTE_STAND,
    spacing,
    type_size,
    typeface,
)
from specexport.renderers.docx.styles.properties import (
    BAR_GAP,
    BOX_PADDING,
    PARAGRAPH_SPACE,
    TABLE_SIZES,
    TOKEN_STYLES,
)
from specexport.renderers.docx.styles.style import Entry, character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look

# Code in tables has no ground that sets it off, and may be this much larger.
_IN_TABLES = 1.02
# The bar of lines that stand out, in points.
_WIDE_BAR = 5


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of code."""
    yield from _blocks(look)
    yield from _words(look)
    yield from _tokens(look)


def _blocks(look: Look) -> Iterator[Entry]:
    style = look.style
    code, theme = style.code, style.code_theme
    stand = f'<w:ind w:left="{(BAR_GAP + 2) * 20}" w:right="{(BOX_PADDING + 1) * 20}"/>'
    box = look.box(theme.bar, theme.background)
    space = spacing(8, 10, code.line_height, exact=True)
    face = look.run(code).replace(typeface(code.family), typeface(code.family) + NO_PROOF)
    yield Entry(
        "SourceCode",
        "Source Code",
        f'{box}<w:suppressAutoHyphens/><w:bidi w:val="0"/>{space}{stand}',
        face,
        based="Normal",
        next="BodyText",
        priority=15,
        builtin=False,
    )
    yield Entry(
        "SourceLanguage",
        "Source Language",
        f"<w:keepNext/>{look.box(theme.bar, theme.background, open_at='bottom')}"
        f'{spacing(8, 0, 8, exact=True)}{stand}<w:jc w:val="right"/>',
        look.color(style.colors.secondary) + type_size(7),
        based="Normal",
        next="LabelledCode",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "LabelledCode",
        "Labelled Code",
        '<w:pBdr><w:top w:val="nil"/></w:pBdr><w:spacing w:before="0"/>',
        based="SourceCode",
        next="BodyText",
        gallery=False,
        builtin=False,
    )
    yield from _quoted(look)
    # Its bar begins where that of the lines around it does, and is wider.
    top = look.border("top", theme.background, 0.5, BOX_PADDING)
    bar = look.border("left", style.colors.accent, _WIDE_BAR, BAR_GAP + 2 - _WIDE_BAR)
    yield Entry(
        "HighlightedCode",
        "Highlighted Code",
        f"<w:pBdr>{top}{bar}</w:pBdr>{look.fill(theme.highlight_tint)}",
        based="LabelledCode",
        next="BodyText",
        priority=15,
        builtin=False,
    )
    yield Entry(
        "BoxDiagram",
        "Box Diagram",
        '<w:keepLines/><w:pBdr><w:left w:val="nil"/></w:pBdr>',
        based="SourceCode",
        next="BodyText",
        priority=15,
        builtin=False,
    )


def _quoted(look: Look) -> Iterator[Entry]:
    """Yield the styles of code in quotations: the bar is the quotation's, which goes on beside it.

    Programs join the borders of paragraphs only where all of these and the indents are the same.
    """
    style, theme = look.style, look.style.code_theme
    half = PARAGRAPH_SPACE
    yield Entry(
        "QuotedCode",
        "Quoted Code",
        f"<w:pBdr>{_no('top')}{look.quote_bar}{_no('bottom')}{_no('right')}</w:pBdr>"
        f"{spacing(half, half, style.code.line_height, exact=True)}{QUOTE_STAND}",
        based="SourceCode",
        next="Quote",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "QuotedLanguage",
        "Quoted Language",
        f"<w:keepNext/>{look.fill(theme.background)}"
        f'{spacing(half, 0, style.code.line_height, exact=True)}<w:jc w:val="right"/>',
        look.color(style.colors.secondary) + type_size(7),
        based="Quote",
        next="QuotedCode",
        gallery=False,
        builtin=False,
    )


def _no(side: str) -> str:
    return f'<w:{side} w:val="none" w:sz="0" w:space="0" w:color="auto"/>'


def _words(look: Look) -> Iterator[Entry]:
    style = look.style
    code, own = style.code, style.inline_code
    small = replace(code, size=round(style.base.size * own.scale * 2) / 2)
    inline = _inline_code(look, small.size)
    tint = look.fill(own.background)
    yield character("InlineCode", "Inline Code", inline + tint)
    yield character("PlainCode", "Plain Code", _inline_code(look))
    for suffix, scale in TABLE_SIZES.items():
        size = style.table.size * scale * own.scale * _IN_TABLES
        yield character(f"TableCode{suffix}", f"Table Code {suffix}".strip(), _inline_code(look, size))
    yield character(
        "LinkedCode", "Linked Code", look.color(style.colors.link) + '<w:u w:val="single"/>', "InlineCode"
    )
    yield character("Keyboard", "Keyboard", inline + _border(look) + tint)
    yield character("Formula", "Formula", typeface(code.family) + NO_PROOF + type_size(small.size))
    yield character("Checkbox", "Checkbox", typeface("Segoe UI Symbol"))
    yield character(
        "MissingPicture", "Missing Picture", look.color(style.colors.secondary) + _border(look) + tint
    )
    yield character("WrapMark", "Wrap Mark", look.color(style.colors.secondary))


def _inline_code(look: Look, size: float = 0) -> str:
    """Return the run properties of code in text, in the order of 17.3.2.28."""
    own = look.style.inline_code
    heavy = BOLD if own.weight >= 600 else ""
    color = look.color(own.color) if own.color else ""
    return typeface(own.family) + heavy + NO_PROOF + color + (type_size(size) if size else "")


def _border(look: Look) -> str:
    return look.border("bdr", look.style.colors.rule, 0.5)


def _tokens(look: Look) -> Iterator[Entry]:
    theme = look.style.code_theme
    for kind, ident in TOKEN_STYLES.items():
        slant = ITALIC if kind == "comment" else ""
        yield character(ident, f"Code {kind.capitalize()}", slant + look.color(getattr(theme, kind)))
