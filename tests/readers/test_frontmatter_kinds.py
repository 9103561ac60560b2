"""Front matter as people and programs write it: objects, JSON, not at the very top, broken in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import walk
from specexport.readers.markdown import frontmatter

if TYPE_CHECKING:
    from readers.conftest import Read


def fields(read: Read, text: str) -> dict[str, str]:
    return {field.name: walk.plain(field.content) for field in read(text).meta.fields}


@pytest.mark.parametrize(
    ("written", "names", "details"),
    [
        ("author:\n  - name: Ann\n    email: a@e.com\n  - name: Bo\n", "Ann, Bo", "Ann (email: a@e.com)"),
        ("authors:\n  - Ann\n  - name: Bo\n    url: https://e.com\n", "Ann, Bo", "Bo (url: https://e.com)"),
        ("author: {name: Ann, orcid: 0000-0001}\n", "Ann", "Ann (orcid: 0000-0001)"),
        ("author:\n  - name: {given: Ann, family: Lee}\n", "Ann Lee", None),
        (
            "author:\n  - given: Ann\n    family: Lee\n    role: [writer, editor]\n",
            "Ann Lee",
            "Ann Lee (role: writer, editor)",
        ),
        (
            "owner:\n  name: Ann\n  team:\n    name: Core\n    floor: {no: 3}\n",
            "Ann",
            "Ann (team: name: Core, floor: no: 3)",
        ),
        (
            "reviewers:\n  - name: Ann\n    affiliation:\n      - name: U\n        city: Bern\n",
            "Ann",
            "Ann (affiliation: U (city: Bern))",
        ),
        ('authors:\n  - "@ann"\n  - "@bo"\n', "@ann, @bo", None),
    ],
)
def test_people_are_called_by_their_names(read: Read, written: str, names: str, details: str | None) -> None:
    found = fields(read, f"---\n{written}---\nx\n")
    name = written.partition(":")[0]
    assert found.pop(name) == names
    assert found == ({f"{name} details": details} if details else {})


def test_nothing_is_lost_however_deep_it_stands(read: Read) -> None:
    found = fields(read, "---\na:\n  b:\n    c:\n      - d: [e1, {f: g1}]\n        h: {i: {j: k1}}\n---\nx\n")
    assert all(word in found["a"] for word in ("e1", "g1", "k1"))


@pytest.mark.parametrize(
    "bad", ["title: Ledger: the second part", "title: @handle", "title: 'it's", "x: [a, b", "t: a\n\tb: c"]
)
@pytest.mark.parametrize("at", [0, 1, 4])
def test_a_broken_line_costs_the_others_nothing(read: Read, bad: str, at: int) -> None:
    good = [
        "description: >\n  What it does\n  and for whom.",
        "note: |\n  One: two\n  three",
        "reviewers: [Bo, Cy]",
        "tags:\n  - money\n  - 'a: b'",
    ]
    good.insert(at, bad)
    found = fields(read, "---\n" + "\n".join(good) + "\n---\nx\n")
    assert read.codes == ["SX705"]
    assert found["description"] == "What it does and for whom."
    assert found["note"] == "One: two three"
    assert (found["reviewers"], found["tags"]) == ("Bo, Cy", "money, a: b")
    assert all(
        word in " ".join(found.values())
        for word in bad.replace("'", " ").replace("[", " ").split()[1:]
        if ":" not in word
    )


def test_a_broken_value_keeps_all_of_its_lines(read: Read) -> None:
    text = "---\ntitle: One: two\n  three\nauthor:\n  - name: Ann: Lee\n    email: a@e.com\n---\nx\n"
    found = fields(read, text)
    assert found == {
        "title": "One: two three",
        "author": "Ann: Lee",
        "author details": "Ann: Lee (email: a@e.com)",
    }


JSON = '{\n  "title": "T",\n  "version": 1.10,\n  "tags": ["a", "b"],\n  "author": {"name": "Ann"}\n}'
READ = {"title": "T", "version": "1.10", "tags": "a, b", "author": "Ann"}


@pytest.mark.parametrize(
    "written",
    [
        JSON,
        JSON.replace("\n", " "),
        f"---json\n{JSON}\n---",
        f"--- JSON\n{JSON}\n---",
        f";;;\n{JSON}\n;;;",
        "---toml\ntitle = 'T'\nversion = 1.10\ntags = ['a', 'b']\nauthor = {name = 'Ann'}\n---",
        "---yaml\ntitle: T\nversion: 1.10\ntags: [a, b]\nauthor: {name: Ann}\n---",
        "---\ntitle: T\nversion: 1.10\n\n# comment\ntags:\n- a\n- b\nauthor:\n  name: Ann\n---",
    ],
)
@pytest.mark.parametrize(
    "before",
    ["", "\n", " \n\n", "<!-- SPDX-License-Identifier: MIT -->\n", "\n<!--\nCopyright\n-->\n\n<!-- x -->\n"],
)
def test_it_may_be_json_and_stand_behind_comments(read: Read, before: str, written: str) -> None:
    document = read(f"{before}{written}\n\n# Heading\n")
    assert {field.name: walk.plain(field.content) for field in document.meta.fields} == READ
    (heading,) = document.blocks
    assert heading.pos
    assert heading.pos.line == (before + written).count("\n") + 3
    title = document.meta.fields[0].pos
    assert title
    assert "title" in (before + written).split("\n")[title.line - 1]
    assert read.codes == []


def test_broken_json_is_told_and_kept(read: Read) -> None:
    assert fields(read, '{\n  "title": "T",\n  "status": "Draft",\n}\n\n# H\n') == {
        "title": "T",
        "status": "Draft",
    }
    assert read.codes == ["SX705"]


@pytest.mark.parametrize(
    "text",
    [
        '{ "a": 1 }\n\ntext\n',
        '{ "title": "T" } and more\n',
        "{title}\n",
        "\n---\n\nNote: this\n\n---\n",
        "\n---\nNote: this is text\nthat goes on.\n---\n",
        "<!-- c -->\n\n---\nNo field\n---\n",
        "Text\n\n---\ntitle: T\n---\n",
    ],
)
def test_what_only_looks_like_it_is_text(read: Read, text: str) -> None:
    document = read(text)
    assert document.meta.fields == ()
    assert document.blocks


def test_a_day_that_another_program_puts_there_is_told(read: Read) -> None:
    assert fields(read, "---\ntitle: T\ndate: last-modified\nupdated: 2026-01-02\n---\nx\n") == {
        "title": "T",
        "updated": "2026-01-02",
    }
    assert read.codes == ["SX719"]


def test_many_comments_and_braces_take_no_time() -> None:
    comments = "<!-- x -->\n" * 20_000 + "---\n", "<!-- " * 50_000
    for text in (*comments, '{"title": ' * 50_000, "\n" * 100_000 + "x"):
        assert frontmatter.split(text + "\n").kind == ""
