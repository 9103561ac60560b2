"""The Word styles of what is set apart: code, tables, admonitions, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.style.color import legible, mix
from specexport.style.word import (
    _BOLD,
    _ITALIC,
    _KEEP,
    _NO_PROOF,
    BAR_GAP,
    BOX_PADDING,
    METHODS,
    TOKEN_STYLES,
    Entry,
    _fonts,
    _size,
    spacing,
    status_style,
)
from specexport.style.word_text import PARAGRAPH_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.word import Look

# Sizes of table text relative to the style's, from the widest to the most crowded tables.
TABLE_SIZES = {"": 1.0, "Small": 0.88, "Tiny": 0.76}
# Code in tables has no ground that sets it off, and may be this much larger.
_IN_TABLES = 1.02


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of code, tables, admonitions and status."""
    yield from _code(look)
    yield from _tokens(look)
    yield from _tables(look)
    yield from _admonitions(look)
    yield from _status(look)
    yield from _marks(look)


def _code(look: Look) -> Iterator[Entry]:
    style = look.style
    code, theme = style.code, style.code_theme
    stand = f'<w:ind w:left="{(BAR_GAP + 2) * 20}" w:right="{(BOX_PADDING + 1) * 20}"/>'
    box = look.box(theme.bar, theme.background)
    space = spacing(8, 10, code.line_height, exact=True)
    face = look.run(code).replace(_fonts(code.family), _fonts(code.family) + _NO_PROOF)
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
        f'<w:keepNext/>{box}{spacing(8, 0, 8, exact=True)}{stand}<w:jc w:val="right"/>',
        look.color(style.colors.secondary) + _size(7),
        based="Normal",
        next="LabelledCode",
        gallery=False,
        builtin=False,
    )
    yield Entry(
        "LabelledCode",
        "Labelled Code",
        '<w:spacing w:before="0"/>',
        based="SourceCode",
        next="BodyText",
        gallery=False,
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
    own = style.inline_code
    small = replace(code, size=round(style.base.size * own.scale * 2) / 2)
    inline = _inline_code(look, small.size)
    tint = look.fill(own.background)
    yield _character("InlineCode", "Inline Code", inline + tint)
    yield _character("PlainCode", "Plain Code", _inline_code(look))
    for suffix, scale in TABLE_SIZES.items():
        size = style.table.size * scale * own.scale * _IN_TABLES
        yield _character(f"TableCode{suffix}", f"Table Code {suffix}".strip(), _inline_code(look, size))
    yield _character(
        "LinkedCode", "Linked Code", look.color(style.colors.link) + '<w:u w:val="single"/>', "InlineCode"
    )
    yield _character("Keyboard", "Keyboard", inline + _border(look) + tint)
    yield _character("Formula", "Formula", _fonts(code.family) + _NO_PROOF + _size(small.size))
    yield _character("Checkbox", "Checkbox", _fonts("Segoe UI Symbol"))
    yield _character(
        "MissingPicture", "Missing Picture", look.color(style.colors.secondary) + _border(look) + tint
    )
    yield _character("WrapMark", "Wrap Mark", look.color(style.colors.secondary))


def _inline_code(look: Look, size: float = 0) -> str:
    """Return the run properties of code in text, in the order of 17.3.2.28."""
    own = look.style.inline_code
    heavy = _BOLD if own.weight >= 600 else ""
    color = look.color(own.color) if own.color else ""
    return _fonts(own.family) + heavy + _NO_PROOF + color + (_size(size) if size else "")


def _border(look: Look) -> str:
    return look.border("bdr", look.style.colors.rule, 0.5)


def _tokens(look: Look) -> Iterator[Entry]:
    theme = look.style.code_theme
    for kind, ident in TOKEN_STYLES.items():
        slant = _ITALIC if kind == "comment" else ""
        yield _character(ident, f"Code {kind.capitalize()}", slant + look.color(getattr(theme, kind)))


def _tables(look: Look) -> Iterator[Entry]:
    style = look.style
    cells = (
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    yield Entry(
        "TableNormal",
        "Normal Table",
        kind="table",
        gallery=False,
        default=True,
        table=f"<w:tblPr>{cells}</w:tblPr>",
    )
    yield _table(look, "SpecificationTable", "Specification Table", 70, 110)
    yield _table(look, "DenseTable", "Specification Table Dense", 50, 60)
    for suffix, scale in TABLE_SIZES.items():
        size = round(style.table.size * scale * 2) / 2
        face = replace(style.table, size=size, line_height=round(style.table.line_height * scale, 1))
        name = f" {suffix}" if suffix else ""
        yield Entry(
            f"TableText{suffix}",
            f"Table Text{name}",
            spacing(0, 0, face.line_height),
            look.run(face),
            based="Normal",
            priority=41,
            gallery=not suffix,
            builtin=False,
        )
        yield Entry(
            f"TableHeading{suffix}",
            f"Table Heading{name}",
            "<w:keepNext/><w:suppressAutoHyphens/>",
            _BOLD + look.color(style.table_rules.head_color),
            based=f"TableText{suffix}",
            priority=41,
            gallery=not suffix,
            builtin=False,
        )
        for parent in ("Text", "Heading"):
            for side, jc in (("Center", "center"), ("Right", "right")):
                yield Entry(
                    f"Table{parent}{side}{suffix}",
                    f"Table {parent} {side}{name}",
                    f'<w:jc w:val="{jc}"/>',
                    based=f"Table{parent}{suffix}",
                    priority=42,
                    gallery=False,
                    builtin=False,
                )
        yield Entry(
            f"TableRowHeading{suffix}",
            f"Table Row Heading{name}",
            "",
            _BOLD,
            based=f"TableText{suffix}",
            priority=42,
            gallery=False,
            builtin=False,
        )


def _table(look: Look, ident: str, name: str, above: int, beside: int) -> Entry:
    """Return a table style with these cell margins: rules between rows, a firm one below a tinted header."""
    rules = look.style.table_rules
    lines = look.border("bottom", rules.rule, 0.5) + look.border("insideH", rules.rule, 0.5)
    firm = f"<w:tcBorders>{look.border('bottom', rules.head_rule, 1)}</w:tcBorders>"
    bands = '<w:tblStyleRowBandSize w:val="1"/>' if rules.stripe else ""
    stripe = (
        f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{look.fill(rules.stripe)}</w:tcPr></w:tblStylePr>'
        if rules.stripe
        else ""
    )
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return Entry(
        ident,
        name,
        kind="table",
        based="TableNormal",
        priority=40,
        builtin=False,
        table=f"<w:tblPr>{bands}<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        f'</w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>{firm}{look.fill(rules.head_background)}</w:tcPr>'
        f"</w:tblStylePr>{stripe}",
    )


def _admonitions(look: Look) -> Iterator[Entry]:
    yield Entry(
        "AdmonitionTitle",
        "Admonition Title",
        _KEEP + spacing(5, 0, look.style.base.line_height),
        _BOLD,
        based="Normal",
        next="BodyText",
        priority=50,
        gallery=False,
        builtin=False,
    )
    for kind, face in look.style.admonitions.items():
        name = kind.capitalize()
        yield Entry(
            f"{name}Title",
            f"{name} Title",
            "",
            look.color(face.color),
            based="AdmonitionTitle",
            next="BodyText",
            priority=50,
            builtin=False,
        )
        bar = look.border("left", face.color, 3)
        yield Entry(
            f"Admonition{name}",
            f"Admonition {name}",
            kind="table",
            based="TableNormal",
            priority=50,
            builtin=False,
            table=f"<w:tblPr><w:tblBorders>{bar}</w:tblBorders>"
            '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="200" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tcPr>{look.fill(face.background)}</w:tcPr>",
        )


def _status(look: Look) -> Iterator[Entry]:
    style = look.style
    yield _character("Status", "Status", _BOLD)
    size = style.caption.size
    for status, color in style.status_colors.items():
        name = " ".join(word.capitalize() for word in status.replace("-", " ").split())
        yield _character(status_style(status), f"Status {name}", _chip(look, color, 0.12, size), "Status")


def _chip(look: Look, color: str, share: float, size: float) -> str:
    """Return letters of a colour on a tint of it."""
    ground = mix(color, look.style.colors.background, share)
    return _BOLD + look.color(legible(color, ground)) + _size(size) + look.fill(ground)


def _marks(look: Look) -> Iterator[Entry]:
    style = look.style
    for method, kind in METHODS.items():
        color = style.admonitions[kind].color if kind else style.colors.secondary
        chip = _chip(look, color, 0.1, style.table.size * 0.86).replace(_BOLD, "")
        yield _character(
            f"Method{method.capitalize()}",
            f"Method {method}",
            _fonts(style.code.family) + _BOLD + _NO_PROOF + chip,
        )
    colors = style.colors
    for grade, color in (("High", colors.danger), ("Medium", colors.warning), ("Low", colors.success)):
        yield _character(f"Grade{grade}", f"Grade {grade}", look.color(color))


def _character(ident: str, name: str, rpr: str, based: str = "DefaultParagraphFont") -> Entry:
    return Entry(
        ident, name, rpr=rpr, kind="character", based=based, priority=21, gallery=False, builtin=False
    )


__all__ = ["PARAGRAPH_SPACE", "TABLE_SIZES", "entries"]
