"""What the comparison says of pandoc's Word files is what pandoc writes, and ours are as it says."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pypandoc
import pytest

import specexport

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "examples" / "payments-ledger" / "payments-ledger.md"
PAGE = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    path = tmp_path_factory.mktemp("pandoc") / "spec.docx"
    command = [pypandoc.get_pandoc_path(), "-f", "gfm", "-s", "--toc", "--quiet", SPEC.name, "-o", str(path)]
    subprocess.run(command, cwd=SPEC.parent, check=True, capture_output=True)
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    (written,) = specexport.export(SPEC, ["docx"], output=tmp_path_factory.mktemp("ours"))
    return zipfile.ZipFile(io.BytesIO(written.path.read_bytes()))


def facts(word: zipfile.ZipFile) -> dict[str, bool]:
    """Return what the page speaks of."""
    body = word.read("word/document.xml").decode()
    styles = word.read("word/styles.xml").decode()
    title = re.search(r"<dc:title>([^<]*)", word.read("docProps/core.xml").decode())
    heading = re.search(r'<w:style [^>]*w:styleId="Heading1".*?</w:style>', styles, re.DOTALL)
    return {
        "contents filled in": "PAGEREF" in body,
        "header and footer": "w:headerReference" in body and "w:footerReference" in body,
        "numbered headings": bool(heading and "w:numPr" in heading[0]),
        "numbered captions": " SEQ " in body,
        "title": bool(title and title[1]),
        "diagrams drawn": "stateDiagram" not in body,
    }


def test_pandoc_writes_what_the_page_says(theirs: zipfile.ZipFile) -> None:
    assert {name for name, there in facts(theirs).items() if there} == set()


def test_and_so_do_we(ours: zipfile.ZipFile) -> None:
    assert {name for name, there in facts(ours).items() if not there} == set()


def test_the_version_is_the_one_that_was_looked_at() -> None:
    major = pypandoc.get_pandoc_version().partition(".")[0]
    assert f"pandoc {major}." in PAGE
