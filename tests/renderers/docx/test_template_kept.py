"""What comes before and behind the example of a template is the company's, and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from specexport.renderers.docx.template import kept, slot
from specexport.renderers.docx.template.tree import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(text: str, inner: str = "", style: str = "", props: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{props}</w:pPr><w:r><w:t>{text}</w:t>{inner}</w:r></w:p>"


def h(text: str, props: str = "") -> str:
    return p(text, style="Heading1", props=props)


def table(*cells: str) -> str:
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"


def is_heading(block: _Element) -> bool:
    return value(block, "pPr/pStyle") == "Heading1"


EXAMPLE = h("Scope") + p("Write what it covers.")
COVER = p("ACME") + p("Internal use only")
LATE = p("Before ", '<w:br w:type="page"/><w:t>EXAMPLE</w:t>')
GALLERY = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{COVER}{BREAK}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (COVER + BREAK, ""),
        (COVER + SECTION, ""),
        (COVER + BREAK + p("Legal lines") + BREAK, ""),
        (COVER + p("last", '<w:br w:type="page"/>'), ""),
        (COVER + BREAK + h("Document history") + table("1.0", "first") + BREAK, ""),
        (COVER + h("Änderungsverzeichnis") + table("1.0", "erste") + SECTION, ""),
        (COVER + h("A name that nobody knows") + table("a") + SECTION, ""),
        (h("Revision History") + table("1.0") + h("Distribution list") + p("All of them") + BREAK, ""),
        (GALLERY, ""),
        (GALLERY + h("Historique des révisions") + table("1.0") + SECTION, ""),
        ("", h("Approval") + table("Name", "Signature") + p("ACME Ltd")),
        (COVER + BREAK, BREAK + p("Imprint") + p("ACME Ltd")),
        (COVER + SECTION, SECTION + p("© 2026 ACME")),
        ("", p("All rights reserved.")),
        (COVER + BREAK, h("3 Freigaben") + table("Name") + h("Impressum") + p("ACME GmbH")),
        ("", ""),
    ],
)
def test_what_is_around_the_example_stays(before: str, behind: str) -> None:
    body = etree.fromstring(f"<w:body {NS}>{before}{EXAMPLE}{behind}<w:sectPr/></w:body>")
    count = len(etree.fromstring(f"<w:body {NS}>{before}</w:body>"))
    blocks = list(body)[:-1]
    assert kept.example(blocks, is_heading) == (count, count + 2)
    assert kept.said(body) == kept.said(etree.fromstring(f"<w:body {NS}>{before}{EXAMPLE}{behind}</w:body>"))


def test_words_in_the_paragraph_of_a_break_are_of_the_page_that_they_are_on() -> None:
    body = etree.fromstring(f"<w:body {NS}>{LATE}{EXAMPLE}<w:sectPr/></w:body>")
    assert kept.example(list(body)[:-1], is_heading) == (1, 3)
    assert kept.said(body[0]) == "Before"


def test_a_heading_with_a_page_of_its_own_ends_the_cover() -> None:
    heading = h("Scope", "<w:pageBreakBefore/>")
    body = etree.fromstring(f"<w:body {NS}>{COVER}{heading}<w:sectPr/></w:body>")
    assert kept.example(list(body)[:-1], is_heading) == (2, 3)
    assert kept.starts_page(list(body)[2:])


@pytest.mark.parametrize("text", ["Change management", "Release plan", "History of the market", "Scope"])
def test_headings_of_a_text_are_none_of_the_company(text: str) -> None:
    block = etree.fromstring(h(text).replace("<w:p>", f"<w:p {NS}>", 1))
    assert kept.begins_text(is_heading)(block)


def test_what_is_replaced_is_named() -> None:
    assert slot.named(("Scope", "x" * 5)) == "'Scope', 'xxxxx'"
    assert slot.named(("a",) * 20).endswith(" and 8 more")


def test_a_long_first_section_is_an_example() -> None:
    lines = "".join(p(f"line {at}") for at in range(70))
    body = etree.fromstring(f"<w:body {NS}>{lines}{SECTION}{EXAMPLE}<w:sectPr/></w:body>")
    assert kept.example(list(body)[:-1], is_heading).start == 0
    assert W in body.tag
