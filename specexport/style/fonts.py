"""The font files of a style."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model.style import FontFace, StandIn
from specexport.style.brand.company import Font, FontFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.diagnostics import Diagnostic
    from specexport.style.brand import Brand
    from specexport.style.stack import Stack

_WEB = (".woff2", ".woff")
_PRINT = (".ttf", ".otf")

# How foundries call weights in file names, the longer names first.
_NAMES = (
    ("extralight", 200),
    ("ultralight", 200),
    ("semibold", 600),
    ("demibold", 600),
    ("extrabold", 800),
    ("ultrabold", 800),
    ("thin", 100),
    ("light", 300),
    ("medium", 500),
    ("black", 900),
    ("heavy", 900),
    ("bold", 700),
)


class Fonts(Struct, frozen=True):
    """The faces of a style, and the family that stands in for each one that has no files.

    `stand_ins` are for families that come from the machine, which may lack them.
    """

    faces: tuple[FontFace, ...]
    families: dict[str, str]
    stand_ins: dict[str, StandIn]


def find(brand: Brand, stack: Stack, notes: list[Diagnostic]) -> Fonts:
    """Return the faces of the families that the style's text is set in.

    A family without files is replaced by the one of the style below; `notes` gets a warning about it.
    """
    found: dict[str, tuple[FontFace, ...]] = {}
    families: dict[str, str] = {}
    stand_ins: dict[str, StandIn] = {}
    for family, is_mono in used(brand):
        font = font_of(brand, family)
        if family in found or family in families or family in stand_ins:
            continue
        if font.source == "system":
            stand_ins[family] = _stand_in(brand, stack, is_mono)
            continue
        if own := faces(font, stack):
            found[family] = own
            continue
        substitute = _below(stack, is_mono)
        families[family] = substitute
        notes.append(_missing(stack, font, substitute))
        found.setdefault(substitute, faces(font_of(brand, substitute), stack))
    return Fonts(tuple(face for own in found.values() for face in own), families, stand_ins)


def _below(stack: Stack, is_mono: bool) -> str:
    """Return the family of text or code of the style that the others rest on."""
    return str(stack.layers[-1].get(("typography", "monospace" if is_mono else "base", "family")))


def _stand_in(brand: Brand, stack: Stack, is_mono: bool) -> StandIn:
    family = _below(stack, is_mono)
    printed = (face for face in faces(font_of(brand, family), stack) if face.path)
    return StandIn(family, tuple(replace(face, web=None) for face in printed))


def used(brand: Brand) -> Iterable[tuple[str, bool]]:
    """Return the families that text is set in, with whether it is code."""
    kinds, own, levels = brand.typography, brand.own, brand.own.heading
    code = (kinds.monospace, kinds.monospace_inline, kinds.monospace_block)
    texts = (own.title, own.caption, own.table, own.running)
    headings = (levels.h1, levels.h2, levels.h3, levels.h4, levels.h5, levels.h6)
    every = (
        *((text, False) for text in (kinds.base, kinds.headings)),
        *((text, True) for text in code),
        *((text, False) for text in (*texts, *headings)),
    )
    return ((text.family, is_mono) for text, is_mono in every if text.family)


def font_of(brand: Brand, family: str) -> Font:
    """Return what the style says of a family."""
    return brand.typography.fonts.get(family) or Font(family=family)


def faces(font: Font, stack: Stack) -> tuple[FontFace, ...]:
    """Return the faces of a family: files of the same weight and slope are one face for print and page."""
    found: dict[tuple[int, bool], dict[str, Path]] = {}
    for file in font.files or _lying_about(font.family, stack):
        if isinstance(file.path, Path) and file.path.is_file():
            use = "web" if file.path.suffix.lower() in _WEB else "path"
            found.setdefault(_cut(file, file.path.stem), {}).setdefault(use, file.path)
    return tuple(
        FontFace(font.family, paths.get("path"), paths.get("web"), weight, italic)
        for (weight, italic), paths in sorted(found.items())
    )


def _missing(stack: Stack, font: Font, substitute: str) -> Diagnostic:
    family = font.family
    if font.source == "file":
        what, hint = f"the font files of {family} are not there", "correct their paths under typography.fonts"
    else:
        file = f"{family.replace(' ', '')}-Regular.ttf"
        what = f"font {family} has no files, and fonts are never fetched while exporting"
        hint = f"put its files into the style's fonts folder, such as fonts/{file}, or say `source: system`"
        if font.source in ("google", "bunny"):
            hint += "; `specexport styles fetch` gets them"
    return stack.warning("SX055", ("typography",), f"{what}; {substitute} stands in", hint)


def _lying_about(family: str, stack: Stack) -> list[FontFile]:
    """Return the files in the style's own folders whose names start with the family's."""
    start = family.replace(" ", "").lower()
    folders = {layer.folder / "fonts" for layer in stack.layers}
    paths = [path for folder in sorted(folders) if folder.is_dir() for path in sorted(folder.iterdir())]
    return [
        FontFile(path=path)
        for path in paths
        if path.suffix.lower() in _WEB + _PRINT and re.split(r"[-.\[]", path.name.lower())[0] == start
    ]


def _cut(file: FontFile, stem: str) -> tuple[int, bool]:
    """Return weight and slope of a file: as given, else as its name says."""
    name = stem.lower().partition("-")[2]
    told = next((number for word, number in _NAMES if word in name), 400)
    italic = file.style != "normal" if file.style else "italic" in name or "oblique" in name
    return file.weight or told, italic
