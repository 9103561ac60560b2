"""WordprocessingML, the layer that everything in a Word file is written through.

Elements are named as in ISO/IEC 29500-1 (section 17 for `w:`, 20.4 for `wp:`). `names` has namespaces,
measures and the schema's order of properties, `values` paragraphs, runs, tables and what is done to them,
`fields`, `drawings` and `lists` what their names say, `reading` elements that another program has made.

    P((R((T("Now"),), RPr("Strong")),), "BodyText", (w("jc", val="center"),)).xml()

Lengths are twentieths of a point (twips) unless they are called EMU.
"""

from __future__ import annotations

import re

from specexport.renderers.docx.wml.drawings import Blip, Picture
from specexport.renderers.docx.wml.lists import AbstractNum, ListInstance, Lvl
from specexport.renderers.docx.wml.names import (
    DECLARATION,
    EMU,
    NAMESPACES,
    PREFIXES,
    RELATIONSHIPS,
    TWIPS,
    W,
    escape,
    legal,
    twips,
)
from specexport.renderers.docx.wml.reading import element
from specexport.renderers.docx.wml.values import (
    PLAIN,
    Bookmark,
    Content,
    Del,
    Element,
    FootnoteReference,
    Hyperlink,
    Ins,
    Instruction,
    Node,
    Num,
    P,
    Props,
    R,
    RPr,
    Sdt,
    T,
    Tbl,
    Tc,
    Text,
    Tr,
    cell,
    deleted,
    gallery,
    part,
    properties,
    rewritten,
    w,
    xml,
)

__all__ = [
    "DECLARATION",
    "EMU",
    "NAMESPACES",
    "PLAIN",
    "PREFIXES",
    "RELATIONSHIPS",
    "TWIPS",
    "AbstractNum",
    "Blip",
    "Bookmark",
    "Content",
    "Del",
    "Element",
    "FootnoteReference",
    "Hyperlink",
    "Ins",
    "Instruction",
    "ListInstance",
    "Lvl",
    "Node",
    "Num",
    "P",
    "Picture",
    "Props",
    "R",
    "RPr",
    "Sdt",
    "T",
    "Tbl",
    "Tc",
    "Text",
    "Tr",
    "W",
    "anchor_link",
    "blip",
    "block_control",
    "bookmark",
    "cell",
    "deleted",
    "element",
    "escape",
    "external_link",
    "field",
    "field_end",
    "field_start",
    "gallery",
    "indent",
    "inline_picture",
    "legal",
    "numbered",
    "p",
    "part",
    "properties",
    "r",
    "rewritten",
    "rstyle",
    "run",
    "svg_blip",
    "t",
    "tbl",
    "tc",
    "text",
    "tr",
    "twips",
    "w",
    "xml",
]

_BREAKS = re.compile("[\t\n\r]")


def t(text: str) -> str:
    """Return `w:t` for one stretch of text without tabs and line breaks."""
    keep = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " else ""
    return f"<w:t{keep}>{escape(text)}</w:t>"


def text(value: str) -> str:
    """Return `w:t`, with `w:tab` and `w:br` for tabs and line feeds."""
    if not _BREAKS.search(value):
        return t(value)
    pieces = re.split("(\r\n|[\t\n\r])", value)
    return "".join(
        "<w:tab/>" if p == "\t" else "<w:br/>" if p in ("\n", "\r", "\r\n") else t(p) for p in pieces if p
    )


def r(content: str, props: str = "") -> str:
    """Return a run (17.3.2.25) with the properties `props`, the inside of `w:rPr`."""
    return f"<w:r><w:rPr>{props}</w:rPr>{content}</w:r>" if props else f"<w:r>{content}</w:r>"


def run(value: str, props: str = "") -> str:
    """Return a run of plain text."""
    return r(text(value), props) if value else ""


def rstyle(style: str) -> str:
    """Return the reference to a character style."""
    return f'<w:rStyle w:val="{style}"/>'


