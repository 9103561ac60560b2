"""Three Word templates of three made-up companies, as different as templates are.

`bank` is made by python-docx from its default; `works` and `verlag` are written part by part, as Word writes
them: one with a theme, a table for a header and a logo, one in German with paper printed on both sides.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def png(width: int = 40, height: int = 12) -> bytes:
    """A picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    rows = zlib.compress(bytes(1 + width) * height, 9)
    chunks = ((b"IHDR", header), (b"PLTE", b"\x0b\x5d\x4e"), (b"IDAT", rows), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def package(parts: Mapping[str, str | bytes], template: bool = True) -> bytes:
    """A Word file of these parts below `word/`; content types and relationships are made from their names."""
    kinds = {
        "styles": "styles",
        "theme": "theme",
        "settings": "settings",
        "header": "header",
        "footer": "footer",
    }
    main = "template.main+xml" if template else "document.main+xml"
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{_TYPES}{main}"/>']
    relations: dict[str, list[str]] = {"document.xml": []}
    for name in parts:
        stem = name.rpartition("/")[2].rstrip("0123456789.xml")
        if name.endswith(".xml") and stem in kinds:
            kind = kinds[stem]
            type_ = (
                f"{_TYPES}{kind}+xml"
                if kind != "theme"
                else "application/vnd.openxmlformats-officedocument.theme+xml"
            )
            overrides.append(f'<Override PartName="/word/{name}" ContentType="{type_}"/>')
            ident = "rId" + name.rpartition("/")[2].removesuffix(".xml")
            relations["document.xml"].append(
                f'<Relationship Id="{ident}" Type="{_OFFICE}{kind}" Target="{name}"/>'
            )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{''.join(overrides)}</Types>",
        "_rels/.rels": _relationships(
            [f'<Relationship Id="rId1" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>']
        ),
        "word/_rels/document.xml.rels": _relationships(relations["document.xml"]),
        **{f"word/{name}": data for name, data in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return stream.getvalue()


def _relationships(entries: list[str]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(entries)}</Relationships>'


def part(root: str, content: str) -> str:
    """A part of WordprocessingML."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NS}>{content}</w:{root}>'


def style(ident: str, name: str, ppr: str = "", rpr: str = "", based: str = "", default: bool = False) -> str:
    """A paragraph style."""
    first = ' w:default="1"' if default else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{ident}"><w:name w:val="{name}"/>{parent}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def field(instruction: str, result: str) -> str:
    """A field of several runs, as Word writes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraphs(*styles: str) -> str:
    """A paragraph in each style."""
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{text("Text of the template")}</w:p>'
        for name in styles
    )


TAB = "<w:r><w:tab/></w:r>"


def bank() -> bytes:
    """Letter paper, Georgia and Arial, colours said outright, tabs in header and footer."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Inches, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin, section.right_margin = Inches(1.25), Inches(1)
    section.top_margin, section.bottom_margin = Inches(1.1), Inches(0.9)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    normal.font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    for level, size in ((1, 20), (2, 15), (3, 12)):
        heading = document.styles[f"Heading {level}"]
        heading.element.rPr.remove(heading.element.rPr.rFonts)
        heading.font.name, heading.font.size, heading.font.bold = "Arial", Pt(size), True
        heading.font.color.rgb = RGBColor(0x8A, 0x1C, 0x3B)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(18), Pt(6)
    document.styles["Heading 1"].font.all_caps = True
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.text = "Meridian Savings Bank"
    for run in (TAB, TAB, field("TITLE", "Untitled")):
        for element in parse_xml(f"<w:x {_NS}>{run}</w:x>"):
            header._p.append(element)
    footer.text = "Strictly internal"
    for run in (TAB, TAB, text("Page "), field("PAGE", "1"), text(" of "), field("NUMPAGES", "1")):
        for element in parse_xml(f"<w:x {_NS}>{run}</w:x>"):
            footer._p.append(element)
    document.add_heading("Overview", 1)
    document.add_paragraph("Text of the template.")
    document.add_heading("Scope", 2)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_THEME = {
    "dk1": "1B1F23",
    "lt1": "FFFFFF",
    "dk2": "0B5D4E",
    "lt2": "EEF5F2",
    "accent1": "0B5D4E",
    "accent2": "D9622B",
    "accent3": "3E7CB1",
    "accent4": "F2B134",
    "accent5": "7B5EA7",
    "accent6": "5C6B73",
    "hlink": "0B5D9E",
    "folHlink": "7B5EA7",
}


def works() -> bytes:
    """A4, fonts and colours of a theme, a header that is a table with a logo, fields in one element."""
    colors = "".join(f'<a:{slot}><a:srgbClr val="{color}"/></a:{slot}>' for slot, color in _THEME.items())
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Works">'
        "<a:themeElements>"
        f'<a:clrScheme name="Works">{colors}</a:clrScheme><a:fontScheme name="Works">'
        '<a:majorFont><a:latin typeface="Trebuchet MS"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Verdana"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    minor = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    major = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{minor}<w:sz w:val="19"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault>"
        "</w:docDefaults>"
    )
    headings = "".join(
        style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="{before}" w:after="80"/>',
            f'{major}<w:color w:val="{color}" w:themeColor="{name}"/><w:sz w:val="{size}"/>',
            "Normal",
        )
        for level, size, before, name, color in (
            (1, 36, 480, "accent1", "0B5D4E"),
            (2, 28, 320, "accent1", "0B5D4E"),
            (3, 23, 240, "accent2", "D9622B"),
        )
    )
    title = style(
        "Title", "Title", "", f'{major}<w:b/><w:color w:val="0B5D4E" w:themeColor="dk2"/><w:sz w:val="60"/>'
    )
    styles = part("styles", defaults + style("Normal", "Normal", default=True) + headings + title)
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="274320"/><wp:docPr id="1" name="Logo"/>'
        "<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    cells = (
        f"<w:p>{drawing}</w:p>",
        f"<w:p>{text('Northgate Works')}</w:p>",
        f"<w:p>{field('STYLEREF &quot;Heading 1&quot;', 'x')}</w:p>",
    )
    table = f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl><w:p/>"
    footer = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs></w:pPr>'
        f'<w:fldSimple w:instr=" DOCPROPERTY Classification "><w:r><w:t>x</w:t></w:r></w:fldSimple>{TAB}'
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1985" w:right="1134" w:bottom="1418" w:left="1701" w:gutter="0"/></w:sectPr>'
    )
    return package(
        {
            "document.xml": part(
                "document",
                f"<w:body>{paragraphs('Heading1', 'Normal', 'Heading2', 'Heading3')}{section}</w:body>",
            ),
            "styles.xml": styles,
            "theme/theme1.xml": theme,
            "header1.xml": part("hdr", table),
            "footer1.xml": part("ftr", footer),
            "_rels/header1.xml.rels": _relationships(
                [f'<Relationship Id="rId1" Type="{_OFFICE}image" Target="media/image1.png"/>']
            ),
            "media/image1.png": png(),
        }
    )


def verlag() -> bytes:
    """A5 in German: Word's names in German ids, both sides of the paper, text in Body Text, exact lines."""
    plain = '<w:rFonts w:ascii="Palatino Linotype" w:hAnsi="Palatino Linotype"/><w:sz w:val="20"/>'
    styles = part(
        "styles",
        style("Standard", "Normal", '<w:spacing w:line="260" w:lineRule="exact"/>', plain, default=True)
        + style(
            "Textkrper", "Body Text", '<w:spacing w:after="60"/>', '<w:color w:val="2B2B2B"/>', "Standard"
        )
        + style(
            "berschrift1",
            "heading 1",
            '<w:pageBreakBefore/><w:spacing w:before="0" w:after="360"/><w:jc w:val="center"/>',
            '<w:smallCaps/><w:color w:val="5A3E1B"/><w:sz w:val="32"/>',
            "Standard",
        )
        + style(
            "berschrift2",
            "heading 2",
            '<w:spacing w:before="240" w:after="60"/>',
            '<w:i/><w:sz w:val="24"/>',
            "Standard",
        )
        + style(
            "Kopfzeile",
            "header",
            '<w:tabs><w:tab w:val="right" w:pos="5900"/></w:tabs>',
            '<w:sz w:val="16"/>',
            "Standard",
        )
        + style("Beschriftung", "caption", "", '<w:i/><w:sz w:val="17"/>', "Standard"),
    )
    head = '<w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>'
    odd = f"{head}{field('STYLEREF  1', 'x')}{TAB}{field('PAGE', '1')}</w:p>"
    even = f"{head}{field('PAGE', '2')}{TAB}{field('TITLE', 'x')}</w:p>"
    counted = text("Seite ") + field("PAGE", "1") + text(" von ") + field("NUMPAGES", "9")
    footer = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{counted}</w:p>'
    references = (
        '<w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:headerReference w:type="even" r:id="rIdheader2"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/>'
        '<w:footerReference w:type="even" r:id="rIdfooter1"/>'
    )
    body = paragraphs("berschrift1", "Textkrper", "berschrift2", "Textkrper")
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="8391" w:h="11906"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1247" w:gutter="113"/></w:sectPr>'
    )
    return package(
        {
            "document.xml": part("document", f"<w:body>{body}{section}</w:body>"),
            "styles.xml": styles,
            "settings.xml": part(
                "settings", '<w:mirrorMargins/><w:evenAndOddHeaders/><w:themeFontLang w:val="de-DE"/>'
            ),
            "header1.xml": part("hdr", odd),
            "header2.xml": part("hdr", even),
            "footer1.xml": part("ftr", footer),
        },
        template=False,
    )
