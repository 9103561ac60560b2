"""The package: a minimal modern Word file, and the zip archive it is written to.

It starts from parts of our own, not from a default template: no compatibility mode (17.15.3.4), no
thumbnail, no statistics of another document. The archive has fixed dates and a fixed order: the same
document is the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from specexport.renderers.docx import styles, wml
from specexport.renderers.docx.styles.theme import theme
from specexport.system.zip import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.rel import Relationships

    from specexport.model.style import Style

_DEFAULTS = {
    "xml": "application/xml",
    "rels": CT.OPC_RELATIONSHIPS,
    "png": CT.PNG,
    "jpg": CT.JPEG,
    "jpeg": CT.JPEG,
    "gif": CT.GIF,
    "svg": "image/svg+xml",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}


class LatePart(Part):
    """A part whose bytes are known only after what it is related to."""

    content = b""

    @property
    def blob(self) -> bytes:
        """The bytes of the part."""
        return self.content


def blank(
    style: Style, lang: str, *, tight: int = 0, numbers: tuple[str, ...] = ()
) -> tuple[Package, LatePart]:
    """Return a package that has the style's look, and its document part, to be filled.

    `tight` sets the contents closer, by steps; `numbers` are the longest of each level in them.
    """
    package = Package()
    document = LatePart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, None, package)
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    look = styles.part(style, lang, tight=tight, numbers=numbers)
    add(document, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, look)
    add(document, "/word/theme/theme1.xml", CT.OFC_THEME, RT.THEME, theme(style))
    return package, document


def add(source: Part, name: str, content_type: str, relation: str, blob: bytes) -> LatePart:
    """Return a new part of the package of `source`, related to it. The bytes are written as they are."""
    assert source.package is not None
    part = LatePart(PackURI(name), content_type, None, source.package)
    part.content = blob
    source.relate_to(part, relation)
    return part


def settings(lang: str, *, notes: bool, fonts: bool, mirrored: bool = False, sided: bool = False) -> bytes:
    """Return `settings.xml` (17.15.1.78): Word 2013 and later, no question and no update on opening.

    `mirrored` margins and `sided` headers are those of paper that is printed on both sides.
    """
    separators = [wml.w("footnote", id=ident) for ident in (-1, 0)]
    return wml.part(
        "settings",
        (
            wml.w("zoom", percent=100),
            *((wml.w("embedTrueTypeFonts"),) if fonts else ()),
            *((wml.w("mirrorMargins"),) if mirrored else ()),
            wml.w("defaultTabStop", val=720),
            *((wml.w("evenAndOddHeaders"),) if sided else ()),
            wml.w("characterSpacingControl", val="doNotCompress"),
            *((wml.w("footnotePr", *separators),) if notes else ()),
            wml.w("compat", *(_compatible(name, value) for name, value in _COMPATIBILITY.items())),
            wml.w("themeFontLang", val=lang, **_east_asian(lang)),
            wml.w("clrSchemeMapping", **_COLOR_MAP),
            wml.w("decimalSymbol", val="."),
            wml.w("listSeparator", val=","),
        ),
    )


def _east_asian(lang: str) -> dict[str, str]:
    """Return which of the theme's fonts for East Asian scripts is meant where a style names none."""
    return {"eastAsia": lang} if lang[:2].lower() in ("zh", "ja", "ko") else {}


def _compatible(name: str, value: int) -> wml.Element:
    return wml.w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)


# 15 is Word 2013, the last to have a mode of its own (MS-DOCX, 2.3.1).
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
}
_COLOR_MAP = {
    "bg1": "light1",
    "t1": "dark1",
    "bg2": "light2",
    "t2": "dark2",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
    "hyperlink": "hyperlink",
    "followedHyperlink": "followedHyperlink",
}


def archive(package: Package) -> bytes:
    """Return the package as a zip archive: content types first, then every part with its relationships."""
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    return zipped(_entries(package, parts))


def _entries(package: Package, parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", _relationships(package.rels)
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, _relationships(part.rels)


def _relationships(rels: Relationships) -> bytes:
    # The stub of python-docx calls these bytes a string.
    return cast("bytes", rels.xml)


def _content_types(parts: list[Part]) -> bytes:
    """Return `[Content_Types].xml` (part 2, 10.1.2.2): a default for a suffix or an override for a part."""
    suffixes = {"xml", "rels"} | {part.partname.ext for part in parts if part.partname.ext in _DEFAULTS}
    defaults = [
        wml.Element("Default", (("Extension", ext), ("ContentType", _DEFAULTS[ext])))
        for ext in sorted(suffixes)
    ]
    overrides = [
        wml.Element("Override", (("PartName", str(part.partname)), ("ContentType", part.content_type)))
        for part in parts
        if _DEFAULTS.get(part.partname.ext) != part.content_type
    ]
    root = (("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"),)
    return wml.document(wml.Element("Types", root, (*defaults, *overrides)))
