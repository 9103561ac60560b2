"""Code that is copied out of a PDF is the code, by the viewers that are there."""

from __future__ import annotations

import io
import random
import re
import subprocess
import zipfile
from functools import cache
from shutil import which
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from checkers import pdf as checkers

import specexport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRITTEN = (
    ("yaml", "tls:\n  - hosts:\n      - one.example.com\n    secretName: cert"),
    ("python", "def outer(items):\n    for item in items:\n        if item:\n            yield item"),
    ("sql", "SELECT a.id,\n       b.name\nFROM   accounts AS a\n  JOIN branches AS b ON b.id = a.branch"),
    ("json", '{\n  "a": [1,\n        2],\n  "b": "c  d"\n}'),
    ("ini", "[a]\nkey   = value\nk     = v"),
    ("", "plain\n  indented\n    more      gaps\nend"),
    ("text", "    the first line is indented\n  less\nnone"),
    ("bash", f"curl -sS 'https://api.example.com/{'transfers/' * 12}' --data '{{\"amount\": 1}}' -H x"),
    ("text", f"  {'abcdefghij' * 25} end"),
    ("python", "x = 1          # aligned\nlonger = 22    # aligned"),
)
WORDS = (
    "alpha",
    "beta(gamma)",
    "delta=1",
    "'quoted",
    "text'",
    "# note",
    "// end;",
    "{brace}",
    "[x]",
    "c/d",
    "<g>",
)


@cache
def blocks() -> tuple[tuple[str, str], ...]:
    """Return forty blocks of code, some written and some drawn by lot."""
    draw = random.Random(7)
    drawn = []
    for _ in range(40 - len(WRITTEN)):
        lines = [
            " " * draw.choice((0, 0, 2, 4, 8)) + " ".join(draw.choices(WORDS, k=draw.choice((2, 4, 6, 24))))
            for _ in range(draw.randint(2, 6))
        ]
        drawn.append((draw.choice(("python", "yaml", "sh", "js", "sql", "")), "\n".join(lines)))
    return (*WRITTEN, *drawn)


def source() -> bytes:
    parts = [f"```{lang}\nBEGIN{at};\n{text}\nEND{at};\n```\n" for at, (lang, text) in enumerate(blocks())]
    return "\n".join(["# Code\n", *parts]).encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("copied")
    paths = {}
    for target, rendered in specexport.convert(source(), ["pdf", "docx"]).items():
        paths[target] = folder / f"code.{target}"
        paths[target].write_bytes(rendered.data)
    return paths


def poppler(path: Path) -> str:
    if not which("pdftotext"):
        pytest.skip("pdftotext of Poppler is not there")
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    # Where several lines are one, Poppler sees an empty one below.
    return re.sub(r"\n\n+", "\n", done.stdout.decode().replace("\f", ""))


def mupdf(path: Path) -> str:
    reader: Any = pytest.importorskip("pymupdf", reason="PyMuPDF is not there")
    return "".join(page.get_text() for page in reader.open(path))


def pdfium(path: Path) -> str:
    reader: Any = pytest.importorskip("pypdfium2", reason="pypdfium2, Chromium's engine, is not there")
    pages = [page.get_textpage().get_text_range() for page in reader.PdfDocument(path)]
    return "\n".join(pages).replace("\r\n", "\n")


def differing(text: str, same: Callable[[str, str], bool]) -> list[str]:
    """Return those blocks that are not in `text` as they were written."""
    found = []
    for at, (_, written) in enumerate(blocks()):
        match = re.search(rf"BEGIN{at};\n(.*?)\nEND{at};", text, re.DOTALL)
        if not match or not same(match[1], written):
            found.append(f"{written!r}\n{match and match[1]!r}")
    return found


@pytest.mark.parametrize("viewer", [poppler, mupdf, pdfium])
def test_copied_code_is_the_code(viewer: Callable[[Path], str], made: dict[str, Path]) -> None:
    assert differing(viewer(made["pdf"]), str.__eq__) == []


def test_the_file_conforms_with_its_layer(made: dict[str, Path]) -> None:
    assert checkers.conformance([made["pdf"]])[made["pdf"]] == []


def test_no_mark_is_text_for_any_reader(made: dict[str, Path]) -> None:
    assert "↪" not in checkers.text(made["pdf"])


def test_code_copied_from_word_is_the_code(made: dict[str, Path]) -> None:
    data = zipfile.ZipFile(io.BytesIO(made["docx"].read_bytes())).read("word/document.xml")
    signs = {f"{WORD}br": "\n", f"{WORD}tab": "\t"}
    paragraphs = [
        "".join(signs.get(part.tag, part.text or "") for run in one.iter(f"{WORD}r") for part in run)
        for one in ElementTree.fromstring(data).iter(f"{WORD}p")
    ]
    assert differing("\n".join(paragraphs), str.__eq__) == []
