"""What is stamped on every page, as parts of its header and footer: the watermark and the band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx import wml
from specexport.style import marks

if TYPE_CHECKING:
    from specexport.model.style import Style
    from specexport.renderers.docx.state import State

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
# The letters of a word as a shape (ISO/IEC 29500-4, 19.1.2.21): two lines between which they are drawn.
_TYPE = (
    f'<v:shapetype {_VML} id="_x0000_t136" coordsize="21600,21600" o:spt="136"'
    ' path="m0,0l21600,0m0,21600l21600,21600e"><v:path textpathok="t" o:connecttype="none"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
# The width and height of a letter, in sizes of its type.
_LETTER = (0.72, 1.0)


def stamped(state: State, kind: str, content: str, number: int) -> str:
    """Return the content of a `header` or `footer`, the paragraphs of a part, with the page's stamps.

    `number` tells the shapes of the document's headers apart.
    """
    meta = state.document.meta
    words, color = marks.band(state.style, meta.classification or state.style.classification)
    if words:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{color[1:].upper()}"/>'
        strip = wml.p(wml.run(words), "ClassificationBand", shade)
        content = strip + content if kind == "header" else content + strip
    status = marks.watermark(state.style, meta.status)
    if status and kind == "header":
        head, end, rest = content.rpartition("</w:p>")
        content = head + shape(state.style, status, number) + end + rest
    return content


def shape(style: Style, words: str, number: int) -> str:
    """Return the run of a header that draws `words` behind the page; `number` is that of the shape."""
    size = marks.letter_size(style, words)
    width, height = size * _LETTER[0] * len(words), size * _LETTER[1]
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{height:.1f}pt;"
        f"rotation:{360 + marks.ANGLE};z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    letters = f"font-family:&quot;{wml.escape(style.base.family)}&quot;;font-weight:bold;font-size:1pt"
    drawn = (
        f'<v:shape {_VML} id="Watermark{number}" o:spid="_x0000_s{2049 + number}" type="#_x0000_t136"'
        f' alt="" style="{place}" o:allowincell="f" fillcolor="{marks.faint(style)}" stroked="f">'
        f'<v:textpath style="{letters}" string="{wml.escape(words)}"/></v:shape>'
    )
    return f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}{drawn}</w:pict></w:r>"
