"""What a run of text looks like, as far as the text around it decides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import languages
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from specexport.model.document import Attr

BREAK = wml.R((wml.w("br"),))
TAB = wml.R((wml.w("tab"),))


class RunStyle(Struct, frozen=True, cache_hash=True):
    """The character style and the properties of a run.

    A run has one character style (17.3.2.29); what is asked for on top of it is set as a property. `bold` and
    `italic` are what the text asks for; `heavy` says that the paragraph is bold already: Word would turn bold
    off where a character style sets it a second time (toggle properties, 17.7.3). `code` names the style for
    inline code in this place, `room` the width of a line in ems, 0 where it is wide enough for any word.
    `width` and `height` are what pictures may take, in points, 0 where it is that of the text block and its
    share of a page. `lang` is a language other than that around.
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
    height: float = 0.0
    lang: str = ""

    def named(self, style: str) -> RunStyle:
        """Return the same in a character style."""
        return replace(self, style=style)

    @property
    def props(self) -> wml.RPr:
        """The properties of a run."""
        return _props(self)


def spoken(attr: Attr, run_style: RunStyle) -> RunStyle:
    """Return the same in the language that attributes name, if they do (17.3.2.20)."""
    lang = languages.of(attr).get(languages.LANG, "")
    return replace(run_style, lang=lang) if lang else run_style


PLAIN = RunStyle()
HEAVY = RunStyle(heavy=True, code="PlainCode")
_BOLD = (wml.w("b"), wml.w("bCs"))
_ITALIC = (wml.w("i"), wml.w("iCs"))


@lru_cache(maxsize=512)
def _props(asked: RunStyle) -> wml.RPr:
    bold, italic, strike, style = asked.bold and not asked.heavy, asked.italic, asked.strike, asked.style
    if not style:
        if bold:
            style, bold = "Strong", False
        elif italic:
            style, italic = "Emphasis", False
        elif strike:
            style, strike = "Strikethrough", False
    return wml.RPr(
        style,
        (
            *(_BOLD if bold else ()),
            *(_ITALIC if italic else ()),
            *((wml.w("smallCaps"),) if asked.caps else ()),
            *((wml.w("strike"),) if strike else ()),
            *((wml.w("u", val="single"),) if asked.underline else ()),
            *((wml.w("vertAlign", val=asked.position),) if asked.position else ()),
            *((wml.w("lang", val=asked.lang, eastAsia=asked.lang, bidi=asked.lang),) if asked.lang else ()),
        ),
    )
