"""Every checker is shown to find something, so that its silence means something."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from . import page, pdf, word
from .tools import once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .tools import Findings

GOOD_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
</head>
<body><main><h1>A page</h1><p>Words.</p></main></body>
</html>
"""
BAD_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>A page</h1><p onclick="alert(1)"><img src="https://example.invalid/x.png"></p>
<a href="javascript:alert(1)">x</a><div style="width: 2000px">wide</div></main></body></html>
"""


def test_the_same_bytes_are_asked_about_once_unless_something_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    @once
    def check(paths: Sequence[Path]) -> Findings:
        asked.extend(path.name for path in paths)
        return {path: ["bad"] if path.read_bytes() == b"bad" else [] for path in paths}

    files = [tmp_path / name for name in ("one", "two", "bad")]
    for path, data in zip(files, (b"same", b"same", b"bad"), strict=True):
        path.write_bytes(data)
    assert [*check(files[:1]).values(), *check(files[:1]).values()] == [[], []]
    (tmp_path / "notes").mkdir()
    monkeypatch.setenv("SPECEXPORT_VERDICTS", str(tmp_path / "notes"))
    asked.clear()
    for _ in range(2):
        for path in files:
            assert check([path]) == {path: ["bad"] if path.name == "bad" else []}
    assert asked == ["one", "bad", "bad"]


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text(GOOD_PAGE, encoding="utf-8")
    bad.write_text(BAD_PAGE, encoding="utf-8")
    return good, bad


@pytest.mark.parametrize("check", [page.html_validate, page.nu, page.browser, page.active_content])
def test_page_checkers_tell_good_from_bad(
    check: Callable[[tuple[Path, ...]], Findings], pages: tuple[Path, Path]
) -> None:
    found = check(pages)
    assert found[pages[0]] == []
    assert found[pages[1]] != []


def test_the_browser_tells_what_is_wrong(pages: tuple[Path, Path]) -> None:
    found = "\n".join(page.browser(pages)[pages[1]])
    for word_ in ("request https://example.invalid", "image-alt", "window of 320 px", "window of 1280 px"):
        assert word_ in found


def document(path: Path) -> Path:
    docx.Document().save(str(path))
    return path


def replaced(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """Copy a Word document with one stretch of one part replaced."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            after.writestr(name, data)
    return target


@pytest.mark.parametrize("check", [word.open_xml_sdk, word.openxml_audit])
def test_word_validators_find_a_misplaced_element(
    check: Callable[[list[Path]], Findings], tmp_path: Path
) -> None:
    good = document(tmp_path / "good.docx")
    bad = replaced(good, tmp_path / "bad.docx", "word/document.xml", "<w:body>", "<w:body><w:b/>")
    found = check([good, bad])
    assert len(found[bad]) > len(found[good])


def test_the_sdk_wrapper_notices_a_rewritten_file(tmp_path: Path) -> None:
    good = document(tmp_path / "good.docx")
    link = (
        '<Relationship Id="rIdX" TargetMode="External" Target="http://a b%zz[" Type="http://schemas.open'
        'xmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
    )
    part = "word/_rels/document.xml.rels"
    bad = replaced(good, tmp_path / "bad.docx", part, "</Relationships>", link)
    before = bad.read_bytes()
    assert any("malformed relationship URI" in text for text in word.open_xml_sdk([bad])[bad])
    assert bad.read_bytes() == before


def test_lint_finds_an_undefined_style(tmp_path: Path) -> None:
    good = document(tmp_path / "good.docx")
    paragraph = '<w:body><w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>'
    bad = replaced(good, tmp_path / "bad.docx", "word/document.xml", "<w:body>", paragraph)
    found = word.lint([good, bad])
    assert any("Nowhere" in text for text in found[bad])
    assert not any("Nowhere" in text for text in found[good])


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    import weasyprint

    target = tmp_path / "page.pdf"
    html = "<p>inside</p><p style='position: absolute; left: 640px; font-size: 40px'>outside</p>"
    weasyprint.HTML(string=html).write_pdf(target)
    return target


def test_words_and_words_off_the_page(laid_out: Path) -> None:
    assert "inside" in pdf.text(laid_out)
    (found,) = pdf.off_page(laid_out)  # pdftotext cuts the word at the edge of the page
    assert found.startswith("page 1: out")


def test_qpdf_finds_a_damaged_file(laid_out: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(laid_out.read_bytes()[:-40])
    found = pdf.syntax([laid_out, damaged])
    assert found[laid_out] == []
    assert found[damaged] != []


def test_conformance_names_what_is_missing(laid_out: Path) -> None:
    found = pdf.conformance([laid_out])[laid_out]
    assert any(text.startswith("ua1 ") for text in found)
    assert any(text.startswith("2a ") for text in found)
