"""Fetching fonts, without a network: what is asked for, and what is made of the answers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from specexport import style
from specexport.core.diagnostics import EnvironmentProblem
from specexport.style.tools import fetch_fonts

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Write

GOOGLE = """
typography:
  fonts: [{ family: Acme Sans, source: google }]
  base: Acme Sans
"""
BUNNY = """
typography:
  fonts: [{ family: Acme Sans, source: bunny, weight: [400, semi-bold] }]
  headings: Acme Sans
"""


def font(letters: str = "abcxyz", flavor: str | None = None) -> bytes:
    """A small font with these letters."""
    face = TTFont(style.available()["base"] / "fonts" / "DejaVuSansMono.ttf")
    cutter = subset.Subsetter()
    cutter.populate(text=letters)
    cutter.subset(face)
    face.flavor = flavor
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def face(weight: int, slope: str, url: str, form: str) -> str:
    return (
        f"@font-face {{ font-family: 'Acme Sans'; font-style: {slope}; font-weight: {weight}; "
        f"src: url({url}) format('{form}'); }}\n"
    )


def answering(answers: dict[str, bytes], asked: list[str]) -> Callable[[str], bytes]:
    def download(url: str) -> bytes:
        asked.append(url)
        return next(data for start, data in answers.items() if url.startswith(start))

    return download


def test_google_gives_whole_fonts(write: Write) -> None:
    folder = write(GOOGLE)
    asked: list[str] = []
    sheet = "".join(
        face(weight, slope, f"https://fonts.gstatic.com/{weight}{slope}.ttf", "truetype")
        for weight in (400, 700)
        for slope in ("normal", "italic")
    )
    answers = {"https://fonts.googleapis.com/css2": sheet.encode(), "https://fonts.gstatic.com/": font()}
    made = fetch_fonts.fetch(folder, answering(answers, asked))
    assert asked[0] == (
        "https://fonts.googleapis.com/css2?family=Acme+Sans:ital,wght@0,400;0,700;1,400;1,700"
    )
    names = ["AcmeSans-Regular.ttf", "AcmeSans-Italic.ttf", "AcmeSans-Bold.ttf", "AcmeSans-BoldItalic.ttf"]
    assert [path.name for path in made] == names
    said: list[object] = []
    look = style.load(folder, said.append)
    assert (look.base.family, said) == ("Acme Sans", [])
    assert fetch_fonts.fetch(folder, answering({}, [])) == [], "what is there is not fetched again"


def test_bunny_gives_parts_that_are_put_together(write: Write) -> None:
    folder = write(BUNNY)
    asked: list[str] = []
    sheet = "".join(
        face(weight, "normal", f"//fonts.bunny.net/{weight}-{part}.woff", "woff")
        for weight in (400, 600)
        for part in ("latin", "greek")
    )
    answers = {
        "https://fonts.bunny.net/css": sheet.encode(),
        "https://fonts.bunny.net/400-latin": font("abc", "woff"),
        "https://fonts.bunny.net/400-greek": font("αβγ", "woff"),
        "https://fonts.bunny.net/600": font("abc", "woff"),
    }
    made = fetch_fonts.fetch(folder, answering(answers, asked))
    assert asked[0] == "https://fonts.bunny.net/css?family=acme-sans:400,600"
    assert [path.name for path in made] == ["AcmeSans-Regular.ttf", "AcmeSans-SemiBold.ttf"]
    cuts = [(face.weight, face.italic) for face in style.load(folder).fonts if face.family == "Acme Sans"]
    assert cuts == [(400, False), (600, False)]
    assert {ord("a"), ord("γ")} <= set(TTFont(made[0])["cmap"].getBestCmap())


def test_a_family_that_nobody_has(write: Write) -> None:
    with pytest.raises(EnvironmentProblem, match=r"SX079.*google has no font Acme Sans"):
        fetch_fonts.fetch(write(GOOGLE), lambda _: b"")


def test_a_file_that_is_no_font(write: Write) -> None:
    sheet = face(400, "normal", "https://fonts.gstatic.com/x.ttf", "truetype").encode()
    answers = {"https://fonts.googleapis.com": sheet, "https://fonts.gstatic.com": b"<html>"}
    with pytest.raises(EnvironmentProblem, match=r"SX079.*cannot be read"):
        fetch_fonts.fetch(write(GOOGLE), answering(answers, []))


def test_other_places_are_not_asked() -> None:
    for url in ("http://fonts.bunny.net/x", "https://example.org/x.ttf", "file:///etc/passwd"):
        with pytest.raises(EnvironmentProblem, match=r"SX079.*is not at"):
            fetch_fonts._download(url)


def test_exporting_says_that_fonts_can_be_fetched(write: Write) -> None:
    said: list[object] = []
    style.load(write(GOOGLE), said.append)
    assert "styles fetch" in str(said[0])
