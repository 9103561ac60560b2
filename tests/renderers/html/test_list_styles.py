"""Lists show the delimiters that their authors wrote, on the web and on paper as in Word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from specexport import style
from specexport.model.document import ListDelimiter, ListStyle

SHEET = (Path(style.__file__).parents[2] / "styles" / "base" / "style.css").read_text("utf-8")
SIGNS = {"period": ("", ""), "one-paren": ("", ") "), "two-parens": ("(", ") ")}


@pytest.mark.parametrize("delimiter", get_args(ListDelimiter))
@pytest.mark.parametrize("kind", get_args(ListStyle))
def test_a_list_has_its_delimiter(kind: ListStyle, delimiter: ListDelimiter) -> None:
    chosen = re.search(rf"^\.{kind}\.{delimiter} {{ list-style-type: ([\w-]+); }}", SHEET, re.MULTILINE)
    if delimiter == "period":
        assert chosen is None
        return
    assert chosen is not None
    counter = re.search(rf"@counter-style {chosen[1]} {{ system: extends {kind}; (.*?) }}", SHEET)
    assert counter is not None
    signs = dict(re.findall(r'(prefix|suffix): "(.*?)";', counter[1]))
    assert (signs.get("prefix", ""), signs.get("suffix", "")) == SIGNS[delimiter]
