"""The Word styles of code: blocks, words in a text, tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.properties import (
    BAR_GAP,
    BOX_PADDING,
    ITALIC,
    KEEP_LINES,
    KEEP_NEXT,
    NO_HYPHENS,
    NO_PROOF,
    PARAGRAPH_SPACE,
    QUOTE_STAND,
    TABLE_SIZES,
    TOKEN_STYLES,
    UNDERLINED,
    borders,
    indent,
    no_border,
    spacing,
    type_size,
    typeface,
    weight,
)
from specexport.renderers.docx.styles.style import StyleDefinition, character
from specexport.renderers.docx.wml import twips, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.properties import WmlTokens
    from specexport.renderers.docx.wml import Element, Props

# Code in tables has no ground that sets it off, and may be this much larger.
_IN_TABLES = 1.02
# The bar of lines that stand out, in points.
_WIDE_BAR = 5
# The size of the name of a language, in points.
_LABEL_SIZE = 7
_RIGHT: Props = (w("jc", val="right"),)
# The text stands in by as much as the bar and the padding of its box need.
_STAND = indent(twips(BAR_GAP + 2), right=twips(BOX_PADDING + 1))


def definitions(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of code."""
    yield from _blocks(look)
    yield from _labelled(look)
    yield from _quoted(look)
    yield from _variants(look)
    yield from _words(look)
    yield from _tokens(look)


def _blocks(look: WmlTokens) -> Iterator[StyleDefinition]:
    code, theme = look.style.code, look.style.code_theme
    yield StyleDefinition(
        "SourceCode",
        "Source Code",
        based_on="Normal",
        next="BodyText",
        ppr=look.box(theme.bar, theme.background)
        + NO_HYPHENS
        + (w("bidi", val=0),)
        + spacing(8, 10, code.line_height, exact=True)
        + _STAND,
        rpr=look.run(code) + NO_PROOF,
        priority=15,
        builtin=False,
    )


def _labelled(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of the name of a language, and of the code below it."""
    theme = look.style.code_theme
    yield StyleDefinition(
        "SourceLanguage",
        "Source Language",
        based_on="Normal",
        next="LabelledCode",
        ppr=KEEP_NEXT
        + look.box(theme.bar, theme.background, open_below=True)
        + spacing(8, 0, 8, exact=True)
        + _STAND
        + _RIGHT,
        rpr=_label(look),
        gallery=False,
        builtin=False,
    )
    yield StyleDefinition(
        "LabelledCode",
        "Labelled Code",
        based_on="SourceCode",
        next="BodyText",
        ppr=(*borders(no_border("top")), w("spacing", before=0)),
        gallery=False,
        builtin=False,
    )


def _label(look: WmlTokens) -> Props:
    return look.color(look.style.colors.secondary) + type_size(_LABEL_SIZE)


def _quoted(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of code in quotations: the bar is the quotation's, which goes on beside it.

    Programs join the borders of paragraphs only where all of these and the indents are the same.
    """
    style, theme = look.style, look.style.code_theme
    half, line = PARAGRAPH_SPACE, style.code.line_height
    yield StyleDefinition(
        "QuotedCode",
        "Quoted Code",
        based_on="SourceCode",
        next="Quote",
        ppr=borders(_none("top"), look.quote_bar, _none("bottom"), _none("right"))
        + spacing(half, half, line, exact=True)
        + QUOTE_STAND,
        gallery=False,
        builtin=False,
    )
    yield StyleDefinition(
        "QuotedLanguage",
        "Quoted Language",
        based_on="Quote",
        next="QuotedCode",
        ppr=KEEP_NEXT + look.fill(theme.background) + spacing(half, 0, line, exact=True) + _RIGHT,
        rpr=_label(look),
        gallery=False,
        builtin=False,
    )


def _none(side: str) -> Element:
    """Return a border that is not there, and that is the same as no border of another paragraph."""
    return w(side, val="none", sz=0, space=0, color="auto")


def _variants(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of lines that stand out, and of drawings in letters."""
    style, theme = look.style, look.style.code_theme
    # Its bar begins where that of the lines around it does, and is wider.
    top = look.border("top", theme.background, 0.5, BOX_PADDING)
    bar = look.border("left", style.colors.accent, _WIDE_BAR, BAR_GAP + 2 - _WIDE_BAR)
    yield StyleDefinition(
        "HighlightedCode",
        "Highlighted Code",
        based_on="LabelledCode",
        next="BodyText",
        ppr=borders(top, bar) + look.fill(theme.highlight_tint),
        priority=15,
        builtin=False,
    )
    yield StyleDefinition(
        "BoxDiagram",
        "Box Diagram",
        based_on="SourceCode",
        next="BodyText",
        ppr=KEEP_LINES + borders(no_border("left")),
        priority=15,
        builtin=False,
    )


def _words(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    own, secondary = style.inline_code, look.color(style.colors.secondary)
    size = round(style.base.size * own.scale * 2) / 2
    tint = look.fill(own.background)
    frame: Props = (look.border("bdr", style.colors.rule, 0.5),)
    yield character("InlineCode", "Inline Code", _inline_code(look, size) + tint)
    yield character("PlainCode", "Plain Code", _inline_code(look))
    for suffix, scale in TABLE_SIZES.items():
        in_table = style.table.size * scale * own.scale * _IN_TABLES
        yield character(f"TableCode{suffix}", f"Table Code {suffix}".rstrip(), _inline_code(look, in_table))
    yield character("LinkedCode", "Linked Code", look.color(style.colors.link) + UNDERLINED, "InlineCode")
    yield character("Keyboard", "Keyboard", _inline_code(look, size) + frame + tint)
    yield character("Formula", "Formula", typeface(style.code.family) + NO_PROOF + type_size(size))
    yield character("Checkbox", "Checkbox", typeface("Segoe UI Symbol"))
    yield character("MissingPicture", "Missing Picture", secondary + frame + tint)


def _inline_code(look: WmlTokens, size: float = 0) -> Props:
    """Return the properties of code in text, in the text's size or one of its own."""
    own = look.style.inline_code
    color = look.color(own.color) if own.color else ()
    return typeface(own.family) + weight(own.weight) + NO_PROOF + color + (type_size(size) if size else ())


def _tokens(look: WmlTokens) -> Iterator[StyleDefinition]:
    theme = look.style.code_theme
    for kind, ident in TOKEN_STYLES.items():
        slant = ITALIC if kind == "comment" else ()
        yield character(ident, f"Code {kind.capitalize()}", slant + look.color(getattr(theme, kind)))
