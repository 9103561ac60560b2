"""The theme of a Word file: the palette's roles as colours, the families of headings and text as fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.properties import rgb, scheme
from specexport.renderers.docx.wml import DECLARATION, PREFIXES, Element
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from specexport.model.style import Style


def _a(element: str, *content: Element, **attributes: str | int) -> Element:
    """Return an element of DrawingML."""
    return Element(f"a:{element}", tuple(attributes.items()), content)


# The least format scheme that 20.1.4.1.14 allows: three fills, lines, effects and backgrounds.
_FILL = _a("solidFill", _a("schemeClr", val="phClr"))
_LINE = _a("ln", _FILL, w=6350)
_EFFECT = _a("effectStyle", _a("effectLst"))
_FORMATS = (
    _a("fillStyleLst", *(_FILL,) * 3),
    _a("lnStyleLst", *(_LINE,) * 3),
    _a("effectStyleLst", *(_EFFECT,) * 3),
    _a("bgFillStyleLst", *(_FILL,) * 3),
)


@remembered
def theme(style: Style) -> bytes:
    """Return `theme1.xml` (20.1.6.9): the palette's roles as colours, heading and text families as fonts."""
    name = style.company or style.name
    colors = [_a(slot, _srgb(value)) for slot, value in scheme(style).items()]
    fonts = (_font("majorFont", style.headings[0].type.family), _font("minorFont", style.base.family))
    elements = _a(
        "themeElements",
        _a("clrScheme", *colors, name=name),
        _a("fontScheme", *fonts, name=name),
        _a("fmtScheme", *_FORMATS, name=name),
    )
    content = (elements, _a("objectDefaults"), _a("extraClrSchemeLst"), *_palette(style))
    root = Element("a:theme", (("xmlns:a", PREFIXES["a"]), ("name", name)), content)
    return f"{DECLARATION}{root.xml()}".encode()


def _srgb(value: str) -> Element:
    return _a("srgbClr", val=rgb(value))


def _font(place: str, family: str) -> Element:
    """Return the fonts of headings or text: one family for all scripts, as in the web page.

    Programs take another font for letters that it lacks.
    """
    return _a(place, *(_a(script, typeface=family) for script in ("latin", "ea", "cs")))


def _palette(style: Style) -> tuple[Element, ...]:
    """Return the palette's named colours for Word's colour picker (20.1.4.1.8)."""
    named = [_a("custClr", _srgb(value), name=name) for name, value in style.colors.palette]
    return (_a("custClrLst", *named),) if named else ()
