"""Word's own controls for covers: filled in, kept with the properties that they are bound to, or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import templates
from msgspec.structs import replace
from wordfile import W, Word, para, text_of

from specexport.model import document as d
from specexport.renderers import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

CORE, APP, COVER = (
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
    "{55AF091B-3C7A-41E3-B477-F2FDAA23CFDA}",
)
# How a template calls a control, what it is bound to, and in which store.
CONTROLS = (
    ("Company", "Company", APP),
    ("Leitung", "Manager", APP),
    ("Publish Date", "PublishDate", COVER),
    ("Veröffentlicht", "PublishDate", COVER),
    ("Abstract", "Abstract", COVER),
    ("Company Address", "CompanyAddress", COVER),
    ("Kategorie", "category", CORE),
    ("Subtitle", "subject", CORE),
    ("Autor", "creator", CORE),
    ("Status", "contentStatus", CORE),
)
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def control(name: str, step: str, store: str) -> str:
    bound = f'<w:dataBinding w:xpath="/ns0:P[1]/ns1:{step}[1]" w:storeItemID="{store}"/><w:text/>'
    return f"<w:p>{templates.control(name, f'[{name}]', bound)}</w:p>"


def made(**properties: str) -> bytes:
    body = "".join(control(*one) for one in CONTROLS) + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    example = templates.p("Scope", "Heading1") + templates.p("Say what it covers.")
    styles = templates.style("Normal", "Normal", default=True) + templates.style("Heading1", "heading 1")
    packed = templates.packed(
        f"{body}{example}<w:sectPr>{templates.PAGE}</w:sectPr>",
        {"styles.xml": templates.part("styles", styles)},
    )
    said = "".join(f"<{name}>{text}</{name}>" for name, text in properties.items())
    app = f'<Properties xmlns="{PROPERTIES}">{said}</Properties>'
    return templates.with_file(packed, "docProps/app.xml", app)


@pytest.fixture
def fill(make_context: Callable[..., Context], tmp_path: Path) -> Callable[..., Word]:
    def filled(template: bytes, report: Any = lambda _: None, **said: str) -> Word:
        path = tmp_path / "template.docx"
        path.write_bytes(template)
        context = make_context(report)
        style = replace(context.style, docx=replace(context.style.docx, template=path))
        fields = tuple(
            d.MetaField(name.replace("_", " "), (d.Str(text=text),)) for name, text in said.items()
        )
        meta = d.Meta(title=(d.Str(text="Gauge"),), updated="2026-05-04", authors=("Ada",), fields=fields)
        heading = d.Header(level=2, content=(d.Str(text="First"),))
        document = d.Document(blocks=(heading, para("Words")), meta=meta)
        return Word(docx.render(document, replace(context, style=style)).data)

    return filled


def texts(word: Word) -> dict[str, str]:
    return {
        one.find(f".//{W}alias").get(f"{W}val"): text_of(one) for one in word.find("//w:sdt[w:sdtPr/w:alias]")
    }


def bound(word: Word) -> set[str]:
    found = word.find("//w:sdt[w:sdtPr/w:dataBinding]/w:sdtPr/w:alias/@w:val")
    return set(map(str, found))


def test_controls_are_known_by_what_they_are_bound_to(fill: Callable[..., Word]) -> None:
    said = {"Abstract": "In short.", "company_address": "Main Street 1", "Category": "Plans", "Manager": "Bo"}
    word = fill(made(Company="ACME GmbH"), **said)
    assert texts(word) == {
        "Company": "ACME GmbH",
        "Leitung": "Bo",
        "Publish Date": "2026-05-04",
        "Veröffentlicht": "2026-05-04",
        "Abstract": "In short.",
        "Company Address": "Main Street 1",
        "Kategorie": "Plans",
        "Subtitle": "[Subtitle][Subtitle]",
        "Autor": "Ada",
        "Status": "[Status][Status]",
    }
    assert bound(word) == {"Company", "Leitung", "Kategorie", "Autor", "Subtitle", "Status"}
    app = word.tree("docProps/app.xml")
    assert [one.text for one in app] == ["specexport", "Bo", "ACME GmbH"]


def test_a_company_and_its_manager_stay_those_of_the_template(fill: Callable[..., Word]) -> None:
    word = fill(made(Company="ACME GmbH", Manager="Cy"))
    assert [one.text for one in word.tree("docProps/app.xml")] == ["specexport", "Cy", "ACME GmbH"]
    assert texts(word)["Leitung"] == "Cy"


def test_what_is_asked_in_vain_is_told_once(fill: Callable[..., Word]) -> None:
    told: list[Diagnostic] = []
    fill(made(), told.append, abstract="In short.")
    assert [one.message for one in told if one.code == "SX764"] == [
        "the template still asks for 'Company', 'Leitung', 'Company Address', "
        "'Kategorie', 'Subtitle', 'Status'"
    ]


def test_a_cover_that_ends_with_a_page_stays_and_the_example_is_named(fill: Callable[..., Word]) -> None:
    told: list[Diagnostic] = []
    word = fill(made(), told.append)
    said = [text_of(one) for one in word.find("/w:document/w:body/w:p")]
    assert said.index("Ada") < said.index("Words")
    assert "Say what it covers." not in said
    assert [one.message for one in told if one.code == "SX767"] == [
        "the text takes the place of the template's 'Scope', 'Say what it covers.'"
    ]
