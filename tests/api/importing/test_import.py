"""`specexport import`: sections in their places, pictures beside it, nothing lost, nothing overwritten."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest

import specexport
from specexport import Source, style
from specexport.api import importing, specifications
from specexport.api.importing import fitting, matching, outline
from specexport.cli import main
from specexport.core.diagnostics import EnvironmentProblem
from specexport.model import document as d
from specexport.model import walk
from specexport.specification.forms import choose

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.md"))

FOREIGN = """# Lantern Service

Owner: Night team

Words before the first section.

## Goals & Non-Goals

Light the path.

## 1 Overview

What it is.

### Purposes

Why it is.

### History

How it came to be.

## High-Level Design

![A lantern](lamp.svg)

## Catering

| Meal | Day |
|---|---|
| Soup | Monday |
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'
)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    (tmp_path / "lamp.svg").write_text(PICTURE, encoding="utf-8")
    path = tmp_path / "foreign.markdown"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def _words(path: Path) -> Counter[str]:
    document = specexport.read(path)
    texts = (node.text for node in walk.nodes(document.blocks) if isinstance(node, d.Str))
    return Counter(word for text in texts for word in text.split())


def _headings(path: Path) -> list[tuple[int, str]]:
    document = specexport.read(path)
    return [(header.level, walk.plain(header.content)) for header in walk.find(document.blocks, d.Header)]


# Fitting


def test_sections_go_where_the_template_has_them(foreign: Path, tmp_path: Path) -> None:
    done = importing.import_document(foreign, tmp_path / "spec.md", "technical-spec")
    headings = _headings(tmp_path / "spec.md")
    assert headings[:3] == [(1, "Overview"), (2, "Purpose"), (2, "History")]
    assert headings[3:5] == [(1, "System Architecture"), (2, "High-Level Design")]
    assert headings[5:] == [(1, "Other Content"), (2, "Goals & Non-Goals"), (2, "Catering")]
    assert ("Purposes", "Overview / Purpose", "likeness") in [
        (one.title, one.section, one.how) for one in done.matched
    ]
    assert done.extra == ("History", "Goals & Non-Goals", "Catering")
    assert done.other == ("Goals & Non-Goals", "Catering")
    assert "Overview / Scope" in done.missing
    assert "Security Considerations" in done.missing


def test_nothing_is_lost(foreign: Path, tmp_path: Path) -> None:
    importing.import_document(foreign, tmp_path / "spec.md", "technical-spec")
    lost = _words(foreign) - _words(tmp_path / "spec.md")
    assert lost == Counter({"Purposes": 1, "1": 1})  # the template calls it Purpose, the style numbers it
    document = specexport.read(tmp_path / "spec.md")
    assert document.meta.authors == ("Night team",)
    assert walk.plain(document.meta.title) == "Lantern Service"
    assert document.meta.kind == "Technical Specification"


def test_pictures_are_saved_beside_it(foreign: Path, tmp_path: Path) -> None:
    done = importing.import_document(foreign, tmp_path / "out" / "spec.md")
    assert done.pictures == ("spec_files/lamp.svg",)
    assert b"<rect" in (tmp_path / "out" / "spec_files" / "lamp.svg").read_bytes()
    assert "(spec_files/lamp.svg)" in (tmp_path / "out" / "spec.md").read_text(encoding="utf-8")


def test_without_a_template_sections_stay_as_they_are(foreign: Path, tmp_path: Path) -> None:
    importing.import_document(foreign, tmp_path / "spec.md")
    assert _headings(tmp_path / "spec.md") == _headings(foreign)


