"""The page: sheet, margins, running lines, cover, and what only Word knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model.style import Cover, Docx, Furniture, Page
from specexport.style.resolve.said import OWN
from specexport.style.units import PAPERS
from specexport.style.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.style.resolve.said import Said


def page(said: Said) -> Page:
    """Return the sheet with its margins, all in points."""
    raw = said.own("page")
    size, width, height = _paper(said, raw["size"])
    if raw.get("orientation") == "landscape":
        width, height = height, width
    margins = {f"margin_{side}": said.length(value, said.base_size) for side, value in raw["margin"].items()}
    sheet = Page(
        size=size,
        width=round(width, 2),
        height=round(height, 2),
        duplex=bool(raw.get("duplex")),
        **margins,
    )
    if sheet.text_width < 72 or sheet.text_height < 72:
        key, message = (*OWN, "page", "margin"), "the margins leave no room for text"
        said.problem("SX052", key, message, "make them narrower: text needs 72 points each way")
    return sheet


def _paper(said: Said, size: Any) -> tuple[str, float, float]:
    if isinstance(size, list):
        width, height = (said.length(side, said.base_size) for side in size)
        return "custom", width, height
    return PAPERS[size.lower()]


def furniture(said: Said, name: str) -> Furniture:
    """Return the running line called `name`: `header` or `footer`."""
    return _sides(said, said.own(name))


def _sides(said: Said, raw: Any) -> Furniture:
    page_of = words(said.own("lang")).page_of
    sides = ("left", "center", "right")
    return Furniture(*((raw.get(side) or "").replace("{page-of-pages}", page_of) for side in sides))


def verso(said: Said) -> tuple[Furniture, Furniture] | None:
    """Return header and footer of left-hand pages: as they are said, else mirrored on duplex paper."""
    given = [said.own(name, "verso") for name in ("header", "footer")]
    if not said.own("page", "duplex") and not any(given):
        return None
    header, footer = (
        _sides(said, own) if own else replace(plain, left=plain.right, right=plain.left)
        for own, plain in zip(given, (furniture(said, "header"), furniture(said, "footer")), strict=True)
    )
    return header, footer


def cover(said: Said) -> Cover:
    """Return what the title page shows."""
    raw = said.own("cover")
    pages = (layer.folder / "cover.html" for layer in said.stack.layers)
    own = next((page for page in pages if page.is_file()), None)
    return Cover(raw["show"], raw["min-pages"], tuple(raw["fields"]), own)


def docx(said: Said) -> Docx:
    """Return the Word template with its names for styles, and the accents of the theme."""
    raw = said.own("docx") or {}
    accents = [(raw.get("theme") or {}).get(f"accent-{number}") for number in range(1, 7)]
    template = raw.get("template")
    if template is not None and not template.is_file():
        key, message = (*OWN, "docx", "template"), f"Word template {template.name} is not there"
        said.problem("SX054", key, message, "add the file, or correct the path")
    return Docx(
        template=template,
        styles=tuple((raw.get("styles") or {}).items()),
        accents=tuple(said.color(accent) if accent else "" for accent in accents) if any(accents) else (),
    )


def logo(said: Said) -> Path | None:
    """Return the largest logo, None if the style has none."""
    files = said.get("logo", "files") or {}
    path = next((files[size] for size in ("large", "medium", "small") if size in files), None)
    if isinstance(path, str):
        message = f"logo {path} is remote and not fetched"
        said.notes.append(said.stack.warning("SX055", ("logo",), message, "keep it in the style's folder"))
        return None
    if path is not None and not path.is_file():
        said.problem(
            "SX054", ("logo",), f"logo {path.name} is not there", "add the file, or correct the path"
        )
    return path
