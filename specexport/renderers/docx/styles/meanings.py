"""The Word styles of what has a meaning of its own: admonitions, status, methods, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.look import BOLD, KEEP, NO_PROOF, spacing, type_size, typeface
from specexport.renderers.docx.styles.properties import METHODS, status_style
from specexport.renderers.docx.styles.style import Entry, character
from specexport.style.colors import legible, mix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of admonitions, status and marks."""
    yield from _admonitions(look)
    yield from _status(look)
    yield from _marks(look)


def _admonitions(look: Look) -> Iterator[Entry]:
    yield Entry(
        "AdmonitionTitle",
        "Admonition Title",
        KEEP + spacing(5, 0, look.style.base.line_height),
        BOLD,
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
    yield character("Status", "Status", BOLD)
    size = style.caption.size
    for status, color in style.status_colors.items():
        name = " ".join(word.capitalize() for word in status.replace("-", " ").split())
        yield character(status_style(status), f"Status {name}", _chip(look, color, 0.12, size), "Status")


def _chip(look: Look, color: str, share: float, size: float) -> str:
    """Return letters of a colour on a tint of it."""
    ground = mix(color, look.style.colors.background, share)
    return BOLD + look.color(legible(color, ground)) + type_size(size) + look.fill(ground)


def _marks(look: Look) -> Iterator[Entry]:
    style = look.style
    for method, kind in METHODS.items():
        color = style.admonitions[kind].color if kind else style.colors.secondary
        chip = _chip(look, color, 0.1, style.table.size * 0.86).replace(BOLD, "")
        yield character(
            f"Method{method.capitalize()}",
            f"Method {method}",
            typeface(style.code.family) + BOLD + NO_PROOF + chip,
        )
    colors = style.colors
    for grade, color in (("High", colors.danger), ("Medium", colors.warning), ("Low", colors.success)):
        yield character(f"Grade{grade}", f"Grade {grade}", look.color(color))
