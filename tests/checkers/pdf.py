"""Checkers of PDF files, and what they hold."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .tools import SCRIPTS, Findings, json_lines, per_file, program, python, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL
)


def syntax(paths: Sequence[Path]) -> Findings:
    """Check the syntax with qpdf: warnings count."""
    qpdf = program("qpdf")
    return {path: _complaints(qpdf, path) for path in paths}


def _complaints(qpdf: str, path: Path) -> list[str]:
    done = run([qpdf, "--check", path])
    return [] if done.returncode == 0 else (done.stderr or done.stdout).splitlines()


def plain(path: Path) -> bytes:
    """Return the bytes of a PDF with its streams unpacked."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "plain.pdf"
        done = run([program("qpdf"), "--qdf", "--object-streams=disable", path, target])
        assert done.returncode == 0, done.stderr
        return target.read_bytes()


def text(path: Path) -> str:
    """Return the words of a PDF in the order in which it draws them: a cell of a table stays together."""
    done = run([program("pdftotext"), "-raw", path, "-"])
    assert done.returncode == 0, done.stderr
    return done.stdout


def off_page(path: Path) -> list[str]:
    """Return the words that stand outside their page, each with the number of the page."""
    done = run([program("pdftotext"), "-bbox", path, "-"])
    assert done.returncode == 0, done.stderr
    found = []
    for number, page in enumerate(done.stdout.split("<page ")[1:], 1):
        size = _PAGE.match(f"<page {page}")
        assert size, page[:80]
        width, height = (float(value) for value in size.groups())
        for left, _, right, bottom, word in _WORD.findall(page):
            if float(left) < -0.5 or float(right) > width + 0.5 or float(bottom) > height + 2:
                found.append(f"page {number}: {word}")
    return found


def conformance(paths: Sequence[Path], profiles: Sequence[str] = ("ua1", "2a")) -> Findings:
    """Validate against PDF/UA-1 and PDF/A-2a (or other `profiles`) with page-validation."""
    interpreter = python("page")
    values = json_lines([interpreter, "-I", SCRIPTS / "conformance.py", ",".join(profiles), *paths])
    return per_file(paths, [(value["file"], value["findings"]) for value in values])
