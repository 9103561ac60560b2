"""What a run of text looks like, as far as the text around it decides."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from specexport.renderers.docx import wml


class Face(Struct, frozen=True, cache_hash=True):
    """The character style and the properties of a run.

    A run has one character style (17.3.2.29); what is asked for on top of it is set as a property. `bold` and
    `italic` are what the text asks for; `heavy` says that the paragraph is bold already: Word would turn bold
    off where a character style sets it a second time (toggle properties, 17.7.3). `code` names the style for
    inline code in this place, `room` the width of a line in ems, 0 where it is wide enough for any word.
    `width` is what pictures may take, in points, 0 where it is that of the text block.
    """

    style: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    caps: bool = False
    position: str = ""
    code: str = "InlineCode"
    heavy: bool = False
    linked: bool = False
    room: float = 0.0
    width: float = 0.0

    def with_style(self, style: str) -> Face:
        """Return this face in a character style."""
        return replace(self, style=style)

    @property
    def props(self) -> str:
        """The inside of `w:rPr`."""
        return _props(self)


PLAIN = Face()
HEAVY = Face(heavy=True, code="PlainCode")


@lru_cache(maxsize=512)
def _props(face: Face) -> str:
    bold, italic, strike, style = face.bold and not face.heavy, face.italic, face.strike, face.style
    if not style:
        if bold:
            style, bold = "Strong", False
        elif italic:
            style, italic = "Emphasis", False
        elif strike:
            style, strike = "Strikethrough", False
    return "".join(
        (
            wml.rstyle(style) if style else "",
            "<w:b/><w:bCs/>" if bold else "",
            "<w:i/><w:iCs/>" if italic else "",
            "<w:smallCaps/>" if face.caps else "",
            "<w:strike/>" if strike else "",
            '<w:u w:val="single"/>' if face.underline else "",
            f'<w:vertAlign w:val="{face.position}"/>' if face.position else "",
        )
    )
