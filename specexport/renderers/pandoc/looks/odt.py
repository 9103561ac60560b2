"""An OpenDocument text in the style's look: page, running lines, styles, tables, contents, fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import cover_facts
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.pandoc import package
from specexport.renderers.pandoc.looks import fonts, odf, odt_content
from specexport.renderers.pandoc.looks.odf import element, parsed, points, tag
from specexport.renderers.pandoc.looks.odt_styles import styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from specexport.model.style import RunningLine, Style

_LIVE = {
    "page": '<text:page-number text:select-page="current">1</text:page-number>',
    "pages": "<text:page-count>1</text:page-count>",
    "section": '<text:chapter text:display="name" text:outline-level="1"/>',
}
_FOLDER = "Fonts"


def finished(data: bytes, document: d.Document, style: Style, day: str) -> bytes:
    """Return the text that pandoc wrote in the look of `style`; `day` (ISO 8601) is when it was made."""
    embedded = fonts.embeddable(style, mono=any(walk.find(document.blocks, d.CodeBlock)))
    change: dict[str, Callable[[_Element], None]] = {
        "styles.xml": lambda root: _styles(root, document, style, embedded),
        "content.xml": lambda root: odt_content.finish(root, document, style),
        "meta.xml": lambda root: _meta(root, day),
        "META-INF/manifest.xml": lambda root: _manifest(root, embedded),
    }

    def changed(name: str, part: bytes) -> bytes:
        return _edited(part, change[name]) if name in change else part

    more = [(f"{_FOLDER}/{face.name}", face.data) for face in embedded]
    return package.repacked(data, changed, more)


def _edited(part: bytes, change: Callable[[_Element], None]) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(part, parser)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


# styles.xml


def _styles(
    root: _Element, document: d.Document, style: Style, embedded: Iterable[fonts.EmbeddedFont]
) -> None:
    faces = root.find(tag("office:font-face-decls"))
    if faces is not None:
        _faces(faces, style, embedded)
    known = root.find(tag("office:styles"))
    if known is not None:
        own = {each.get(tag("style:name")): each for each in known.findall(tag("style:style"))}
        for made in parsed("".join(styles(style))):
            if (old := own.get(made.get(tag("style:name")))) is not None:
                known.replace(old, made)
            else:
                known.append(made)
    for page in root.iter(tag("style:page-layout-properties")):
        _page(page, style)
    for master in root.iter(tag("style:master-page")):
        _running_lines(master, document, style)


def _faces(declared: _Element, style: Style, embedded: Iterable[fonts.EmbeddedFont]) -> None:
    """Declare the style's fonts (16.23), with the files of those that the document carries."""
    kinds = (style.base, style.title, style.code, style.table, *(each.type for each in style.headings))
    for family in dict.fromkeys(kind.family for kind in kinds):
        sources = "".join(
            element(
                "svg:font-face-uri",
                {"xlink:href": f"{_FOLDER}/{face.name}", "xlink:type": "simple"},
                element("svg:font-face-format", {"svg:string": "truetype"}),
            )
            for face in embedded
            if face.family == family
        )
        inner = element("svg:font-face-src", {}, sources) if sources else ""
        names = {"style:name": family, "svg:font-family": f"'{family}'"}
        declared.extend(parsed(element("style:font-face", names, inner)))


def _page(properties: _Element, style: Style) -> None:
    page = style.page
    for name, length in (
        ("fo:page-width", page.width),
        ("fo:page-height", page.height),
        ("fo:margin-top", page.margin_top / 2),
        ("fo:margin-bottom", page.margin_bottom / 2),
        ("fo:margin-left", page.margin_left),
        ("fo:margin-right", page.margin_right),
    ):
        properties.set(tag(name), points(length))
    layout = properties.getparent()
    if layout is None:
        return
    for name, side, margin in (
        ("style:header-style", "bottom", page.margin_top),
        ("style:footer-style", "top", page.margin_bottom),
    ):
        made = element(
            "style:header-footer-properties",
            {"fo:min-height": points(margin / 2), f"fo:margin-{side}": "0pt"},
        )
        if (old := layout.find(tag(name))) is not None:
            layout.replace(old, parsed(element(name, {}, made))[0])


def _running_lines(master: _Element, document: d.Document, style: Style) -> None:
    for child in list(master):
        master.remove(child)
    title = walk.plain(document.meta.title)
    values = cover_facts.values(document.meta, style.company, style.classification, title)
    for name, lines, look in (("header", style.header, "Header"), ("footer", style.footer, "Footer")):
        line = _line(lines, values)
        paragraph = element("text:p", {"text:style-name": look}, line)
        master.extend(parsed(element(f"style:{name}", {}, paragraph)))


def _line(lines: RunningLine, values: dict[str, str]) -> str:
    sides = [
        "".join(_LIVE[part] if isinstance(part, Live) else odf.text(part) for part in fill(template, values))
        for template in (lines.left, lines.center, lines.right)
    ]
    return "<text:tab/>".join(sides) if any(sides) else ""


# The rest


def _meta(root: _Element, day: str) -> None:
    for name in ("meta:creation-date", "dc:date"):
        for each in root.iter(tag(name)):
            each.text = f"{day}T00:00:00Z"


def _manifest(root: _Element, embedded: Iterable[fonts.EmbeddedFont]) -> None:
    for face in embedded:
        names = {
            "manifest:full-path": f"{_FOLDER}/{face.name}",
            "manifest:media-type": "application/x-font-ttf",
        }
        root.extend(parsed(element("manifest:file-entry", names)))
