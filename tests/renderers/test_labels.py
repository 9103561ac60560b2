"""Sensitivity labels and places to sign, in the files that have a place for them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import pikepdf
import pytest
from lxml import etree
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import SIGNATURE_FIELD
from specexport.model.style import Sensitivity, Signing, Style
from specexport.pipeline import flow
from specexport.readers import docx
from specexport.style import sensitivity
from specexport.system import files

TENANT = "cb46c030-1825-4e81-a295-151c039dbf02"
OPEN, SECRET = "11111111-aaaa-4444-8888-000000000001", "22222222-aaaa-4444-8888-00000000000F"
ENGINES = ("weasyprint", "typst")


@cache
def look() -> Style:
    return replace(
        style.load("base"),
        classification="Open",
        sensitivity=Sensitivity(TENANT.upper(), {"Open": OPEN, "Très (secret)": SECRET}, "privileged"),
        signing=Signing("/sig.{number}/"),
    )


def context(said: list[Any], name: str = "spec.md", engine: str = "weasyprint") -> Context:
    options = Options(pdf_engine=engine)  # type: ignore[arg-type]  # one of the two
    source = Source(b"", name)
    return Context(look(), files.NoFolder(), source, options, said.append)


def read(front: str = "", text: str = "") -> tuple[d.Document, list[Any]]:
    said: list[Any] = []
    about = context(said)
    source = Source(f"---\ntitle: T\n{front}---\n\n## One\n\nWords.\n{text}".encode(), "spec.md")
    return flow.read(source, replace(about, source=source)), said


def made(document: d.Document, target: str, engine: str = "weasyprint") -> bytes:
    return flow.render(document, target, context([], engine=engine)).data


@pytest.mark.parametrize(
    ("front", "ident", "name"),
    [
        ("", OPEN, "Open"),
        ("classification: très (SECRET)\n", SECRET.lower(), "Très (secret)"),
        ("sensitivity: Très (secret)\n", SECRET.lower(), "Très (secret)"),
        (f"Sensitivity label: {SECRET}\n", SECRET.lower(), "Très (secret)"),
        ("sensitivity: 33333333-aaaa-4444-8888-000000000002\n", "33333333-aaaa-4444-8888-000000000002", ""),
    ],
)
def test_a_document_has_the_label_that_it_or_its_classification_names(
    front: str, ident: str, name: str
) -> None:
    document, said = read(front)
    label = sensitivity.of(document.meta, look())
    assert label is not None
    assert (label.ident, label.tenant, label.name) == (ident, TENANT, name)
    assert "SX840" not in [one.code for one in said]


@pytest.mark.parametrize(
    ("front", "told"), [("sensitivity: Other\n", True), ("classification: Other\n", False)]
)
def test_a_label_that_the_style_does_not_have_is_told(front: str, told: bool) -> None:
    document, said = read(front)
    assert sensitivity.of(document.meta, look()) is None
    assert ("SX840" in [one.code for one in said]) is told
    assert b"MSIP" not in made(document, "html")


def test_word_has_the_label_where_microsoft_looks_for_it() -> None:
    document, _ = read("sensitivity: Très (secret)\nupdated: 2026-02-03\n")
    with zipfile.ZipFile(io.BytesIO(made(document, "docx"))) as archive:
        root = etree.fromstring(archive.read("docMetadata/LabelInfo.xml"))
        assert dict(root[0].attrib) == {
            "id": f"{{{SECRET.lower()}}}",
            "enabled": "1",
            "method": "Privileged",
            "siteId": f"{{{TENANT}}}",
            "contentBits": "0",
            "removed": "0",
        }
        custom = etree.fromstring(archive.read("docProps/custom.xml"))
        found = {one.get("name"): one[0].text for one in custom if str(one.get("name")).startswith("MSIP")}
        assert found == _expected()
        types = archive.read("[Content_Types].xml")
        assert b'"/docMetadata/LabelInfo.xml" ContentType="application/vnd.ms-office.classification' in types
        assert b"office/2020/02/relationships/classificationlabels" in archive.read("_rels/.rels")


def _expected() -> dict[str, str]:
    values = {
        "Enabled": "true",
        "SetDate": "2026-02-03T00:00:00Z",
        "Method": "Privileged",
        "Name": "Très (secret)",
        "SiteId": TENANT,
        "ContentBits": "0",
    }
    return {f"MSIP_Label_{SECRET.lower()}_{name}": value for name, value in values.items()}


@cache
def signed(engine: str) -> bytes:
    front = "sensitivity: Très (secret)\nupdated: 2026-02-03\napprovers: [Ana Ruiz, Bo Li (CTO)]\n"
    table = "\n| Name | Signature |\n|---|---|\n| Ö (x) | |\n"
    return made(read(front, table)[0], "pdf", engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_has_the_label_in_both_its_metadata(engine: str) -> None:
    with pikepdf.open(io.BytesIO(signed(engine))) as pdf:
        info = {str(name)[1:]: str(value) for name, value in pdf.docinfo.items() if "MSIP" in str(name)}
        assert info == _expected()
        xmp = etree.fromstring(pdf.Root.Metadata.read_bytes().strip(b"\xef\xbb\xbf"))
        told = {etree.QName(one).localname: one.text for one in xmp.iter("{http://ns.adobe.com/pdfx/1.3/}*")}
        assert told == _expected()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_has_a_field_wherever_somebody_is_to_sign(engine: str) -> None:
    with pikepdf.open(io.BytesIO(signed(engine))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [(str(one.T), str(one.TU)) for one in fields] == [
            ("sig_1", "Signature: Ö (x)"),
            ("sig_2", "Signature: Ana Ruiz"),
            ("sig_3", "Signature: Bo Li"),
        ]
        for one in fields:
            left, bottom, right, top = map(float, one.Rect)
            assert (str(one.FT), str(one.Subtype), int(one.F)) == ("/Sig", "/Widget", 4)
            assert right - left > 60
            assert 15 < top - bottom < 40
        assert b"sx-signature" not in signed(engine)
        assert signed(engine) == signed.__wrapped__(engine)


def test_word_has_text_that_nobody_sees_and_the_reader_leaves_out() -> None:
    document, _ = read("approvers: [Ana Ruiz]\n")
    data = made(document, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert '<w:color w:val="FFFFFF"/><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr><w:t>/sig.1/</w:t>' in text
    said: list[Any] = []
    again = docx.read(Source(data, "spec.docx"), context(said, "spec.docx"))
    assert "sig" not in walk.plain(again.blocks)
    assert {one.code for one in said} == {"SX788"}


def test_there_are_no_fields_unless_the_style_says_so() -> None:
    document, _ = read("approvers: [Ana Ruiz]\n")
    assert [one for one in walk.find(document.blocks, d.Span) if SIGNATURE_FIELD in one.attr.classes]
    assert b"sx-signature" not in made(document, "html")
    plain = flow.read(
        Source(b"---\ntitle: T\napprovers: [A]\n---\n\n## One\n\nWords.\n", "spec.md"),
        replace(context([]), style=style.load("base")),
    )
    assert not list(walk.find(plain.blocks, d.Span))
