"""The font files of a style."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.model.style import FontFace
from specexport.style.faults import dig
from specexport.style.units import weight

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic
    from specexport.style.brand import Raw
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
    """The faces of a style, and the family that stands in for each one that has no files."""

    faces: tuple[FontFace, ...]
    families: dict[str, str]


def find(stack: Stack, notes: list[Diagnostic]) -> Fonts:
    """Return the faces of the families that the style's text is set in.

    A family without files is replaced by the one of the style below; `notes` gets a warning about it.
    """
    known: Raw = dig(stack.raw, ("typography", "fonts")) or {}
    found: dict[str, list[FontFace]] = {}
    families: dict[str, str] = {}
    for family, key in _used(stack):
        font = known.get(family, {})
        if family in found or family in families or font.get("source") == "system":
            continue
        faces = _faces(family, font, stack)
        if faces:
            found[family] = faces
        else:
            families[family] = _substitute(stack, key)
            notes.append(_missing(stack, family, font, families[family]))
            found.setdefault(families[family], _faces(families[family], known[families[family]], stack))
    return Fonts(tuple(face for faces in found.values() for face in faces), families)


def _used(stack: Stack) -> list[tuple[str, tuple[str, ...]]]:
    """Return the families that are used, with the keys that say so."""
    own = ("defaults", "specexport")
    names = ("base", "headings", "monospace", "monospace-inline", "monospace-block")
    keys: list[tuple[str, ...]] = [("typography", name, "family") for name in names]
    keys += [(*own, name, "family") for name in ("title", "caption", "table", "running")]
    keys += [(*own, "heading", f"h{level}", "family") for level in range(1, 7)]
    return [(family, key) for key in keys if (family := dig(stack.raw, key))]


def _substitute(stack: Stack, key: tuple[str, ...]) -> str:
    mono = "monospace" if key[1].startswith("monospace") else "base"
    return str(dig(stack.layers[-1].raw, ("typography", mono, "family")))


def _missing(stack: Stack, family: str, font: Raw, substitute: str) -> Diagnostic:
    file = f"{family.replace(' ', '')}-Regular.ttf"
    if font.get("source") == "file":
        what, hint = f"the font files of {family} are not there", "correct their paths under typography.fonts"
    else:
        what = f"font {family} has no files, and fonts are never fetched while exporting"
        hint = f"put its files into the style's fonts folder, such as fonts/{file}, or say `source: system`"
        if font.get("source") in ("google", "bunny"):
            hint += "; `specexport styles fetch` gets them"
    return stack.warning("SX055", ("typography",), f"{what}; {substitute} stands in", hint)


def _faces(family: str, font: Raw, stack: Stack) -> list[FontFace]:
    """Return the faces of one family: files of the same weight and slope are one face for print and page."""
    faces: dict[tuple[int, bool], dict[str, Path]] = {}
    for file in font.get("files") or _lying_about(family, stack):
        path = file["path"]
        if isinstance(path, Path) and path.is_file():
            use = "web" if path.suffix.lower() in _WEB else "path"
            faces.setdefault(_cut(file), {}).setdefault(use, path)
    return [
        FontFace(family, paths.get("path"), paths.get("web"), weight, italic)
        for (weight, italic), paths in sorted(faces.items())
    ]


def _lying_about(family: str, stack: Stack) -> list[Raw]:
    """Return the files in the style's own folders whose names start with the family's."""
    start = family.replace(" ", "").lower()
    folders = {layer.folder / "fonts" for layer in stack.layers}
    paths = [path for folder in sorted(folders) if folder.is_dir() for path in sorted(folder.iterdir())]
    return [
        {"path": path}
        for path in paths
        if path.suffix.lower() in _WEB + _PRINT and re.split(r"[-.\[]", path.name.lower())[0] == start
    ]


def _cut(file: dict[str, Any]) -> tuple[int, bool]:
    """Return weight and slope of a file: as given, else as its name says."""
    name = file["path"].stem.lower().partition("-")[2]
    told = next((number for word, number in _NAMES if word in name), 400)
    slope = file.get("style")
    italic = slope != "normal" if slope else "italic" in name or "oblique" in name
    return weight(file["weight"]) if file.get("weight") else told, italic
