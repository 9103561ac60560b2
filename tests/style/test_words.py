"""The words that the program itself writes."""

from __future__ import annotations

import json
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.model.words import ENGLISH, Words
from specexport.style.words import _FOLDER, languages, localise, right_to_left, words

if TYPE_CHECKING:
    from .conftest import Write

LANGUAGES = ["ar", "cs", "de", "en", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk"]
LANGUAGES += ["zh-Hans", "zh-Hant"]
TEXTS = [name for name in Words.__struct_fields__ if name != "months"]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_catalogue_has_the_languages_that_were_asked_for() -> None:
    assert list(languages()) == LANGUAGES


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_word_of_a_language_is_its_own(lang: str) -> None:
    written = json.loads((_FOLDER / f"{lang}.json").read_text("utf-8"))
    assert list(written) == [*Words.__struct_fields__]
    found = words(lang)
    for name in TEXTS:
        text = getattr(found, name)
        assert text == text.strip() != "", name
        assert fields(text) == fields(getattr(ENGLISH, name)), name
    assert len(set(found.months)) == 12
    assert sum(getattr(found, name) == getattr(ENGLISH, name) for name in TEXTS) < len(TEXTS) / 3


@pytest.mark.parametrize(
    ("tag", "contents"),
    [
        ("de", "Inhalt"),
        ("de-AT", "Inhalt"),
        ("DE_ch", "Inhalt"),
        ("zh", "目录"),
        ("zh-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("zh-CN", "目录"),
        ("iw", "תוכן העניינים"),
        ("en-GB", "Contents"),
        ("xx", "Contents"),
        ("", "Contents"),
        ("../../etc", "Contents"),
    ],
)
def test_a_tag_leads_to_its_language(tag: str, contents: str) -> None:
    assert words(tag).contents == contents


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "3 March 2026"),
        ("de", "3. März 2026"),
        ("es", "3 de marzo de 2026"),
        ("pl", "3 marca 2026"),
        ("ru", "3 марта 2026 г."),
        ("ja", "2026年3月3日"),
        ("ko", "2026년 3월 3일"),
        ("he", "3 במרץ 2026"),
    ],
)
def test_dates_have_the_form_of_the_language(tag: str, text: str) -> None:
    assert words(tag).day(date(2026, 3, 3)) == text


def test_two_of_the_languages_run_from_right_to_left() -> None:
    assert [lang for lang in LANGUAGES if right_to_left(lang)] == ["ar", "he"]


def test_a_document_in_another_language_gets_that_language(write: Write) -> None:
    look = style.load(
        write(
            "defaults: { specexport: { admonition: { tip: { label: Kniff } }, words: { figure: Bild } } }\n"
        )
    )
    assert look.words.figure == "Bild"
    german = localise(look, "de")
    assert german.admonitions["note"].label == "Hinweis"
    assert german.admonitions["tip"].label == "Kniff"
    assert (german.words.figure, german.words.table) == ("Bild", "Tabelle")
    assert german.footer.right == "Seite {page} von {pages}"
    assert localise(look, "") is look
    assert localise(german, "en").footer == look.footer


def test_the_language_of_a_style_is_that_of_its_words(write: Write) -> None:
    look = style.load(write("defaults: { specexport: { lang: fr } }\n"))
    assert (look.words.contents, look.admonitions["warning"].label) == ("Sommaire", "Avertissement")


def test_left_hand_pages_speak_the_language_of_the_document(write: Write) -> None:
    look = style.load(write("defaults: { specexport: { page: { duplex: true } } }\n"))
    assert look.verso is not None
    german = localise(look, "de").verso
    assert german is not None
    assert german[1].left == "Seite {page} von {pages}"
