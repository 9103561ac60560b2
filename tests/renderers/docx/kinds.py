"""Twenty kinds of Word templates, each of a few lines of XML."""

from __future__ import annotations

import templates
from templates import PAGE, control, field, gallery, p, packed, part, style

_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_HEADING = '<w:pPr><w:keepNext/><w:outlineLvl w:val="{0}"/></w:pPr>'


def _styles(names: tuple[str, str, str], defaults: str = "", more: str = "") -> str:
    """Return styles: of the text, of headings by a name with a number, and of the title."""
    text, heading, title = names
    headings = "".join(
        style(f"H{level}", f"{heading} {level}", props=f'<w:basedOn w:val="N"/>{_HEADING.format(level - 1)}')
        for level in range(1, 4)
    )
    usual = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return (
        usual
        + style("N", text, default=True)
        + headings
        + style("T", title, props='<w:basedOn w:val="N"/>')
        + more
    )


ENGLISH = ("Normal", "heading", "Title")
SAMPLE = p("Introduction", "H1") + p("Write what it is about.") + p("Scope", "H2") + p("And what not.")


def _made(
    body: str = SAMPLE,
    names: tuple[str, str, str] = ENGLISH,
    section: str = PAGE,
    suffix: str = "dotx",
    defaults: str = "",
    more: str = "",
    **parts: str,
) -> bytes:
    found = {"styles.xml": part("styles", _styles(names, defaults, more))}
    found |= {
        f"{name}1.xml" if name in ("header", "footer") else f"{name}.xml": part(name, content)
        for name, content in parts.items()
    }
    return packed(f"{body}<w:sectPr>{section}</w:sectPr>", found, suffix)


def _page(width: int, height: int, margin: int, more: str = "") -> str:
    turned = ' w:orient="landscape"' if width > height else ""
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    size = f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
    return f'{size}<w:pgMar {sides} w:header="400" w:footer="400" w:gutter="0"/>{more}'


_TABLE = (
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="004488"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="DDEEFF"/></w:tcPr></w:tblStylePr>'
)


def _cell(text: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p(text)}</w:tc>'


_HISTORY = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/>'
    f'<w:gridCol w:w="2000"/></w:tblGrid><w:tr>{_cell("Version")}{_cell("Change")}</w:tr></w:tbl>'
)
_RUNNING = "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>' for kind in ("header", "footer"))
_LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/>'
    '<w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)
KINDS: dict[str, bytes] = {
    "nothing but a page": packed(f"<w:sectPr>{PAGE}</w:sectPr>", {}, "dotx"),
    "no section": packed(p("Here"), {}, "docx"),
    "macros": _made(suffix="dotm"),
    "a document": _made(suffix="docx"),
    "German": templates.localised(),
    "cover, contents, two sections": templates.covered(),
    "samples": templates.sampled(),
    "French": _made(names=("Normal", "Titre", "Titre"), defaults='<w:lang w:val="fr-FR"/>'),
    "LibreOffice": _made(
        names=("Default Paragraph Style", "Heading", "Title"), more=style("TB", "Text body")
    ),
    "landscape": _made(section=_page(16838, 11906, 1134)),
    "small paper": _made(section=_page(5953, 8391, 567)),
    "two columns": _made(section=_page(11906, 16838, 1134, '<w:cols w:num="2" w:space="400"/>')),
    "Arabic": _made(section=f"{PAGE}<w:bidi/>", defaults='<w:lang w:val="en-US" w:bidi="ar-SA"/>'),
    "fonts of a theme": _made(
        defaults='<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    ),
    "header and footer": _made(
        section=f"{_RUNNING}{PAGE}<w:titlePg/>",
        header=p("ACME"),
        footer=f"<w:p>{field('PAGE', '1')}</w:p>",
    ),
    "protected": _made(settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'),
    "numbered headings": _made(numbering=_LIST),
    "a cover that ends in a page break": _made(
        p("ACME", "T") + control("Title", "[Title]", block=True) + _BREAK + SAMPLE
    ),
    "a gallery's cover, and a history": _made(
        gallery("Cover Pages", p("ACME") + _BREAK) + p("Revision history", "H1") + _HISTORY + SAMPLE
    ),
    "banded tables": _made(more=style("TableGrid", "Table Grid", "table", _TABLE)),
    "a mark for the text": _made(p("Before") + p("{{specexport}}") + p("Behind")),
}
