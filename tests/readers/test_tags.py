"""What is taken for granted of the standard library's parser of HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from specexport.readers.markdown.html.tags import TagReader


class Noting(TagReader):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((self.getpos(), self.get_starttag_text(), tag, *attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def read(*pieces: str) -> list[Any]:
    reader = Noting()
    for piece in pieces:
        reader.read(piece)
    return reader.found


def test_places_begin_anew_with_each_piece() -> None:
    assert read("x\ny", "z\n <b id=c>") == ["x\ny", "z\n ", ((2, 1), "<b id=c>", "b", ("id", "c"))]


@pytest.mark.parametrize("open_ended", ["<script>var a", "<style>", "a < b", "a &am", '<a href="'])
def test_a_piece_does_not_know_of_what_was_left_open_before(open_ended: str) -> None:
    assert read(open_ended, "<b>")[-1] == ((1, 0), "<b>", "b")


def test_what_is_broken_off_is_read_as_it_stands() -> None:
    assert "".join(read('<a href="')) == '<a href="'
    assert "".join(read("a &amp")) == "a &"


def test_parse_marked_section_reads_what_is_no_section() -> None:
    assert read("a<![x]>b<![ y>c") == ["a", "b", "c"]
    assert "".join(read("<![x")) == "<![x"


def test_a_parser_that_reads_sections_itself_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_declaration(self: HTMLParser, i: int) -> int:
        return self.rawdata.index(">", i) + 1

    monkeypatch.setattr(HTMLParser, "parse_html_declaration", read_declaration)
    monkeypatch.delattr("_markupbase.ParserBase.parse_marked_section")
    assert read("a<![x]>b") == ["a", "b"]
