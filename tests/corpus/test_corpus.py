"""Every real specification, and both examples, become three good files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest
from checkers import page, pdf, word

from . import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Check, Document, Exported

    Found = Callable[[Check, str, str], list[str]]
    Everything = dict[str, Exported]

# The validator guesses the language of a page by its words, and of Chinese ones, with identifiers in their
# sentences, it guesses otherwise from run to run: English, Norwegian, or nothing.
GUESSED = "This document appears to be written in"
CHINESE = '“lang="zh'


def test_the_command_exports_it(document: Document, exported: Everything) -> None:
    result = exported[document.name]
    assert result.status == 0, result.messages[-2000:]
    assert "Traceback" not in result.messages
    for target in words.READ:
        assert result.file(target).stat().st_size > 0


@pytest.mark.parametrize("target", words.READ)
def test_it_keeps_its_words(document: Document, target: str, exported: Everything) -> None:
    result = exported[document.name]
    source = document.path.read_text(encoding="utf-8")
    text = words.READ[target](result.file(target))
    assert text.strip()
    lost = words.lost(words.of_source(source), text, target) - words.told(source, result.messages)
    assert lost == {}, "nothing says why these are lost"


def test_word_can_open_it(document: Document, found: Found) -> None:
    assert found(word.open_xml_sdk, "docx", document.name) == []


def test_a_second_validator_agrees(document: Document, found: Found) -> None:
    assert found(word.openxml_audit, "docx", document.name) == []


def test_word_document_is_clean_and_accessible(document: Document, found: Found) -> None:
    assert found(word.lint, "docx", document.name) == []


def test_libreoffice_opens_it(document: Document, found: Found) -> None:
    assert found(word.libreoffice, "docx", document.name) == []


def test_pdf_is_sound(document: Document, found: Found) -> None:
    assert found(pdf.syntax, "pdf", document.name) == []


def test_no_word_is_off_the_page(document: Document, exported: Everything) -> None:
    assert pdf.off_page(exported[document.name].file("pdf")) == []


def test_pdf_is_for_archives_and_for_everybody(document: Document, found: Found) -> None:
    assert found(pdf.conformance, "pdf", document.name) == []


@pytest.mark.parametrize("target", words.READ)
def test_the_same_source_makes_the_same_bytes(
    document: Document, target: str, exported: Everything, elsewhere: Everything
) -> None:
    first, second = (every[document.name].file(target).read_bytes() for every in (exported, elsewhere))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


@pytest.mark.parametrize("target", words.READ)
def test_nothing_tells_where_it_was_made(document: Document, target: str, exported: Everything) -> None:
    content = words.BYTES[target](exported[document.name].file(target))
    places = {str(document.path.parent), str(exported[document.name].folder), str(Path.home()), gettempdir()}
    told = {place for place in places if place in document.path.read_text(encoding="utf-8")}  # such as /root
    assert [place for place in places - told if place.encode() in content] == []


def test_page_is_valid(document: Document, found: Found) -> None:
    assert found(page.html_validate, "html", document.name) == []


def test_a_second_validator_of_pages_agrees(document: Document, found: Found) -> None:
    findings = found(page.nu, "html", document.name)
    assert [finding for finding in findings if not (GUESSED in finding and CHINESE in finding)] == []


def test_nothing_in_a_page_acts_but_its_own_script(document: Document, found: Found) -> None:
    assert found(page.active_content, "html", document.name) == []


def test_page_is_accessible_and_fits(document: Document, found: Found) -> None:
    assert found(page.browser, "html", document.name) == []
