"""Spaces of other kinds behind `#`, `-` and `1.`: headings and items all the same, but in code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

SPACES = "\u00a0\u3000\u202f\u2003"


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("##_Scope", d.Header),
        ("Text\n##_Scope", d.Header),
        ("-_one\n-_two", d.BulletList),
        ("*_one", d.BulletList),
        ("1._one\n2._two", d.OrderedList),
        ("1)_one", d.OrderedList),
        ("> -_one", d.BulletList),
        ("- a\n  -_one", d.BulletList),
    ],
)
def test_they_are_read_as_spaces(read: Read, space: str, text: str, kind: type[d.Node]) -> None:
    document = read(text.replace("_", space) + "\n")
    found = list(walk.find(document.blocks, kind))
    assert found
    assert walk.plain(found) == walk.plain(walk.find(read(text.replace("_", " ") + "\n").blocks, kind))


@pytest.mark.parametrize(
    "text", ["```\n#\u00a0x\n-\u00a0y\n```\n", "~~~\n#\u00a0x\n~~~\n", "- ```\n  #\u00a0x\n  ```\n"]
)
def test_code_keeps_them(read: Read, text: str) -> None:
    (code,) = walk.find(read(text).blocks, d.CodeBlock)
    assert "\u00a0" in code.text


@pytest.mark.parametrize("text", ["It begins on\n1.\u00a0May and ends.\n", "#\u00a0\n", "a\u00a0- b\n"])
def test_words_keep_them(read: Read, text: str) -> None:
    (para,) = read(text).blocks
    assert isinstance(para, d.Para)
