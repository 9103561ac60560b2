"""Code whose long lines hang in Word comes back as one block."""

from __future__ import annotations

import pytest

import specexport
from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk

LONG = "value = " + "+".join(f"reading_{number}" for number in range(30))


@pytest.mark.parametrize("text", [f"{LONG}", f"a\n{LONG}\nb", f"a\n\n{LONG}\n{LONG}", f"{LONG}\n    b"])
@pytest.mark.parametrize("language", ["", "python"])
def test_it_is_one_block_again(text: str, language: str) -> None:
    source = f"# T\n\nBefore.\n\n```{language}\n{text}\n```\n\n```{language}\nnext\n```\n"
    made = specexport.convert(source.encode(), "docx")["docx"]
    back = specexport.read(Source(made.data, "back.docx"))
    blocks = [one.text for one in walk.find(back.blocks, d.CodeBlock)]
    assert "".join(blocks[0].split()) == "".join(text.split())
    assert blocks[0].count("\n") == text.count("\n")
    assert blocks[1:] == ["next"]
