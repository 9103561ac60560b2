"""Front matter: strings as written, and what is wrong reported with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.core.diagnostics import SpecExportError
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read


def fields(read: Read, text: str) -> dict[str, str]:
    return {field.name: walk.plain(field.content) for field in read(text).meta.fields}


def test_values_stay_as_they_are_written(read: Read) -> None:
    first = "version: 1.10\ndraft: no\ndate: 2026-01-02\nempty:\n"
    lists = "authors: [A, B]\nlist:\n  - x\n  - y\n"
    assert fields(read, f"---\n{first}{lists}---\n# T\n") == {
        "version": "1.10",
        "draft": "no",
        "date": "2026-01-02",
        "empty": "",
        "authors": "A, B",
        "list": "x, y",
    }
    assert read.said == []


def test_fields_and_blocks_know_their_lines(read: Read) -> None:
    document = read("---\na: 1\nb: 2\n---\n\n# T\n")
    assert [field.pos and field.pos.line for field in document.meta.fields] == [2, 3]
    assert [block.pos and block.pos.line for block in document.blocks] == [6]


def test_an_address_is_a_link(read: Read) -> None:
    (field,) = read("---\nprd: https://e.com/prd\n---\nx\n").meta.fields
    assert field.content == (d.Link(content=(d.Str(text="https://e.com/prd"),), url="https://e.com/prd"),)


def test_toml_is_read_too(read: Read) -> None:
    text = '+++\ntitle = "T"\nversion = 1.10\ntags = ["a", "b"]\ndraft = false\n+++\nx\n'
    assert fields(read, text) == {"title": "T", "version": "1.10", "tags": "a, b", "draft": "false"}


@pytest.mark.parametrize(
    ("text", "line", "kept"),
    [
        ("---\ntitle: T\nauthors:\n  - @user\n---\nx\n", 4, {"title": "T", "authors": "@user"}),
        ("---\ntitle: a: b\nother: c\n---\nx\n", 2, {"title": "a: b", "other": "c"}),
        ("+++\ntitle = \n+++\nx\n", 2, {}),
    ],
)
def test_broken_front_matter_is_reported_and_what_can_be_read_kept(
    read: Read, text: str, line: int, kept: dict[str, str]
) -> None:
    assert fields(read, text) == kept
    assert [(said.code, said.severity, said.pos and said.pos.line) for said in read.said] == [
        ("SX705", "warning", line)
    ]


def test_a_field_that_is_there_twice_is_reported(read: Read) -> None:
    assert fields(read, "---\na: 1\na: 2\n---\nx\n") == {"a": "2"}
    assert read.codes == ["SX707"]


@pytest.mark.parametrize("text", ["---\n\ntext\n\n---\n", "---\nnot closed: x\n", "text\n---\na: b\n---\n"])
def test_thematic_breaks_are_no_front_matter(read: Read, text: str) -> None:
    document = read(text)
    assert document.meta.fields == ()
    assert document.blocks


def test_a_bomb_of_aliases_stays_small(read: Read) -> None:
    levels = "".join(
        f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    found = fields(read, f"---\na: &a [{','.join(['lol'] * 9)}]\n{levels}---\nx\n")
    assert max(map(len, found.values())) < 100_000


def test_nesting_beyond_reason_is_reported(read: Read) -> None:
    assert fields(read, f"---\na: {'[' * 5000}\nb: 1\n---\nx\n") == {"b": "1"}
    assert read.codes == ["SX705"]


def test_a_tag_that_would_make_an_object_is_refused(read: Read) -> None:
    with pytest.raises(SpecExportError, match="SX708"):
        read("---\ntitle: !!python/object/apply:os.system ['true']\n---\nx\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{who decides}", "{who decides}"),
        ("{list all; typically experts, and others}", "{list all; typically experts, and others}"),
        ("{{NAME}}", "{{NAME}}"),
        ('"{draft | agreed}"', "{draft | agreed}"),
        ("{name: Ann}", "name: Ann"),
    ],
)
def test_a_request_in_braces_keeps_them(read: Read, written: str, said: str) -> None:
    assert fields(read, f"---\nnote: {written}\n---\n\nText.\n") == {"note": said}
