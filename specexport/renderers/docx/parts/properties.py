"""Document properties: core (Dublin Core), custom (every field of the document information), extended."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from specexport.model import walk
from specexport.renderers.docx import wml
from specexport.style import sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.opc.coreprops import CoreProperties
    from docx.package import Package

    from specexport.core.context import Context
    from specexport.model.document import Meta

# Word shows no more of a property, python-docx takes no more.
_LIMIT = 255
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Microsoft's SDK asks for this type, where [MS-OI29500] 3.4.1.5 says application/xml.
_LABELS_TYPE = "application/vnd.ms-office.classificationlabels+xml"
_LABELS_RELATION = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
_LABELS = "http://schemas.microsoft.com/office/2020/mipLabelMetadata"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_TYPED = ("kind", "status", "version", "classification", "created", "updated")


class Others(NamedTuple):
    """The properties of a template, which a document has where it says nothing itself."""

    custom: Mapping[str, str] = MappingProxyType({})
    company: str = ""
    manager: str = ""
    category: str = ""


NONE = Others()


def attach(
    package: Package, meta: Meta, context: Context, title: str, lang: str, others: Others = NONE
) -> None:
    """Add the three parts of properties to the package, with those of a template as `others`."""
    _core(package, meta, context, title, lang)
    if category := said(meta, "category") or others.category:
        package.core_properties.category = _legal(category)
    extended = {
        "Manager": said(meta, "manager") or others.manager,
        "Company": context.style.company or others.company,
    }
    _add(
        package,
        "/docProps/app.xml",
        CT.OFC_EXTENDED_PROPERTIES,
        RT.EXTENDED_PROPERTIES,
        _extended(extended),
    )
    label = sensitivity.of(meta, context.style)
    own = {**values(meta), **(label.properties if label else {})}
    if custom := _custom(_merged(_unlabelled(others.custom) if label else others.custom, own)):
        _add(package, "/docProps/custom.xml", _CUSTOM_TYPE, _CUSTOM_RELATION, custom)
    if label:
        _add(package, "/docMetadata/LabelInfo.xml", _LABELS_TYPE, _LABELS_RELATION, _labels(label))


def _unlabelled(properties: Mapping[str, str]) -> dict[str, str]:
    """Return properties without the labels of a template, for a file has one label of a company."""
    prefix = sensitivity.PREFIX.casefold()
    return {name: text for name, text in properties.items() if not name.casefold().startswith(prefix)}


def _labels(label: sensitivity.Label) -> bytes:
    """Return the part of sensitivity labels ([MS-OFFCRYPTO] 2.6.4, [MS-OI29500] 3.4.1.5)."""
    attributes = (
        ("id", f"{{{label.ident}}}"),
        ("enabled", 1),
        ("method", label.method),
        ("siteId", f"{{{label.tenant}}}"),
        ("contentBits", 0),
        ("removed", 0),
    )
    entry = wml.Element("clbl:label", attributes)
    return wml.document(wml.Element("clbl:labelList", (("xmlns:clbl", _LABELS),), (entry,)))


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


def said(meta: Meta, *names: str) -> str:
    """Return what the first of the author's fields of these names says, in whatever spelling they are."""
    fields = {_spoken(field.name): field.content for field in reversed(meta.fields)}
    return next((_clean(walk.plain(fields[name])) for name in names if name in fields), "")


def _spoken(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _clean(text: str) -> str:
    return " ".join(text.split())[:_LIMIT]


def _legal(text: str) -> str:
    text = _clean(text)
    return text if wml.legal(text) else "".join(char if wml.legal(char) else "\ufffd" for char in text)


def _core(package: Package, meta: Meta, context: Context, title: str, lang: str) -> None:
    core = package.core_properties
    core.title = _legal(title)
    core.author = _legal(", ".join(meta.authors))
    core.subject = _legal(meta.kind)
    core.keywords = _legal(", ".join(meta.keywords))
    core.content_status = _legal(meta.status)
    core.version = _legal(meta.version)
    core.language = _legal(lang)
    core.last_modified_by = _legal(meta.authors[0] if meta.authors else context.style.company)
    _undate(core)
    moments = [moment for moment in map(_moment, (meta.created, meta.updated)) if moment]
    if moments:
        core.created, core.modified = moments[0], max(moments)
    core.revision = 1


def _undate(core: CoreProperties) -> None:
    """Take the dates out: python-docx writes the clock's, and tomorrow's bytes must be today's."""
    element = core._element
    for name in ("dcterms:created", "dcterms:modified"):
        for date_element in element.findall(qn(name)):
            element.remove(date_element)


def _moment(value: str) -> datetime | None:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day)


def _extended(properties: Mapping[str, str]) -> bytes:
    named = {"Application": "specexport", **{name: _legal(text) for name, text in properties.items() if text}}
    entries = tuple(wml.Element(name, (), (wml.Text(text),)) for name, text in named.items())
    return wml.document(wml.Element("Properties", (("xmlns", _EXTENDED),), entries))


def _custom(properties: dict[str, str]) -> bytes:
    if not properties:
        return b""
    entries = [
        wml.Element(
            "property",
            (("fmtid", _FORMAT), ("pid", number), ("name", name)),
            (wml.Element("vt:lpwstr", (), (wml.Text(value),)),),
        )
        for number, (name, value) in enumerate(properties.items(), 2)
    ]
    return wml.document(wml.Element("Properties", (("xmlns", _CUSTOM), ("xmlns:vt", _TYPES)), tuple(entries)))


def _add(package: Package, name: str, content_type: str, relation: str, blob: bytes) -> None:
    for ident in [ident for ident, rel in package.rels.items() if rel.reltype == relation]:
        del package.rels[ident]
    package.relate_to(Part(PackURI(name), content_type, blob, package), relation)
