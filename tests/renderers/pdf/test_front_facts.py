"""The fields of a title block: a long name takes lines of its own row, and touches no value."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from specexport import Options, convert

if TYPE_CHECKING:
    from specexport.core.options import PdfEngine

TEXT = b"""\
---
title: Counter
The field whose name is far too long for the line it stands in: short
Nextfield: other
Lastfield: more
---

## One

Words.
"""
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<')


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not on the PATH")
@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_a_long_name_stays_in_its_row(engine: PdfEngine) -> None:
    data = convert(TEXT, "pdf", options=Options(pdf_engine=engine))["pdf"].data
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    ).stdout
    words = {word: tuple(map(float, place)) for *place, word in _WORD.findall(boxes.decode())}
    assert words["Nextfield"][0] == pytest.approx(words["Lastfield"][0], abs=0.1)
    assert words["short"][0] == pytest.approx(words["other"][0], abs=0.1)
    assert words["Nextfield"][1] > words["stands"][3] - 1
    names = (
        words[word][2]
        for word in [
            "field",
            "whose",
            "name",
            "is",
            "far",
            "too",
            "long",
            "for",
            "the",
            "line",
            "it",
            "stands",
        ]
    )
    assert max(names) + 3 < words["short"][0]
