"""The theme of a Word file: the palette's roles as colours, the families of headings and text as fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.look import DECLARATION, escape, scheme
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from specexport.model.style import Style

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@remembered
def theme(style: Style) -> bytes:
    """Return `theme1.xml` (20.1.6): the palette's roles as colours, heading and text families as fonts."""
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{value[1:].upper()}"/></a:{slot}>'
        for slot, value in scheme(style).items()
    )
    major, minor = (
        f'<a:latin typeface="{escape(family)}"/><a:ea typeface=""/><a:cs typeface=""/>'
        for family in (style.headings[0].type.family, style.base.family)
    )
    name = escape(style.company or style.name)
    return (
        f'{DECLARATION}<a:theme {_A} name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colors}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="{name}">{_FORMATS}</a:fmtScheme></a:themeElements>'
        f"<a:objectDefaults/><a:extraClrSchemeLst/>{_palette(style)}</a:theme>"
    ).encode()


def _palette(style: Style) -> str:
    """Return the palette's named colours for Word's colour picker (20.1.4.1.8)."""
    named = "".join(
        f'<a:custClr name="{escape(name)}"><a:srgbClr val="{value[1:].upper()}"/></a:custClr>'
        for name, value in style.colors.palette
    )
    return f"<a:custClrLst>{named}</a:custClrLst>" if named else ""


# The least format scheme that 20.1.4.1.14 allows: three fills, lines, effects and backgrounds.
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
)
