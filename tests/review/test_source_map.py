"""The map that a Word file carries: what is in it, what is not, and that it is out of the way."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import specexport
from specexport.api import reviewing
from specexport.core.context import Source
from specexport.core.options import DEFAULTS, Options
from specexport.review import source_map
from tests.review import round_trip
from tests.review.word_edits import W

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
SPEC = (HERE / "spec.md").read_bytes()
PRIVATE = b"""# Title

<!-- Bob earns
too much -->

## Scope

The pump %%is too dear%% runs. <!-- really? -->

- one {/* secret plan */}
- two
"""


def word(text: bytes = SPEC, options: Options = DEFAULTS, name: str = "specs/spec.md") -> bytes:
    return specexport.convert(Source(text, name), ["docx"], options=options)["docx"].data


def part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("customXml/item1.xml")


def test_the_map_says_the_source_and_the_lines_of_every_paragraph() -> None:
    data = word(options=Options(unfilled="keep", variables={"product": "Ledger"}))
    found = source_map.parsed(etree.fromstring(part(data)))
    assert found.text == SPEC.decode()
    assert found.sources[0].digest == source_map.digest(SPEC)
    assert found.name == "spec.md"
    assert found.option("unfilled") == "keep"
    assert found.option("set:product") == "Ledger"
    lines = SPEC.decode().split("\n")
    by_line = {one.pos.line: one for one in found.entries}
    for number, line in enumerate(lines, 1):
        if line.startswith(("- ", "  - ", "1. ", "## ", "### ", "> ", "The ", "```python")):
            assert number in by_line, line
    assert (
        sum(
            one.pos.line == lines.index("| time  | moment of measuring    | s    |") + 1
            for one in found.entries
        )
        == 3
    )
    assert all(f'w:name="{one.name}"'.encode() in _text(data) for one in found.entries)


def _text(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml") + archive.read("word/footnotes.xml")


def test_the_map_is_of_its_published_form() -> None:
    schema = etree.XMLSchema(etree.parse(DOCS / "source-map.xsd"))
    for text in (SPEC, PRIVATE, b'# A & B < C\n\n`a\tb` "q"\n'):
        schema.assertValid(etree.fromstring(part(word(text))))


def test_the_same_source_makes_the_same_bytes() -> None:
    assert word() == word()


@pytest.mark.parametrize("secret", ["Bob", "earns", "dear", "really", "secret", "plan"])
def test_private_comments_do_not_travel_and_lines_keep_their_numbers(secret: str) -> None:
    found = source_map.parsed(etree.fromstring(part(word(PRIVATE))))
    assert secret not in found.text
    assert len(found.text) == len(PRIVATE.decode())
    assert [line[:2] for line in found.text.split("\n")][-4:-1] == ["", "- ", "- "]
    assert "The pump %%" in found.text


def test_private_comments_of_included_files_are_in_the_dialect_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("Words.\n\nOpen %%one secret\n\ntwo secret\n%% goes on.\n")
    text = b"---\ndialect: obsidian\n---\n\n# One\n\n{{#include part.md}}\n"
    found = source_map.parsed(etree.fromstring(part(round_trip.exported(text, tmp_path / "spec.md"))))
    assert [one.path for one in found.sources] == ["", "part.md"]
    assert "secret" not in found.sources[1].text
    assert found.sources[1].text.endswith("%% goes on.\n")


@pytest.mark.parametrize("fence", ["```markdown", "~~~~ md"])
def test_private_comments_of_a_text_that_stands_in_a_fence_do_not_travel(fence: str) -> None:
    text = f"\n{fence}\n# One\n\nThe pump %%a secret%% runs. <!-- secret -->\n{fence.split('m')[0].strip()}\n"
    found = source_map.parsed(etree.fromstring(part(word(text.encode()))))
    assert "secret" not in found.text
    assert found.text == text.replace("a secret", " " * 8).replace(" secret ", " " * 8)


def test_the_map_can_be_left_out() -> None:
    without = word(options=Options(source_map=False))
    with zipfile.ZipFile(io.BytesIO(without)) as archive:
        assert not any(name.startswith("customXml") for name in archive.namelist())
    assert b"_sx" not in _text(without)


def test_import_does_not_see_the_map() -> None:
    with_map = specexport.read(Source(word(), "spec.docx"))
    without = specexport.read(Source(word(options=Options(source_map=False)), "spec.docx"))
    assert with_map == without


def test_what_is_stripped_is_what_was_made_without_a_map(tmp_path: Path) -> None:
    path = tmp_path / "spec.docx"
    path.write_bytes(word())
    reviewing.strip(path)
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("customXml" in name for name in archive.namelist())
        for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
            assert b"customXml" not in archive.read(name)
    assert b"_sx" not in _text(data)
    assert round_trip.shown(data) == round_trip.shown(word())
    assert specexport.read(Source(data, "spec.docx")) == specexport.read(Source(word(), "spec.docx"))


def test_a_source_that_is_no_markdown_has_no_map() -> None:
    page = Source(b"<h1>Title</h1><p>Words.</p>", "page.html")
    data = specexport.convert(page, ["docx"])["docx"].data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(name.startswith("customXml") for name in archive.namelist())


def test_a_file_of_ours_that_became_a_template_does_not_give_its_source_away(tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    template.write_bytes(word(b"# Elsewhere\n\nSomebody else's words.\n\n## Part\n\nMore.\n"))
    data = word(b"# T\n\n## A\n\nMine.\n", Options(docx_template=template))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = (
            one for one in archive.namelist() if one.startswith("customXml/item") and "Props" not in one
        )
        assert source_map.parsed(etree.fromstring(archive.read(name))).text.startswith("# T")
        assert b"Somebody else" not in b"".join(
            archive.read(one) for one in archive.namelist() if one.startswith("customXml")
        )
    names = [name for name in _text_names(data) if name.startswith("_sx")]
    assert len(names) == len(set(names)) == 2


def _text_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [str(one.get(f"{W}name")) for one in root.iter(f"{W}bookmarkStart")]
