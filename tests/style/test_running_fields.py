"""Headers of a Word file as templates: what a field shows is no text of the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from specexport.style.tools.from_word import running
from specexport.style.tools.from_word.look import Sheet
from specexport.system.office import Package

from . import templates

if TYPE_CHECKING:
    from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def header(content: str) -> Any:
    return etree.fromstring(f'<w:hdr xmlns:w="{W}"><w:p>{content}</w:p></w:hdr>')


def simple(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{templates.text(result)}</w:fldSimple>'


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet(Package(templates.works(), "a.docx"))


@pytest.mark.parametrize(
    ("content", "said", "dead"),
    [
        (templates.field("FILENAME \\p", "C:\\T\\a.dotx"), "", ["FILENAME \\p"]),
        (simple("USERNAME", "Someone"), "", ["USERNAME"]),
        (
            simple("DOCPROPERTY &quot;Document Number&quot;", "DOC-1"),
            "",
            ['DOCPROPERTY "Document Number"'],
        ),
        (templates.text("No. ") + templates.field("REF x", "Error!"), "No.", ["REF x"]),
        (
            templates.field("PAGE", "1") + templates.text(" / ") + simple("NUMPAGES", "9"),
            "{page} / {pages}",
            [],
        ),
        (templates.field("QUOTE &quot;ACME&quot;", "ACME"), "ACME", []),
        (
            templates.field('HYPERLINK "x"', "acme.example") + simple("DOCVARIABLE v", "v1"),
            "acme.example",
            ["DOCVARIABLE v"],
        ),
        (templates.field("IF 1", "old") + templates.field("SAVEDATE", "3 May"), "{date}", ["IF 1"]),
    ],
)
def test_only_what_a_style_can_say_is_taken(content: str, said: str, dead: list[str], sheet: Sheet) -> None:
    root = header(content)
    assert running.line(root, sheet, "header").left == said
    assert running.left_out(root) == dead
