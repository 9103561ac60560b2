"""The words of what renderers make, however they are packed."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile

import pytest


def words(target: str, data: bytes) -> str:
    """Return the text of a file, near enough to look for a word of letters in it.

    The source that a Word file carries for reviews is no text of it.
    """
    match target:
        case "docx" | "odt" | "epub" | "pptx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [
                    package.read(name).decode()
                    for name in package.namelist()
                    if name.endswith((".xml", ".xhtml")) and not name.startswith("customXml/")
                ]
            package_text = " ".join(parts)
            return html.unescape(re.sub(r"<[^>]*>", "", package_text) + package_text)
        case "pdf":
            return _pdf_words(data)
        case "html":
            page = re.sub(rb"<(style|script)\b.*?</\1>|<wbr>", b"", data, flags=re.DOTALL)
            return html.unescape(page.decode())
        case _:
            return data.decode()


def _pdf_words(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on the PATH")
    run = subprocess.run([program, "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()
