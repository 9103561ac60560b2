"""The fonts of a layout: which of them has which letter, and how high a line of each is."""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.renderers.pdf.typst.literals import call, sequence, string
from specexport.style.stand_ins import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from specexport.model.style import FontFace, Style, Type

SANS = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC")
MONO = ("DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC")
# How far a usual font reaches above and below its base line, in em.
_USUAL = (0.93, 0.24)
# Marks that are set with the letter before them, and what joins characters to one picture.
_MARKS = "\u0300-\u036f\u200d\ufe0e\ufe0f"


class Letters:
    """Tells in which font each letter stands that the style's own fonts may lack."""

    def __init__(self, fonts: Mapping[str, str]) -> None:
        self._fonts = fonts
        unusual = "".join(f"\\U{ord(char):08x}" for char in fonts)
        self._unusual = regex(f"[{unusual}](?:[{_MARKS} ]*[{unusual}{_MARKS}])*") if fonts else None

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the runs of `text`, each with its font; none for that of the text around."""
        if self._unusual is None or text.isascii():
            yield "", text
            return
        end = 0
        for found in self._unusual.finditer(text):
            if found.start() > end:
                yield "", text[end : found.start()]
            yield from self._faces(found[0])
            end = found.end()
        if end < len(text):
            yield "", text[end:]

    def set(self, text: str) -> str:
        """Return text as it stands, in letters that there are."""
        parts = (
            call("letters", string(font), string(run)) if font else string(run)
            for font, run in self.runs(text)
        )
        return sequence(parts)

    def _faces(self, run: str) -> Iterator[tuple[str, str]]:
        """Yield the pieces of a run that have one font each; marks and spaces stay with what is before."""
        font, piece = self._fonts.get(run[0], ""), ""
        for char in run:
            own = self._fonts.get(char, font)
            if own != font:
                yield font, piece
                font, piece = own, ""
            piece += char
        yield font, piece


def paths(style: Style) -> list[str]:
    """Return the files of the style's fonts."""
    return [str(face.path) for face in printed(style) if face.path]


def stack(families: Iterable[str], known: frozenset[str]) -> list[str]:
    """Return those of `families` that there are, each once: the compiler complains of others."""
    folded = {name.casefold() for name in known}
    return [name for name in dict.fromkeys(families) if name.casefold() in folded]


def edges(kind: Type, style: Style) -> tuple[float, float]:
    """Return how far a line reaches above and below its base line, in em.

    That is as in CSS (CSS Inline Layout 3, 4.1): what a line is higher than its font is half above it.
    """
    face = _nearest(kind, printed(style))
    above, below = _metrics(face.path) if face and face.path else _USUAL
    half = (kind.line_height / kind.size - above - below) / 2
    return above + half, below + half


def _nearest(kind: Type, fonts: Iterable[FontFace]) -> FontFace | None:
    own = [face for face in fonts if face.family == kind.family and face.path]
    return min(own, key=lambda face: (face.italic, abs(face.weight - kind.weight)), default=None)


@cache
def _metrics(path: Path) -> tuple[float, float]:
    """Return how far the font at `path` reaches above and below its base line, in em (OpenType, hhea)."""
    try:
        tables = _tables(path.read_bytes())
        (em,) = struct.unpack_from(">H", tables[b"head"], 18)
        above, below = struct.unpack_from(">hh", tables[b"hhea"], 4)
        (selection,) = struct.unpack_from(">H", tables[b"OS/2"], 62)
        if selection & 1 << 7:  # USE_TYPO_METRICS
            above, below = struct.unpack_from(">hh", tables[b"OS/2"], 68)
    except (OSError, struct.error, KeyError):
        return _USUAL
    return above / em, -below / em


def _tables(data: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {tag: data[offset : offset + length] for tag, _, offset, length in found}
