"""WordprocessingML as strings: one function per element, escaping in one place.

Elements are named as in ISO/IEC 29500-1 (section 17 for `w:`, 20.4 for `wp:`). Arguments called `content` or
`props` are XML already; arguments called `text`, `name` or `value` are plain and are escaped here.
Lengths are twentieths of a point (twips) unless they are called EMU.
"""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TWIPS = 20
EMU = 12700

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_BREAKS = re.compile("[\t\n\r]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def twips(points: float) -> int:
    """Return a length in points as twentieths of a point."""
    return round(points * TWIPS)


def escape(text: str) -> str:
    """Return `text` for element content or a quoted attribute; what XML 1.0 forbids becomes U+FFFD."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], "\ufffd"), text)


def legal(text: str) -> bool:
    """Return whether XML 1.0 can hold every character of `text` (section 2.2)."""
    return not _ILLEGAL.search(text)


def part(root: str, content: str) -> bytes:
    """Return a whole part whose root element is `w:root`."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()


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


def gallery(name: str) -> str:
    """Return the property that makes a block control one of Word's building blocks, such as `Cover Pages`."""
    return f'<w:docPartObj><w:docPartGallery w:val="{name}"/><w:docPartUnique/></w:docPartObj>'


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
