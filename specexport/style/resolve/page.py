"""The page: sheet, margins, running lines, cover, and what only Word knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from specexport.model.style import RUNNING_FIELDS, Cover, Docx, Page, RunningLine
from specexport.style.keys import nearest
from specexport.style.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.style.resolve.reader import StyleReader

# In so many folders of a style a file is looked for that was expected elsewhere.
_MOST_FOLDERS = 50
_BRACES = re.compile(r"\{([^{}]*)\}")
# The least room for text, each way, in points.
_LEAST = 72


def page(reader: StyleReader) -> Page:
    """Return the sheet with its margins, all in points."""
    setup, em = reader.brand.own.page, reader.base_size
    width, height = reader.length(setup.size.width, em), reader.length(setup.size.height, em)
    if setup.orientation == "landscape":
        width, height = height, width
    sheet = Page(
        size=setup.size.name,
        width=round(width, 2),
        height=round(height, 2),
        margin_top=reader.length(setup.margin.top, em),
        margin_right=reader.length(setup.margin.right, em),
        margin_bottom=reader.length(setup.margin.bottom, em),
        margin_left=reader.length(setup.margin.left, em),
        duplex=setup.duplex,
    )
    if sheet.text_width < _LEAST or sheet.text_height < _LEAST:
        message, hint = (
            "the margins leave no room for text",
            "make them narrower: text needs 72 points each way",
        )
        reader.problem("SX052", ("defaults", "specexport", "page", "margin"), message, hint)
    return sheet


def running_line(reader: StyleReader, line: RunningLine, name: str) -> RunningLine:
    """Return a running line with `page 1 of 2` in the words of the style's language.

    `name` is its key; a name in braces that says nothing is a problem of the style.
    """
    for side in ("left", "center", "right"):
        for word in _BRACES.findall(getattr(line, side)):
            if word not in RUNNING_FIELDS and not word.startswith("field:"):
                hint = f"{nearest(word, sorted(RUNNING_FIELDS))}; {{field:NAME}} is any field of a document"
                message = f"{name}.{side} asks for {{{word}}}, which is no field"
                reader.problem("SX052", ("defaults", "specexport", *name.split("."), side), message, hint)
    page_of = words(reader.brand.own.plain.lang).page_of
    sides = (line.left, line.center, line.right)
    return RunningLine(*(side.replace("{page-of-pages}", page_of) for side in sides))


def verso(reader: StyleReader) -> tuple[RunningLine, RunningLine] | None:
    """Return header and footer of left-hand pages: as they are said, else mirrored on duplex paper."""
    own = reader.brand.own
    if not own.page.duplex and own.header_verso is None and own.footer_verso is None:
        return None
    return (
        running_line(reader, own.header_verso or _mirrored(own.header), "header.verso"),
        running_line(reader, own.footer_verso or _mirrored(own.footer), "footer.verso"),
    )


def _mirrored(line: RunningLine) -> RunningLine:
    return replace(line, left=line.right, right=line.left)


def cover(reader: StyleReader) -> Cover:
    """Return what the title page shows."""
    pages = (layer.folder / "cover.html" for layer in reader.stack.layers)
    return replace(reader.brand.own.cover, template=next((page for page in pages if page.is_file()), None))


def docx(reader: StyleReader) -> Docx:
    """Return the Word template with its names for styles, and the accents of the theme."""
    word = reader.brand.own.docx
    if word.template is not None and not word.template.is_file():
        message = f"Word template {shown(word.template, reader)} is not there"
        key = ("defaults", "specexport", "docx", "template")
        reader.problem("SX054", key, message, nearby(word.template, reader))
    accents = tuple(asdict(word.theme).values())
    return Docx(word.template, tuple(word.styles.items()), accents if any(accents) else ())


def shown(path: Path, reader: StyleReader) -> str:
    """Return a path as the style says it: from the folder that it is in."""
    for layer in reader.stack.layers:
        if path.is_relative_to(layer.folder):
            return path.relative_to(layer.folder).as_posix()
    return str(path)


def nearby(path: Path, reader: StyleReader) -> str:
    """Return the hint for a file that is not there: where in the style one of its name is."""
    for layer in reader.stack.layers:
        places = [layer.folder, *(place for place in sorted(layer.folder.iterdir()) if place.is_dir())]
        for place in places[:_MOST_FOLDERS]:
            if (found := place / path.name).is_file():
                return f"there is {shown(found, reader)}: write that"
    return "add the file, or correct the path"


def logo(reader: StyleReader) -> Path | None:
    """Return the largest logo, None if the style has none."""
    logos = reader.brand.logo
    path = logos.large or logos.medium or logos.small
    if isinstance(path, str):
        message, hint = f"logo {path} is remote and not fetched", "keep it in the style's folder"
        reader.notes.append(reader.stack.warning("SX055", ("logo",), message, hint))
        return None
    if path is not None and not path.is_file():
        reader.problem("SX054", ("logo",), f"logo {shown(path, reader)} is not there", nearby(path, reader))
    return path
