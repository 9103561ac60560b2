"""Document properties: core (Dublin Core), custom (every field of the document information), extended."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from specexport import walk
from specexport.renderers.docx import xml
from specexport.renderers.docx.opc import CT, RT, Package, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.contracts import Context
    from specexport.document import Meta

# Word shows no more of a property.
_LIMIT = 255
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
NONE: Mapping[str, str] = MappingProxyType({})
_TYPED = ("kind", "status", "version", "classification", "created", "updated")


def attach(
    package: Package, meta: Meta, context: Context, title: str, lang: str, others: Mapping[str, str] = NONE
) -> None:
    """Add the three parts of properties to the package, with the custom ones of a template as `others`."""
    _add(
        package,
        "/docProps/core.xml",
        CT.CORE_PROPERTIES,
        RT.CORE_PROPERTIES,
        _core(meta, context, title, lang),
    )
    _add(package, "/docProps/app.xml", CT.EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, _extended(context))
    if custom := _custom(_merged(others, values(meta))):
        _add(package, "/docProps/custom.xml", CT.CUSTOM_PROPERTIES, RT.CUSTOM_PROPERTIES, custom)


def _merged(others: Mapping[str, str], own: dict[str, str]) -> dict[str, str]:
    """Return both; where both have one of a name, the document's is the one that is true."""
    names = {name.casefold() for name in own}
    return {**{name: text for name, text in others.items() if name.casefold() not in names}, **own}


def values(meta: Meta) -> dict[str, str]:
    """Return the custom properties: typed facts under their own names, then the author's other fields."""
    found = {name.capitalize(): getattr(meta, name) for name in _TYPED if getattr(meta, name)}
    for field in meta.fields:
        name = " ".join(field.name.split())[:_LIMIT]
        text = walk.plain(field.content)
        if name and text and name.lower() not in {known.lower() for known in found}:
            found[name] = text
    return {name: _clean(text) for name, text in found.items()}


def _clean(text: str) -> str:
    return " ".join(text.split())[:_LIMIT]


def _legal(text: str) -> str:
    text = _clean(text)
    return text if xml.legal(text) else "".join(char if xml.legal(char) else "\ufffd" for char in text)


def _core(meta: Meta, context: Context, title: str, lang: str) -> bytes:
    """Return the core properties (part 2, 11). Their dates are the document's, never the clock's."""
    found = {
        "dc:title": title,
        "dc:subject": meta.kind,
        "dc:creator": ", ".join(meta.authors),
        "cp:keywords": ", ".join(meta.keywords),
        "cp:lastModifiedBy": meta.authors[0] if meta.authors else context.style.company,
        "cp:revision": "1",
        "cp:contentStatus": meta.status,
        "cp:version": meta.version,
        "dc:language": lang,
    }
    elements = [f"<{name}>{xml.escape(_legal(text))}</{name}>" for name, text in found.items() if text]
    moments = [moment for moment in map(_moment, (meta.created, meta.updated)) if moment]
    if moments:
        elements += [_dated("created", moments[0]), _dated("modified", max(moments))]
    return f"{xml.DECLARATION}<cp:coreProperties {_CORE}>{''.join(elements)}</cp:coreProperties>".encode()


def _dated(name: str, day: date) -> str:
    return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'


def _moment(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _extended(context: Context) -> bytes:
    company = context.style.company
    named = f"<Company>{xml.escape(company)}</Company>" if company else ""
    return (
        f'{xml.DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>specexport</Application>{named}</Properties>"
    ).encode()


def _custom(properties: dict[str, str]) -> bytes:
    if not properties:
        return b""
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{xml.escape(name)}">'
        f"<vt:lpwstr>{xml.escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{xml.DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{entries}</Properties>'
    ).encode()


def _add(package: Package, name: str, content_type: str, relation: str, blob: bytes) -> None:
    package.relate(Part(name, content_type, package, blob), relation)
