"""The Word styles of tables and cells, and of what has a meaning: admonitions, status, methods, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles.properties import (
    BOLD,
    KEEP,
    KEEP_NEXT,
    METHODS,
    NO_HYPHENS,
    NO_PROOF,
    TABLE_SIZES,
    spacing,
    status_style,
    type_size,
    typeface,
)
from specexport.renderers.docx.styles.style import StyleDefinition, character
from specexport.renderers.docx.wml import w
from specexport.style.colors import legible, mix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.properties import WmlTokens
    from specexport.renderers.docx.wml import Element, Props

# The space between the edges of a cell and its text, in twips: above and below, beside.
_ROOMY, _DENSE = (70, 110), (50, 60)
# The shares of their colour in the grounds of a status and of a method.
_STATUS_TINT, _METHOD_TINT = 0.12, 0.1
# The size of a method to the text of tables.
_METHOD_SCALE = 0.86


def tables(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of tables and cells."""
    yield StyleDefinition(
        "TableNormal",
        "Normal Table",
        "table",
        tblpr=(w("tblInd", w=0, type="dxa"), _margins(0, 108, 0, 108)),
        gallery=False,
        default=True,
    )
    yield _table(look, "SpecificationTable", "Specification Table", *_ROOMY)
    yield _table(look, "DenseTable", "Specification Table Dense", *_DENSE)
    for suffix, scale in TABLE_SIZES.items():
        yield from _cells(look, suffix, scale)


def _margins(top: int, left: int, bottom: int, right: int) -> Element:
    """Return the space in cells, in twips (17.4.42)."""
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    return w("tblCellMar", *[w(side, w=width, type="dxa") for side, width in sides.items()])


def _table(look: WmlTokens, ident: str, name: str, above: int, beside: int) -> StyleDefinition:
    """Return a table style with these cell margins: rules between rows, a firm one below a tinted header."""
    rules = look.style.table_rules
    lines = [look.border(side, rules.border_color, 0.5) for side in ("bottom", "insideH")]
    firm = w("tcBorders", look.border("bottom", rules.head_border_color, 1))
    head = ("firstRow", (firm, *look.fill(rules.head_background_color)))
    ground = rules.stripe_background_color
    bands = (w("tblStyleRowBandSize", val=1),) if ground else ()
    stripe = (("band2Horz", look.fill(ground)),) if ground else ()
    return StyleDefinition(
        ident,
        name,
        "table",
        "TableNormal",
        tblpr=(*bands, w("tblBorders", *lines), _margins(above, beside, above, beside)),
        regions=(head, *stripe),
        priority=40,
        builtin=False,
    )


def _cells(look: WmlTokens, suffix: str, scale: float) -> Iterator[StyleDefinition]:
    """Yield the styles of text in cells at one of the sizes."""
    style = look.style
    size = round(style.table.size * scale * 2) / 2
    face = replace(style.table, size=size, line_height=round(style.table.line_height * scale, 1))
    text, heading, row = (f"Table{role}{suffix}" for role in ("Text", "Heading", "RowHeading"))
    shown = not suffix
    lines = spacing(0, 0, face.line_height)
    yield _cell(text, _named("Table Text", suffix), "Normal", lines, look.run(face), gallery=shown)
    bold = BOLD + look.color(style.table_rules.head_color)
    still = KEEP_NEXT + NO_HYPHENS
    yield _cell(heading, _named("Table Heading", suffix), text, still, bold, gallery=shown)
    for role in ("Text", "Heading"):
        for side in ("Center", "Right"):
            name = _named(f"Table {role} {side}", suffix)
            jc = (w("jc", val=side.lower()),)
            yield _cell(f"Table{role}{side}{suffix}", name, f"Table{role}{suffix}", jc)
    yield _cell(row, _named("Table Row Heading", suffix), text, rpr=BOLD)


def _named(name: str, suffix: str) -> str:
    return f"{name} {suffix}".rstrip()


def _cell(
    ident: str, name: str, based_on: str, ppr: Props = (), rpr: Props = (), *, gallery: bool = False
) -> StyleDefinition:
    return StyleDefinition(
        ident, name, based_on=based_on, ppr=ppr, rpr=rpr, priority=41, gallery=gallery, builtin=False
    )


def meanings(look: WmlTokens) -> Iterator[StyleDefinition]:
    """Yield the styles of admonitions, and of status, methods and grades."""
    yield from _admonitions(look)
    yield from _status(look)
    yield from _marks(look)


def _admonitions(look: WmlTokens) -> Iterator[StyleDefinition]:
    yield StyleDefinition(
        "AdmonitionTitle",
        "Admonition Title",
        based_on="Normal",
        next="BodyText",
        ppr=KEEP + spacing(5, 0, look.style.base.line_height),
        rpr=BOLD,
        priority=50,
        gallery=False,
        builtin=False,
    )
    for kind, face in look.style.admonitions.items():
        name = kind.capitalize()
        yield StyleDefinition(
            f"{name}Title",
            f"{name} Title",
            based_on="AdmonitionTitle",
            next="BodyText",
            rpr=look.color(face.color),
            priority=50,
            builtin=False,
        )
        bar = w("tblBorders", look.border("left", face.color, 3))
        yield StyleDefinition(
            f"Admonition{name}",
            f"Admonition {name}",
            "table",
            "TableNormal",
            tblpr=(bar, _margins(0, 200, 40, 160)),
            tcpr=look.fill(face.background),
            priority=50,
            builtin=False,
        )


def _status(look: WmlTokens) -> Iterator[StyleDefinition]:
    yield character("Status", "Status", BOLD)
    size = look.style.caption.size
    for status, color in look.style.status_colors.items():
        name = " ".join(word.capitalize() for word in status.replace("-", " ").split())
        chip = BOLD + _chip(look, color, _STATUS_TINT, size)
        yield character(status_style(status), f"Status {name}", chip, "Status")


def _chip(look: WmlTokens, color: str, share: float, size: float) -> Props:
    """Return letters of a colour on a tint of it."""
    ground = mix(color, look.style.colors.background, share)
    return look.color(legible(color, ground)) + type_size(size) + look.fill(ground)


def _marks(look: WmlTokens) -> Iterator[StyleDefinition]:
    style = look.style
    letters = typeface(style.code.family) + BOLD + NO_PROOF
    for method, kind in METHODS.items():
        color = style.admonitions[kind].color if kind else style.colors.secondary
        chip = _chip(look, color, _METHOD_TINT, style.table.size * _METHOD_SCALE)
        yield character(f"Method{method.capitalize()}", f"Method {method}", letters + chip)
    colors = style.colors
    for grade, color in (("High", colors.danger), ("Medium", colors.warning), ("Low", colors.success)):
        yield character(f"Grade{grade}", f"Grade {grade}", look.color(color))
