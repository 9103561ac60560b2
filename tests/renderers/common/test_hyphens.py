"""Words that are wider than their column: where they are divided, and who gets the room first."""

from __future__ import annotations

import pytest

from specexport.model import document as d
from specexport.model.walk import plain
from specexport.renderers.common.columns import Demand, TableType, fit
from specexport.renderers.common.hyphens import SOFT_HYPHEN, softened

TYPE = TableType(9.5, (1.0, 0.92, 0.85, 0.78), 1.2)


def set_in(width: float, text: str, lang: str = "en") -> str:
    return plain(softened((d.Para(content=(d.Str(text=text),)),), width, lang, heavy=False))


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("authentication", "en", "au-then-tic-a-tion"),
        ("(Verantwortlichkeit)", "de-AT", "(Ver-ant-wort-lich-keit)"),
        ("interopérabilité", "fr", "in-ter-opé-ra-bi-li-té"),
        ("See authentication.", "en", "See au-then-tic-a-tion."),
        ("Planung/Verantwortlichkeit", "de", "Planung/Ver-ant-wort-lich-keit"),
    ],
)
def test_a_word_is_divided_by_the_rules_of_its_language(text: str, lang: str, parts: str) -> None:
    assert set_in(4.0, text, lang).replace(SOFT_HYPHEN, "-") == parts


@pytest.mark.parametrize(
    ("width", "text", "lang"),
    [
        (20.0, "authentication", "en"),
        (4.0, "9f86d081884c7d659a2f", "en"),
        (4.0, "API_GATEWAY_TIMEOUT", "en"),
        (4.0, "AuthenticationProvider", "en"),
        (1.0, "short words", "en"),
        (4.0, "authentication", "tlh"),
        (4.0, "https://example.org/authentication", "en"),
        (4.0, "(src/authentication/readme)", "en"),
        (4.0, "/authentication", "en"),
        (4.0, "authentication.example.org", "en"),
        (4.0, "somebody@authentication", "en"),
    ],
)
def test_what_fits_and_what_is_no_word_stays_as_it_is(width: float, text: str, lang: str) -> None:
    assert set_in(width, text, lang) == text


def test_code_is_never_hyphenated() -> None:
    code = (d.Para(content=(d.Code(text="authentication"),)),)
    assert softened(code, 2.0, "en", heavy=True) == code


def column(*texts: str) -> Demand:
    demand = Demand()
    for text in texts:
        demand.add(text)
    return demand


@pytest.mark.parametrize("word", ["Authentication", "Verantwortlichkeit", "Confidentiality,"])
def test_ordinary_words_get_their_room_before_identifiers(word: str) -> None:
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    columns = [column(word), column(word), column(digest), column(word), column(digest)]
    found = fit(columns, TYPE, 442.0)
    assert found.divided
    ems = 442.0 / (TYPE.size * found.scale)
    for at in (0, 1, 3):
        assert found.shares[at] * ems >= columns[at].word + TYPE.padding - 0.01
    assert min(found.shares) * ems > 3.0
