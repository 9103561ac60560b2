"""Word templates as companies have them, made from nothing."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = {
    "docx": f"{_TYPE}.document.main+xml",
    "dotx": f"{_TYPE}.template.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
PAGE = (
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1080" w:bottom="1440" w:left="1080"'
    ' w:header="720" w:footer="720" w:gutter="0"/>'
)


def root(tag: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_NS}>{content}</w:{tag}>'


def p(text: str, style: str = "", inner: str = "") -> str:
    props = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{props}{inner}<w:r><w:t>{text}</w:t></w:r></w:p>"


def style(ident: str, name: str, kind: str = "paragraph", props: str = "", default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{ident}"><w:name w:val="{name}"/>{props}</w:style>'


def control(name: str, text: str, kind: str = "", *, block: bool = False) -> str:
    props = f'<w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
    run = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r><w:r><w:t>{text}</w:t></w:r>"
    content = f"<w:p>{run}</w:p>" if block else run
    return f"<w:sdt>{props}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def gallery(name: str, content: str) -> str:
    part = f'<w:docPartObj><w:docPartGallery w:val="{name}"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{part}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, result: str) -> str:
    chars = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{chars[0]}{code}{chars[1]}<w:r><w:t>{result}</w:t></w:r>{chars[2]}"


def packed(body: str, parts: dict[str, tuple[str, str, str]], suffix: str = "docx", extra: str = "") -> bytes:
    """Return a Word file: `parts` are content type, type of relationship and content by name below `word/`.

    The relationships have the names of their parts; `extra` are more of them, as XML.
    """
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, (kind, _, _) in parts.items()
    )
    related = "".join(
        f'<Relationship Id="{name.partition(".")[0].replace("/", "-")}" Type="{relation}" Target="{name}"/>'
        for name, (_, relation, _) in parts.items()
        if relation
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN[suffix]}"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}{extra}'
        "</Relationships>",
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}": content for name, (_, _, content) in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(kind: str, content: str) -> tuple[str, str, str]:
    """Return one of the parts of `packed`."""
    tag = {"header": "hdr", "footer": "ftr", "fontTable": "fonts"}.get(kind, kind)
    return f"{_TYPE}.{kind}+xml", f"{OFFICE}/{kind}", root(tag, content)


def _outline(level: int) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'


def localised() -> bytes:
    """A German template: its own names of styles, numbered headings, a bookmark for the text, a footnote."""
    numbered = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'
        '<w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Standard", "Standard", default=True)
        + style("Absatz-Standardschriftart", "Absatz-Standardschriftart", "character", default=True)
        + style("berschrift1", "Überschrift 1", props=f'<w:basedOn w:val="Standard"/>{numbered}')
        + "".join(
            style(f"berschrift{n}", f"Überschrift {n}", props=f'<w:basedOn w:val="Standard"/>{_outline(n)}')
            for n in range(2, 7)
        )
        + style("Titel", "Titel", props='<w:basedOn w:val="Standard"/>')
        + style("Textkrper", "Textkörper", props='<w:basedOn w:val="Standard"/>')
        + style("Aufzhlung", "Aufzählungszeichen", props='<w:basedOn w:val="Standard"/>')
        + style("SourceCode", "Hauszeile", props='<w:basedOn w:val="Standard"/>')
        + style("Fussnote", "footnote text", props='<w:basedOn w:val="Standard"/>')
    )
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="berschrift1"/>'
        '<w:lvlText w:val="§ %1"/><w:lvlJc w:val="left"/></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="multilevel"/>{level}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, ident in (("separator", -1), ("continuationSeparator", 0))
    )
    notes += f'<w:footnote w:id="3">{p("Hausfussnote", "Fussnote")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    mark = '<w:bookmarkStart w:id="9" w:name="specexport_body"/><w:bookmarkEnd w:id="9"/>'
    body = (
        p("Gezeichnet im Haus", "Standard", reference)
        + p("Hier steht der Text.", "Textkrper", mark)
        + p("Schlussformel")
        + f'<w:sectPr><w:headerReference w:type="default" r:id="header1"/>{PAGE}</w:sectPr>'
    )
    settings = '<w:attachedTemplate r:id="tpl"/><w:compat/>'
    outside = f'<Relationship Id="tpl" Type="{OFFICE}/attachedTemplate" Target="http://example.com/a.dotm"'
    made = packed(
        body,
        {
            "styles.xml": part("styles", styles),
            "numbering.xml": part("numbering", lists),
            "footnotes.xml": part("footnotes", notes),
            "settings.xml": part("settings", settings),
            "fontTable.xml": part("fontTable", '<w:font w:name="Georgia"/>'),
            "header1.xml": part(
                "header", p("Akte ", inner="") + f"<w:p>{field('DOCPROPERTY Version', 'x')}</w:p>"
            ),
        },
        "dotx",
    )
    return with_file(
        made,
        "word/_rels/settings.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{outside} TargetMode="External"/></Relationships>',
    )


def covered() -> bytes:
    """A template with macros, a cover, contents, two sections, properties, and text after the body."""
    styles = (
        style("Normal", "Normal", default=True)
        + style("DefaultParagraphFont", "Default Paragraph Font", "character", default=True)
        + "".join(
            style(f"Heading{n}", f"heading {n}", props='<w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr>')
            for n in (1, 2, 3)
        )
        + style("Bullet", "List Bullet", props='<w:basedOn w:val="Normal"/>')
        + style("PlaceholderText", "Placeholder Text", "character")
    )
    bound = '<w:dataBinding w:xpath="/x" w:storeItemID="{00000000-0000-0000-0000-000000000001}"/><w:date/>'
    cover = gallery(
        "Cover Pages",
        control("Title", "[Title]", block=True)
        + f"<w:p>{control('specexport:status', '[Status]')}{control('Last Updated', '[Date]', bound)}</w:p>"
        + f"<w:p>{control('Cost centre', '[Cost]')}{control('Unknown', '[Unknown]')}</w:p>",
    )
    begun = '<w:sectPr><w:headerReference w:type="default" r:id="header{}"/>'
    first = f"<w:p><w:pPr>{begun.format(1)}{PAGE}</w:sectPr></w:pPr></w:p>"
    last = (
        f'{begun.format(2)}<w:footerReference w:type="default" r:id="footer1"/>'
        f'{PAGE}<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    body = (
        cover
        + first
        + gallery("Table of Contents", p("Old entry"))
        + control("specexport:body", "The text goes here", block=True)
        + p("Imprint", "Normal")
        + last
    )
    made = packed(
        body,
        {
            "styles.xml": part("styles", styles),
            "settings.xml": part("settings", '<w:updateFields w:val="1"/><w:compat/>'),
            "header1.xml": part("header", p("Cover header")),
            "header2.xml": part("header", f"<w:p>{field('TITLE', 'old')}</w:p>"),
            "footer1.xml": part("footer", p("Acme Ltd, London")),
            "theme/theme1.xml": (
                "application/vnd.openxmlformats-officedocument.theme+xml",
                f"{OFFICE}/theme",
                _THEME,
            ),
            "vbaProject.bin": (
                "application/vnd.ms-office.vbaProject",
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "macro",
            ),
        },
        "dotm",
    )
    custom = (
        f'<Properties xmlns="{OFFICE.replace("relationships", "custom-properties")}"'
        f' xmlns:vt="{OFFICE.replace("relationships", "docPropsVTypes")}">'
        + "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
            f"<vt:lpwstr>{text}</vt:lpwstr></property>"
            for pid, name, text in ((2, "Department", "R&amp;D"), (3, "status", "Old"))
        )
        + "</Properties>"
    )
    return with_file(made, "docProps/custom.xml", custom)


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_COLORS = "".join(
    f'<a:{slot}><a:srgbClr val="0A5C36"/></a:{slot}>'
    for slot in (
        *("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
        *("hlink", "folHlink"),
    )
)
_FONTS = '<a:latin typeface="Georgia"/><a:ea typeface=""/><a:cs typeface=""/>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
)
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Acme"><a:themeElements>'
    f'<a:clrScheme name="Acme">{_COLORS}</a:clrScheme><a:fontScheme name="Acme"><a:majorFont>{_FONTS}'
    f"</a:majorFont><a:minorFont>{_FONTS}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="Acme">{_FORMATS}</a:fmtScheme></a:themeElements></a:theme>'
)


def with_file(data: bytes, name: str, content: str | bytes) -> bytes:
    """Return a package with one more file in it, or another content of one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return stream.getvalue()


