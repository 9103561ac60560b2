from dataclasses import dataclass

import pytest

from specexport.model import document as d
from specexport.model.words import ENGLISH
from specexport.renderers.common.references import References, before_number


@pytest.mark.parametrize(
    ("words", "number", "lead"),
    [
        ("Section 2.3", "2.3", "Section "),
        ("2.3", "2.3", ""),
        ("§2.3", "2.3", "§"),
        ("12.3", "2.3", None),
        ("Section 2", "2.3", None),
        ("Section", "", None),
    ],
)
def test_a_reference_ends_in_the_number_of_its_heading(words: str, number: str, lead: str | None):
    assert before_number(words, number) == lead


def text(value: str) -> tuple[d.Inline, ...]:
    return (d.Str(text=value),)


@dataclass
class Case:
    words: str
    url: str
    expected: bool


CASES = [
    Case("Section 2.3", "#limits", True),
    Case("Limits", "#limits", True),
    Case("Figure 1", "#flow", True),
    Case("Figure 1", "#flow-picture", True),
    Case("Table 4", "#rates", True),
    Case("Listing 1", "#code", True),
    Case("these limits", "#limits", False),
    Case("Figure 2", "#flow", False),
    Case("", "#flow", False),
    Case("Limits", "https://example.com/#limits", False),
    Case("Limits", "#nothing", False),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.words}{case.url}")
def test_what_a_link_says_makes_it_a_reference(case: Case):
    picture = d.Image(content=(), url="flow.svg", attr=d.Attr(id="flow-picture"))
    blocks = (
        d.Header(level=2, content=text("Limits"), attr=d.Attr(id="limits"), number="2.3"),
        d.Figure(content=(d.Para(content=(picture,)),), number="1", attr=d.Attr(id="flow")),
        d.Table(columns=(d.Column(),), number="4", attr=d.Attr(id="rates")),
        d.CodeBlock(text="x", number="1", attr=d.Attr(id="code")),
    )
    references = References(d.Document(blocks=blocks), ENGLISH)
    assert references.names(d.Link(content=text(case.words), url=case.url)) is case.expected
    stressed = (d.Strong(content=text(case.words)),)
    assert not references.names(d.Link(content=stressed, url=case.url))
