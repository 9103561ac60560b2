"""What a source includes is read in its place, from the source's folder only, and knows its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.readers import markdown
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic


class Folder:
    """Reads sources that stand in a folder of their own."""

    def __init__(self, folder: Path, make_context: Callable[..., Any]) -> None:
        self.said: list[Diagnostic] = []
        self.folder = folder
        self.context = make_context(self.said.append)
        self.context = replace(self.context, source=Source(b"", str(folder / "spec.md")))
        self.context = replace(self.context, resources=files.Folder(folder))

    def __call__(self, text: str, **others: str) -> d.Document:
        for name, content in others.items():
            path = self.folder / (name.replace("__", "/") + ".md")
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return markdown.read(Source(text.encode(), "spec.md"), self.context)

    @property
    def told(self) -> list[str]:
        return [f"{said.code} {said.message}" for said in self.said]


@pytest.fixture
def read(tmp_path: Path, make_context: Callable[..., Any]) -> Folder:
    folder = tmp_path / "specs"
    folder.mkdir()
    return Folder(folder, make_context)


@pytest.mark.parametrize(
    "text", ["before\n{{#include a.md}}\nafter\n", "before\n\n```include\na.md\n```\n\nafter\n"]
)
def test_a_file_stands_where_it_is_included(read: Folder, text: str) -> None:
    before, header, para, after = read(text, a="---\ntitle: no\n---\n## Part\n\nwords *here*").blocks
    assert [walk.plain([block]) for block in (before, header, para, after)] == [
        *("before", "Part", "words here", "after")
    ]
    assert header.pos
    assert (header.pos.path, header.pos.line) == ("a.md", 4)
    emphasis = next(walk.find([para], d.Emph))
    assert emphasis.pos
    assert (emphasis.pos.path, emphasis.pos.line, emphasis.pos.column) == ("a.md", 6, 7)
    assert after.pos
    assert not after.pos.path
    assert read.said == []


def test_links_and_pictures_stay_relative_to_their_file(read: Folder) -> None:
    blocks = read(
        "{{#include part/a.md}}\n",
        part__a="[x](b.md#c) [u](../b.md) ![p](i/p.png) [s](#s) [h](https://e.com) [r](/r.md)\n\n"
        "{{#include b.md}}\n",
        part__b="[y](z.md)\n",
    ).blocks
    urls = [node.url for node in walk.nodes(blocks) if isinstance(node, (d.Link, d.Image))]
    assert urls == ["part/b.md#c", "b.md", "part/i/p.png", "#s", "https://e.com", "/r.md", "part/z.md"]
    link = list(walk.find(blocks, d.Link))[-1]
    assert link.pos
    assert link.pos.path == "part/b.md"


def test_notes_and_references_belong_to_their_file(read: Folder) -> None:
    document = read(
        "x[^1] [r]\n\n{{#include a.md}}\n\n[^1]: outer\n", a="y[^1] [r]\n\n[^1]: inner\n\n[r]: /u\n"
    )
    assert [walk.plain(note.content) for note in walk.find(document.blocks, d.Note)] == ["outer", "inner"]
    assert len(list(walk.find(document.blocks, d.Link))) == 1


def test_fences_take_files_line_by_line_and_indented_code_does_not(read: Folder) -> None:
    text = "```sql\n-- all\n{{#include a.md}}\n```\n\n    {{#include a.md}}\n"
    fenced, indented = read(text, a="SELECT 1;\nSELECT 2;\n").blocks
    assert isinstance(fenced, d.CodeBlock)
    assert fenced.text == "-- all\nSELECT 1;\nSELECT 2;"
    assert indented == d.CodeBlock(text="{{#include a.md}}")


def test_what_goes_wrong_in_a_file_names_the_file(read: Folder) -> None:
    read("{{#include a.md}}\n", a="one\n\n| a |\n|---|\n| b | c |\n")
    assert str(read.said[0]).startswith(f"{read.folder / 'a.md'}:5:1: warning SX703")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.md", "not there"),
        ("../secret.md", "lies outside"),
        ("/etc/hostname", "starts with /"),
        ("file:///etc/hostname", "not in the source's folder"),
        ("https://e.com/a.md", "not in the source's folder"),
        ("spec.md", "would include itself"),
        ("empty.md", "empty"),
        ("latin.md", "not UTF-8"),
        ("folder", "not a regular file"),
    ],
)
def test_what_may_not_be_had_stays_and_is_reported(read: Folder, name: str, why: str) -> None:
    (read.folder.parent / "secret.md").write_text("secret", encoding="utf-8")
    (read.folder / "latin.md").write_bytes(b"\xe9")
    (read.folder / "empty.md").write_bytes(b"")
    (read.folder / "folder").mkdir()
    document = read(f"x\n\n{{{{#include {name}}}}}\n")
    assert walk.plain(document.blocks) == f"x {{{{#include {name}}}}}"
    (said,) = read.said
    assert (said.code, said.pos and said.pos.line) == ("SX701", 3)
    assert why in said.message


def test_a_circle_is_cut_where_it_closes(read: Folder) -> None:
    document = read("{{#include a.md}}\n", a="in a\n\n{{#include b.md}}\n", b="in b\n\n{{#include a.md}}\n")
    assert walk.plain(document.blocks) == "in a in b {{#include a.md}}"
    assert read.told == ["SX701 a.md is not included: it would include itself"]
    assert read.said[0].pos
    assert (read.said[0].pos.path, read.said[0].pos.line) == ("b.md", 3)


def test_includes_are_bounded_in_depth_and_in_all(read: Folder) -> None:
    chain = {f"f{n}": f"{{{{#include f{n + 1}.md}}}}\n\nword\n" for n in range(20)}
    document = read("{{#include f0.md}}\n", **chain)
    assert walk.plain(document.blocks).count("word") == 8
    assert [said.code for said in read.said] == ["SX701"]

    read.said.clear()
    bomb = {f"b{n}": f"{{{{#include b{n + 1}.md}}}}\n" * 10 for n in range(5)}
    document = read("{{#include b0.md}}\n", **bomb, b5="word\n")
    assert walk.plain(document.blocks).count("word") <= 2048
    assert "8 MiB at most" in read.told[0]