def sampled() -> bytes:
    """A template without any mark: a first section as cover, then a text that is only an example."""
    styles = style("Normal", "Normal", default=True) + style("Heading1", "heading 1")
    first = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    body = p("Acme") + first + p("Example", "Heading1") + p("Lorem ipsum") + f"<w:sectPr>{PAGE}</w:sectPr>"
    return packed(body, {"styles.xml": part("styles", styles)})


def hostile() -> dict[str, tuple[bytes, str]]:
    """Templates that are not to be used, each with a word of the sentence that says why."""
    body = f"{p('x')}<w:sectPr>{PAGE}</w:sectPr>"
    good = packed(body, {})
    entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
    document = root("document", f"<w:body>{body}</w:body>")
    slot = control("specexport:body", "x", block=True)
    outside = (
        f'<Relationship Id="t" Type="{OFFICE}/image" Target="http://e.com/t.png" TargetMode="External"/>'
    )
    table = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    return {
        "no zip": (b"hello", "no Word file"),
        "cut off": (good[: len(good) // 2], "no Word file"),
        "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "encrypted"),
        "other program": (with_file(good, "[Content_Types].xml", "<Types/>"), "another program"),
        "document type": (
            with_file(good, "word/document.xml", document.replace("?>", f"?>{entity}", 1)),
            "document type",
        ),
        "bomb": (with_file(good, "word/media/a.bin", bytes(40 << 20)), "unfolds"),
        "way out": (with_file(good, "../../evil", b"x"), "leads out"),
        "not xml": (with_file(good, "word/document.xml", b"<w:document"), "damaged"),
        "chunk": (packed(body, {"a.html": ("text/html", f"{OFFICE}/aFChunk", "<p>x</p>")}), "another kind"),
        "ActiveX": (packed(body, {"x.xml": ("application/xml", f"{OFFICE}/control", "<x/>")}), "ActiveX"),
        "tracking": (packed(body, {}, extra=outside), "outside"),
        "running field": (packed(f"<w:p>{field('DDEAUTO c:/a b', 'x')}</w:p>{slot}{body}", {}), "not safe"),
        "in a table": (packed(table.format(slot + p("")) + body, {}), "table"),
    }