@pytest.mark.parametrize("target", ["docx", "html"])
def test_appendices_come_back_with_their_labels(target: str, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# T\n\n## Scope\n\nx\n\n## Appendix: Terms\n\n### Old\n\ny\n", encoding="utf-8")
    specexport.export(source, [target])
    importing.import_document(tmp_path / f"spec.{target}", tmp_path / "back.md")
    lines = (tmp_path / "back.md").read_text(encoding="utf-8").splitlines()
    headings = [line for line in lines if line.startswith("##")]
    assert headings[-3:] == ["## Scope", "## Appendix A: Terms", "### Old"]


@pytest.mark.parametrize(
    ("title", "wanted", "same"),
    [
        ("3. Data Models", "Data Models", True),
        ("Data Model", "Data Models", True),
        ("The Architecture of the System", "System Architecture", True),
        ("Monitoring and Logging", "Monitoring & Logging", True),
        ("Risks", "Timeline", False),
        ("Testing", "Scope", False),
    ],
)
def test_titles_that_are_alike(title: str, wanted: str, same: bool) -> None:
    context = specifications.context_of(Source(b"", "x"))
    form = choose.load(choose.names()["technical-spec"], "technical-spec", context)
    place = next(section for section in form.sections.values() if section.title == wanted)
    section = outline.OutlineSection(d.Header(level=1, content=(d.Str(text=title),)))
    assert bool(matching.matched([section], [place])) is same


def test_other_content_is_called_so_in_the_language_of_the_document() -> None:
    assert fitting.other_content("de-AT") == "Weitere Inhalte"
    assert fitting.other_content("xx") == "Other Content"
    languages = {
        path.stem.partition("-")[0] for path in (Path(style.__file__).parent / "languages").glob("*.json")
    }
    assert all(fitting.other_content(lang) != "Other Content" for lang in languages)


# The round trip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", ["odt", "docx", "epub", "asciidoc"])
def test_exporting_what_was_imported_says_the_same(target: str, path: Path, tmp_path: Path) -> None:
    (made,) = specexport.export(path, [target], output=tmp_path)
    done = importing.import_document(made.path, tmp_path / "again.md", "technical-spec")
    assert _headings(tmp_path / "again.md") == _headings(path)
    before, after = specexport.read(path), specexport.read(tmp_path / "again.md")
    for kind in (d.Table, d.ListItem):
        assert _count(after, kind) == _count(before, kind), kind
    assert _code(after) == _code(before)
    assert len(done.pictures) == len(before.media)


def _code(document: d.Document) -> Counter[str]:
    """Return the lines of code. OpenDocument has no blocks of them, and counts spaces in its own way."""
    blocks = walk.find(document.blocks, d.CodeBlock)
    return Counter(
        "".join(line.split()) for block in blocks for line in block.text.split("\n") if line.strip()
    )


def _count(document: d.Document, kind: type[d.Node]) -> int:
    return sum(1 for _ in walk.find(document.blocks, kind))


# The command


def test_the_command_reports_on_standard_error(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "spec.md"
    assert main(["import", str(foreign), "-o", str(place), "-T", "technical-spec"]) == 0
    said = capsys.readouterr()
    assert said.out.split() == [str(place)]
    assert "  matched  Purposes as Overview / Purpose" in said.err
    assert "  missing  Overview / Scope" in said.err
    assert "  extra    Catering (under other content)" in said.err
    assert "1 picture in spec_files" in said.err


def test_the_report_is_json_on_request(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "spec.md")
    assert main(["import", str(foreign), "-o", place, "-T", "technical-spec", "--report", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert msgspec.convert(told, importing.Report).path == place
    assert told["other"] == ["Goals & Non-Goals", "Catering"]


def test_nothing_is_overwritten_without_force(foreign: Path, tmp_path: Path) -> None:
    place = tmp_path / "spec.md"
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as caught:
        importing.import_document(foreign, place)
    assert caught.value.diagnostic.code == "SX063"
    assert place.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "spec_files").exists()
    importing.import_document(foreign, place, force=True)
    assert place.read_text(encoding="utf-8").startswith("# Lantern Service")


def test_a_picture_that_is_there_is_not_overwritten_either(foreign: Path, tmp_path: Path) -> None:
    folder = tmp_path / "spec_files"
    folder.mkdir()
    (folder / "lamp.svg").write_text("mine", encoding="utf-8")
    with pytest.raises(EnvironmentProblem):
        importing.import_document(foreign, tmp_path / "spec.md")
    assert not (tmp_path / "spec.md").exists()


def test_the_source_is_never_overwritten(foreign: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        importing.import_document(foreign, foreign, force=True)
    assert foreign.read_text(encoding="utf-8") == FOREIGN


def test_an_unknown_template_is_refused(foreign: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        importing.import_document(foreign, tmp_path / "spec.md", "nothing-such")
    assert caught.value.diagnostic.code == "SX062"
