"""The width of text in a style's own fonts, by FreeType."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.graphics.svg import Font
from specexport.model.style import FontFace

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

    from specexport.style import Style

_EM = 1000
# A letter that no face has, and one of a style without font files, is taken to be so wide, in em.
_WIDE = 1.0
_USUAL = 0.55


def ruler(style: Style) -> Ruler:
    """Return what measures body text: by its font files or by those that stand in."""
    family = style.base.family
    if other := style.stand_ins.get(family):
        return Ruler(other.faces, f"{family}, {other.family}, sans-serif")
    faces = tuple(face for face in style.fonts if face.family == family and face.path)
    return Ruler(faces, family)


class Ruler(Struct, frozen=True):
    """Measures text as it is set in `faces`, which are of one family. `family` is how drawings ask for it."""

    faces: tuple[FontFace, ...]
    family: str

    def width(self, text: str, weight: int = 400, italic: bool = False) -> float:
        """Return the advance of `text` in em; lines are not known here."""
        path = self._path(weight, italic)
        return _advance(path, text) if path else _USUAL * len(text)

    def font(self, scale: float = 1.0) -> Font:
        """Return the upright face as the font of a drawing."""
        path = self._path(400, False)
        return _font(path, self.family, scale) if path else Font()

    def _path(self, weight: int, italic: bool) -> Path | None:
        nearest = min(
            self.faces, key=lambda face: (face.italic != italic, abs(face.weight - weight)), default=None
        )
        return nearest.path if nearest else None


@lru_cache(maxsize=32)
def _face(path: Path) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(path), _EM, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def _advance(path: Path, text: str) -> float:
    if text.isascii():
        return _face(path).getlength(text) / _EM
    # East Asian letters are not in a Western face, whose sign for a missing letter is narrower.
    from unicodedata import east_asian_width

    known = "".join(char for char in text if east_asian_width(char) not in "WF")
    return _face(path).getlength(known) / _EM + _WIDE * (len(text) - len(known))


@lru_cache(maxsize=32)
def _font(path: Path, family: str, scale: float) -> Font:
    face = _face(path)
    ascent, descent = face.getmetrics()
    top = face.getbbox("x", anchor="ls")[1]
    return Font(family, ascent / _EM, descent / _EM, -top / _EM, scale)
