"""A small budget of fuzzing on every run, counted in examples; `python -m tests.fuzz` has a larger one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from strategies import documents, finished, tabled

from specexport.core.context import Rendered
from specexport.model import document as d

from . import judging, properties
from .texts import PIECES, markdown


def headed(*content: d.Inline) -> d.Document:
    """Return a document of a heading and a paragraph."""
    heading = d.Header(level=2, content=content, attr=d.Attr(id="heading"))
    return finished(d.Meta(), (heading, d.Para(content=(d.Str(text="below"),))))


PICTURE = d.Image(content=(d.Str(text="pixel"),), url="pixel.png")
FORMULA = d.Math(text=r"\frac{a}{b}", display=True)
# What a search found. An override turns the order of all that follows it in its paragraph.
TURNED = headed(d.Subscript(content=(d.Str(text="[\u202d\u202e]"),)), FORMULA, PICTURE, d.Str(text="end"))


def budget(examples: int) -> settings:
    phases = [Phase.explicit, Phase.generate]  # a document that fails is small enough as it is
    return settings(max_examples=examples, phases=phases, suppress_health_check=list(HealthCheck))


@budget(60)
@given(documents(), st.sampled_from(properties.LOOKS))
def test_any_document_becomes_sound_pages_and_word_files(document: d.Document, look: str) -> None:
    properties.holds_for_document(document, ("html", "docx"), look)


@budget(8)
@example(TURNED)
@example(headed(d.Subscript(content=(d.Strong(content=(d.Code(text="a"),)),)), FORMULA, PICTURE))
@given(documents(depth=1, size=3))
def test_any_document_becomes_a_sound_pdf(document: d.Document) -> None:
    properties.holds_for_document(document, ("pdf",))


@budget(12)
@given(tabled())
def test_any_tables_within_tables_become_a_sound_pdf(document: d.Document) -> None:
    properties.holds_for_document(document, ("pdf",))


@budget(120)
@given(markdown())
def test_any_text_becomes_sound_pages_and_word_files(text: str) -> None:
    properties.holds_for_text(text.encode("utf-8", "replace"), ("html", "docx"))


@budget(300)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    properties.holds_for_text(data, ())


@pytest.mark.parametrize("piece", PIECES, ids=range(len(PIECES)))
def test_every_piece_of_syntax_alone_is_read_or_refused(piece: str) -> None:
    properties.holds_for_text(piece.encode("utf-8", "replace"), ("html",))


# The judges see what they are there to see


@pytest.mark.parametrize(
    "page",
    [
        "<p><b></p></b>",
        "<p>",
        '<a href="javascript:x">',
        '<a href=" JaVa\tscript:x"></a>',
        "<p onclick=x></p>",
        "<iframe></iframe>",
        '<script src="x"></script>',
        '<a id="a" id="b"></a>',
        '<img src="file:///etc/hosts">',
        '<a href="data:text/html,x"></a>',
        "</p>",
    ],
)
def test_a_page_that_acts_or_is_not_well_formed_is_seen(page: str) -> None:
    assert judging.Page(page).faults


def test_a_page_that_does_not_act_is_not_blamed() -> None:
    page = judging.Page('<p><a href="#a" title="x:y">a</a><br><img src="data:image/png;base64,AA"></p>')
    assert page.faults == []
    assert page.text == "a"


def test_an_output_that_is_no_file_of_its_kind_is_seen() -> None:
    for target in ("docx", "pdf"):
        with pytest.raises(Exception, match=r"zip|trailer"):
            properties.sound(target, Rendered(b"nothing of the kind"))
