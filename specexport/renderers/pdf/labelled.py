"""The sensitivity label in the metadata of a PDF, as Acrobat keeps properties of a company's own.

They stand in the document information and, in the namespace `pdfx`, in XMP, where PDF/A wants them described
(ISO 19005-2, 6.6.2.3.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_END = b"</rdf:RDF>"
_SCHEMAS_END = b"</rdf:Bag></pdfaExtension:schemas>"
_PDFX = "http://ns.adobe.com/pdfx/1.3/"
_ABOUT = "a property of a sensitivity label"


def described(xmp: bytes, properties: Mapping[str, str]) -> bytes:
    """Return metadata with more properties. Raises ValueError where they are not such as are known."""
    head, end, tail = xmp.rpartition(_END)
    before, bag, after = head.partition(_SCHEMAS_END)
    if not (end and bag):
        raise ValueError("not the metadata that are known")
    said = "".join(f"<pdfx:{name}>{escape(value)}</pdfx:{name}>" for name, value in properties.items())
    own = f'<rdf:Description rdf:about="" xmlns:pdfx="{_PDFX}">{said}</rdf:Description>'
    return b"".join((before, _schema(properties).encode(), bag, after, own.encode(), end, tail))


def _schema(properties: Mapping[str, str]) -> str:
    entries = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        f"<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{_ABOUT}</pdfaProperty:description></rdf:li>"
        for name in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        "<pdfaSchema:schema>Sensitivity label</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_PDFX}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{entries}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
