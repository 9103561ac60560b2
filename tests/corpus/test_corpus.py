"""Every real specification, and both examples, become three good files."""

from __future__ import annotations

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest
from checkers import page, pdf, word

from . import words
from .conftest import TYPST, made

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Check, Document, Exported

    Found = Callable[[Check, str, str], list[str]]
    Everything = dict[str, Exported]

# The validator guesses the language of a page by its words, and of Chinese ones, with identifiers in their
# sentences, it guesses otherwise from run to run: English, Norwegian, or nothing.
GUESSED = "This document appears to be written in"
CHINESE = '“lang="zh'

_BY_TYPST = pytest.param(
    TYPST, marks=pytest.mark.skipif(find_spec("typst") is None, reason="there is no wheel of Typst")
)
every_target = pytest.mark.parametrize("target", ["html", "pdf", "docx", _BY_TYPST])
either_engine = pytest.mark.parametrize("target", ["pdf", _BY_TYPST])


@every_target
def test_the_command_exports_it(document: Document, target: str, exported: Everything) -> None:
    result = made(exported, document, target)
    assert result.status == 0, result.messages[-2000:]
    assert "Traceback" not in result.messages
    assert result.file(target).stat().st_size > 0


@either_engine
def test_the_layout_is_whole(document: Document, target: str, exported: Everything) -> None:
    assert re.findall(r"SX77[037] .*", made(exported, document, target).messages) == []


@every_target
def test_it_keeps_its_words(document: Document, target: str, exported: Everything) -> None:
    result = made(exported, document, target)
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


@either_engine
def test_pdf_is_sound(document: Document, target: str, found: Found) -> None:
    assert found(pdf.syntax, target, document.name) == []


@either_engine
def test_no_word_is_off_the_page(document: Document, target: str, exported: Everything) -> None:
    assert pdf.off_page(made(exported, document, target).file(target)) == []


@either_engine
def test_pdf_is_for_archives_and_for_everybody(document: Document, target: str, found: Found) -> None:
    assert found(pdf.conformance, target, document.name) == []


@every_target
def test_the_same_source_makes_the_same_bytes(
    document: Document, target: str, exported: Everything, elsewhere: Everything
) -> None:
    files = [made(every, document, target).file(target) for every in (exported, elsewhere)]
    first, second = (path.read_bytes() for path in files)
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


@every_target
def test_nothing_tells_where_it_was_made(document: Document, target: str, exported: Everything) -> None:
    result = made(exported, document, target)
    content = words.BYTES[target](result.file(target))
    places = {str(document.path.parent), str(result.folder), str(Path.home()), gettempdir()}
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
