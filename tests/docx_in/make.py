"""Word files of a few lines of XML, as ECMA-376 writes them, in memory."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.readers import docx
from specexport.system import files

PURE = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{PURE}/wordprocessingml/2006/main",
    "r": f"{PURE}/officeDocument/2006/relationships",
    "m": f"{PURE}/officeDocument/2006/math",
    "a": f"{PURE}/drawingml/2006/main",
    "wp": f"{PURE}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{PURE}/drawingml/2006/picture",
    "c": f"{PURE}/drawingml/2006/chart",
    "mc": f"{PURE}/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_XMLNS = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_KINDS = f"{PURE}/officeDocument/2006/relationships"
_ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr"}


def p(*runs: str, props: str = "", style_id: str = "") -> str:
    """Return a paragraph of runs, or of words."""
    named = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    inside = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inside}</w:p>"


def r(text: str, props: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, *result: str) -> str:
    """Return a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{"".join(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def item(text: str, number: int, level: int = 0, more: str = "") -> str:
    """Return an item of a list."""
    return p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{more}')


def level(at: int, form: str, text: str, start: int = 1) -> str:
    """Return a level of a list, whose text begins half an inch further in than that of the one above."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def numbering(*lists: tuple[str, ...]) -> str:
    """Return definitions of lists by their levels, and a list of each: the first is number 1."""
    families = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{"".join(levels)}</w:abstractNum>'
        for at, levels in enumerate(lists, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(lists) + 1)
    )
    return families + numbers


def word(body: str, main: str = "word/document.xml", strict: bool = False, **parts: str) -> bytes:
    """Return a Word file; `parts` are the content of others by the kinds of their relationships."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        whole = f"<w:document {_XMLNS}><w:body>{body}</w:body></w:document>"
        if strict:
            for uri in (name for name in NAMESPACES.values() if name.startswith(PURE)):
                whole = whole.replace(
                    uri, uri.replace(PURE, "http://purl.oclc.org/ooxml").replace("/2006", "")
                )
        link = f'<Relationship Id="main" Type="{_KINDS}/officeDocument" Target="/{main}"/>'
        archive.writestr("_rels/.rels", f"<Relationships {_PACKAGE}>{link}</Relationships>")
        archive.writestr(main, whole)
        folder, _, name = main.rpartition("/")
        links = []
        for kind, content in parts.items():
            root = _ROOTS.get(kind, kind)
            prefix = "w15" if kind == "commentsExtended" else "w"
            root = "commentsEx" if kind == "commentsExtended" else root
            archive.writestr(
                f"{folder}/{kind}1.xml", f"<{prefix}:{root} {_XMLNS}>{content}</{prefix}:{root}>"
            )
            links.append(f'<Relationship Id="r{kind}" Type="{_KINDS}/{kind}" Target="{kind}1.xml"/>')
        archive.writestr(
            f"{folder}/_rels/{name}.rels", f"<Relationships {_PACKAGE}>{''.join(links)}</Relationships>"
        )
    return out.getvalue()


def read(data: bytes, name: str = "a.docx") -> tuple[Any, list[Any]]:
    """Return the document in a Word file, and what is said of it."""
    said: list[Any] = []
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=said.append)
    source = Source(data, name)
    return docx.read(source, replace(context, source=source)), said
