"""Small specifications and what is expected of them, part by part. `pytest --accept` writes what came out.

Each folder holds a `spec.md`, and beside it: `document.json`, the model; `page.html`, without its styles,
scripts and embedded files; `docx/`, the parts of the Word file that have the content; `pdf.txt`, the words
of the printed pages.
"""

from __future__ import annotations

import difflib
import io
import re
import shutil
import subprocess
import textwrap
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.pipeline import flow
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/spec.md"))

DOCX_PARTS = (
    "word/document.xml",
    "word/footnotes.xml",
    "docProps/core.xml",
    "docProps/custom.xml",
)


def json_parts(data: bytes) -> dict[str, str]:
    return {"document.json": data.decode()}


def html_parts(data: bytes) -> dict[str, str]:
    page = data.decode()
    page = re.sub(r"(<(style|script)\b[^>]*>).*?(</\2>)", r"\1\3", page, flags=re.DOTALL)
    page = re.sub(r"(data:[a-z/+0-9-]+)[^\"')\s]*", r"\1,", page)
    page = re.sub(r"'sha256-[^']*'", "'sha256-'", page)  # of the script, which is not shown either
    return {"page.html": page}


def docx_parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        present = [name for name in DOCX_PARTS if name in package.namelist()]
        texts = {name: package.read(name).decode() for name in present}
    return {
        f"docx/{Path(name).name}": re.sub(r"><(?!/)", ">\n<", text) + "\n" for name, text in texts.items()
    }


def pdf_parts(data: bytes) -> dict[str, str]:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on the PATH")
    run = subprocess.run([program, "-raw", "-", "-"], input=data, capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")
    return {"pdf.txt": "\n\n".join(textwrap.fill(page, 100) for page in pages)}  # wherever lines were broken


TARGETS: dict[str, Callable[[bytes], dict[str, str]]] = {
    "json": json_parts,
    "html": html_parts,
    "docx": docx_parts,
    "pdf": pdf_parts,
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_it_comes_out_as_expected(case: Path, target: str, make_context: Any, accept: bool) -> None:
    context = make_context()
    context = replace(context, resources=files.Folder(case))
    document = flow.read(Source((case / "spec.md").read_bytes(), "spec.md"), context)
    parts = TARGETS[target](flow.render(document, target, context).data)
    if accept:
        _accept(case, parts)
    for name, text in parts.items():
        expected = case / name
        assert expected.is_file(), (
            f"{name} is not there yet: look at what comes out, then run pytest --accept"
        )
        difference = _difference(expected.read_text(encoding="utf-8"), text)
        assert not difference, f"{case.name}/{name}\n{difference}"


def _accept(case: Path, parts: dict[str, str]) -> None:
    for name, text in parts.items():
        (case / name).parent.mkdir(exist_ok=True)
        (case / name).write_text(text, encoding="utf-8", newline="\n")


def _difference(expected: str, actual: str) -> str:
    lines = (text.splitlines() for text in (expected, actual))
    return "\n".join(list(difflib.unified_diff(*lines, "expected", "came out", lineterm="", n=1))[:60])


def test_a_difference_is_seen_and_shown() -> None:
    assert _difference("a\nb\n", "a\nb\n") == ""
    assert "-b" in _difference("a\nb\n", "a\nc\n")