def p(content: str, style: str = "", props: str = "") -> str:
    """Return a paragraph (17.3.1.22) of `style`; `props` follows `w:pStyle` in the schema's order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    ppr = f"<w:pPr>{named}{props}</w:pPr>" if named or props else ""
    return f"<w:p>{ppr}{content}</w:p>"


def numbered(number: int, level: int) -> str:
    """Return `w:numPr`: the paragraph is an item at `level` (from 0) of the list `number`."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def indent(left: int, hanging: int = 0) -> str:
    """Return `w:ind`, or nothing when there is nothing to indent."""
    if not left and not hanging:
        return ""
    tail = f' w:hanging="{hanging}"' if hanging else ""
    return f'<w:ind w:left="{left}"{tail}/>'


def tc(content: str, width: int, props: str = "", style: str = "") -> str:
    """Return a table cell (17.4.65). It must end with a paragraph: where there is none, an empty one."""
    if not content.endswith("</w:p>"):
        content += p("", style)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{props}</w:tcPr>{content}</w:tc>'


def tr(content: str, props: str = "") -> str:
    """Return a table row (17.4.78)."""
    return f"<w:tr><w:trPr>{props}</w:trPr>{content}</w:tr>" if props else f"<w:tr>{content}</w:tr>"


def tbl(content: str, props: str, widths: list[int]) -> str:
    """Return a table (17.4.37) with one grid column for each of `widths`."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"


def bookmark(number: int, name: str, content: str) -> str:
    """Return `content` between the start and the end of a bookmark (17.13.6)."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def anchor_link(name: str, content: str, tooltip: str = "") -> str:
    """Return a hyperlink (17.16.22) to a bookmark."""
    return f'<w:hyperlink w:anchor="{escape(name)}"{_tooltip(tooltip)} w:history="1">{content}</w:hyperlink>'


def external_link(relationship: str, content: str, tooltip: str = "") -> str:
    """Return a hyperlink (17.16.22) to the target of a relationship."""
    return f'<w:hyperlink r:id="{relationship}"{_tooltip(tooltip)} w:history="1">{content}</w:hyperlink>'


def _tooltip(value: str) -> str:
    return f' w:tooltip="{escape(value[:255])}"' if value else ""


def field(instruction: str, result: str, props: str = "") -> str:
    """Return a complex field (17.16.18) whose cached `result` is runs."""
    return field_start(instruction, props) + result + field_end(props)


def field_start(instruction: str, props: str = "") -> str:
    """Return the runs of a field up to its result."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        r('<w:fldChar w:fldCharType="begin"/>', props)
        + r(code, props)
        + r('<w:fldChar w:fldCharType="separate"/>', props)
    )


def field_end(props: str = "") -> str:
    """Return the run that ends a field."""
    return r('<w:fldChar w:fldCharType="end"/>', props)


def block_control(content: str, props: str) -> str:
    """Return a structured document tag (17.5.2) around blocks."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inline_picture(number: int, name: str, alt: str, size: tuple[int, int], blip: str) -> str:
    """Return `w:drawing` with a picture in the line of text (20.4.2.8); `size` is in EMU.

    One without `alt` decorates: it has nothing to say to those who listen (MS-ODRAWXML, 2.33).
    """
    cx, cy = size
    identity = f'id="{number}" name="{escape(name)}" descr="{escape(alt)}"'
    extension = "" if alt else _DECORATIVE
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f"<wp:docPr {identity}>{extension}</wp:docPr>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {identity}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def blip(relationship: str, extension: str = "") -> str:
    """Return the reference to a picture's bytes (20.1.8.13)."""
    inside = f"<a:extLst>{extension}</a:extLst>" if extension else ""
    return f'<a:blip r:embed="{relationship}">{inside}</a:blip>'


def svg_blip(relationship: str) -> str:
    """Return the extension of a blip that names its drawing in SVG (MS-ODRAWXML, 2.2.4.1)."""
    namespace = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    return (
        '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{namespace}" r:embed="{relationship}"/></a:ext>'
    )
