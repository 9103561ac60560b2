"""What is wrong with a style, and what is changed or missed when it is used."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style import assets, find
from specexport.style.colors import contrast
from specexport.style.layers import chain
from specexport.style.resolve import StyleReader, resolve
from specexport.style.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specexport.model.style import FontFace, Style

_INKS = {
    "text": "foreground",
    "secondary": "text-secondary",
    "primary": "primary",
    "success": "success",
    "info": "info",
    "warning": "warning",
    "danger": "danger",
}

# Running text is hard to read below this, in points.
_SMALLEST = 8.0
# OpenType OS/2 fsType: a font with this bit may not be embedded at all.
_RESTRICTED = 0x0002


def check(name_or_folder: str | Path) -> tuple[Diagnostic, ...]:
    """Return everything there is to say about a style: its errors, or else what is changed and missed in use.

    Raises EnvironmentProblem when there is no such style.
    """
    place = find.folder(name_or_folder)
    try:
        stack = Stack(chain(place))
    except EnvironmentProblem as error:
        return error.diagnostics
    if stack.problems:
        return tuple(stack.problems)
    reader = StyleReader(stack)
    style = resolve(reader)
    if stack.problems:
        return tuple(stack.problems)
    return (*reader.notes, *_pale(reader, style), *_small(stack, style), *_fonts(stack, style))


def _pale(reader: StyleReader, style: Style) -> Iterator[Diagnostic]:
    """Yield a warning for every colour that letters cannot be read in."""
    ground = style.colors.tint
    for token, role in _INKS.items():
        meant, used = reader.role(role), getattr(style.colors, token)
        if meant != used:
            ratio = contrast(meant, ground)
            message = f"{role} {meant} has a contrast of {ratio:.1f}:1; letters are set in {used}"
            key = ("color", role) if role != "text-secondary" else ("defaults", "specexport", "color", role)
            yield reader.stack.warning(
                "SX056", key, message, "choose a darker colour for text: 4.5:1 is needed"
            )


def _small(stack: Stack, style: Style) -> Iterator[Diagnostic]:
    """Yield a warning where running text is too small to be read in print."""
    size = style.base.size
    if size < _SMALLEST:
        message = f"running text is {size:g} points high in print"
        hint = f"say a size in points, {_SMALLEST:g}pt or more: a pixel is no length on paper"
        yield stack.warning("SX056", ("typography", "base"), message, hint)


def _fonts(stack: Stack, style: Style) -> Iterator[Diagnostic]:
    for face in style.fonts:
        if face.path is None:
            message = f"{_cut(face)} has only a web font, which Word and PDF cannot use"
            yield stack.warning("SX057", ("typography", "fonts"), message, "add a .ttf or .otf file")
        elif _embedding_bits(face.path) & _RESTRICTED:
            message = f"the licence of {_cut(face)} forbids embedding"
            yield stack.warning(
                "SX058", ("typography", "fonts"), message, "use another font for documents that leave"
            )
    for family in dict.fromkeys(face.family for face in style.fonts):
        if not any(face.web for face in style.fonts if face.family == family):
            message = f"{family} has no web font: pages embed the whole file"
            note = stack.warning("SX057", ("typography", "fonts"), message, "add a small .woff2 file")
            yield Diagnostic(note.code, note.message, "info", note.path, note.pos, note.hint)


def _cut(face: FontFace) -> str:
    return f"{face.family} {face.weight}{' italic' if face.italic else ''}"


def _embedding_bits(path: Path) -> int:
    """Return fsType of a font (OpenType, OS/2), or 0 when it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        return int(TTFont(BytesIO(assets.read(path)), lazy=True)["OS/2"].fsType)
    except (TTLibError, OSError, KeyError):
        return 0
