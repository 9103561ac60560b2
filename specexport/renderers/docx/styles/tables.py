"""The Word styles of tables, and of the text in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.look import BOLD, spacing
from specexport.renderers.docx.styles.properties import TABLE_SIZES
from specexport.renderers.docx.styles.style import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of tables and cells."""
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
        yield from _cells(look, suffix, scale)


def _cells(look: Look, suffix: str, scale: float) -> Iterator[Entry]:
    """Yield the styles of text in cells at one of the sizes."""
    style = look.style
    size = round(style.table.size * scale * 2) / 2
    face = replace(style.table, size=size, line_height=round(style.table.line_height * scale, 1))
    name = f" {suffix}" if suffix else ""
    text, heading, row = (f"Table{role}{suffix}" for role in ("Text", "Heading", "RowHeading"))
    yield _cell(
        text, f"Table Text{name}", spacing(0, 0, face.line_height), look.run(face), "Normal", not suffix
    )
    still = "<w:keepNext/><w:suppressAutoHyphens/>"
    bold = BOLD + look.color(style.table_rules.head_color)
    yield _cell(heading, f"Table Heading{name}", still, bold, text, not suffix)
    for parent in ("Text", "Heading"):
        for side in ("Center", "Right"):
            jc = f'<w:jc w:val="{side.lower()}"/>'
            yield _cell(
                f"Table{parent}{side}{suffix}",
                f"Table {parent} {side}{name}",
                jc,
                "",
                f"Table{parent}{suffix}",
            )
    yield _cell(row, f"Table Row Heading{name}", "", BOLD, text)


def _cell(ident: str, name: str, ppr: str, rpr: str, based: str, gallery: bool = False) -> Entry:
    return Entry(ident, name, ppr, rpr, based, priority=41, gallery=gallery, builtin=False)


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
