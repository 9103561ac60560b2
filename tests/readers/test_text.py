"""From bytes to text: encodings, line endings, characters that documents may not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.core.diagnostics import SpecExportError
from specexport.model import walk
from specexport.readers.markdown.text import unescape

if TYPE_CHECKING:
    from readers.conftest import Read


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf# A\n\nb\n", b"# A\r\n\r\nb\r\n", b"# A\r\rb"])
def test_marks_and_line_endings_mean_nothing(read: Read, data: bytes) -> None:
    assert read(data) == read("# A\n\nb\n")


@pytest.mark.parametrize(
    ("data", "line", "column", "says"),
    [
        (b"abc\n\xe9t\xe9\n", 2, 1, "byte 4 is 0xE9"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "byte 5 is 0xFF"),
        (b"\xff\xfe#\x00", 1, 1, "UTF-16"),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_place(
    read: Read, data: bytes, line: int, column: int, says: str
) -> None:
    with pytest.raises(SpecExportError) as caught:
        read(data)
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.severity) == ("SX004", "error")
    assert says in diagnostic.message
    assert diagnostic.pos
    assert (diagnostic.pos.line, diagnostic.pos.column) == (line, column)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(read: Read, data: bytes) -> None:
    with pytest.raises(SpecExportError, match="SX005"):
        read(data)


def test_illegal_characters_are_replaced_and_reported(read: Read) -> None:
    document = read("a\n\nb\x00c\x0b\ufffe\x85\n")
    assert walk.plain(document.blocks) == "a b\ufffdc\ufffd\ufffd\ufffd"
    (said,) = read.said
    assert (said.code, said.pos and said.pos.line, said.pos and said.pos.column) == ("SX700", 3, 2)
    assert "4 times" in said.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&lt;&AMP;&nbsp;", "<&\xa0"),
        ("&#0;&#x1;&#xD800;&#x110000;&#65;", "\ufffd\ufffd\ufffd\ufffdA"),
        ("&nosuch; &copy &#;", "&nosuch; &copy &#;"),
    ],
)
def test_character_references_give_legal_characters(text: str, expected: str) -> None:
    assert unescape(text) == expected
