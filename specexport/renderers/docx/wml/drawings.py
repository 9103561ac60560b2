"""Pictures in a line of text (DrawingML, 20.4.2.8 and 20.1.8.13)."""

from __future__ import annotations

from msgspec import Struct

from specexport.renderers.docx.wml.names import PREFIXES, escape
from specexport.renderers.docx.wml.values import Node

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Blip(Struct, frozen=True, gc=False):
    """The relationships of a picture: to its bytes, and to its drawing in SVG (MS-ODRAWXML, 2.2.4.1)."""

    bitmap: str
    drawing: str = ""

    def xml(self) -> str:
        """Return the element `a:blip`."""
        if not self.drawing:
            return f'<a:blip r:embed="{self.bitmap}"></a:blip>'
        return (
            f'<a:blip r:embed="{self.bitmap}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{self.drawing}"/></a:ext></a:extLst></a:blip>'
        )


class Picture(Node, frozen=True, gc=False):
    """The drawing with a picture that a run holds; `size` is width and height in EMU.

    One without `alt` decorates: it has nothing to say to those who listen (MS-ODRAWXML, 2.33).
    """

    number: int
    name: str
    alt: str
    size: tuple[int, int]
    blip: Blip

    def xml(self) -> str:
        """Return the element `w:drawing`."""
        cx, cy = self.size
        identity = f'id="{self.number}" name="{escape(self.name)}" descr="{escape(self.alt)}"'
        extension = "" if self.alt else _DECORATIVE
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            f"<wp:docPr {identity}>{extension}</wp:docPr>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{PREFIXES["pic"]}"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {identity}/><pic:cNvPicPr/></pic:nvPicPr>"
            f"<pic:blipFill>{self.blip.xml()}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
