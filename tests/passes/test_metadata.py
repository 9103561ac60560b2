"""The title and the document information are taken out of the text and understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import specexport
from specexport.model import document as d
from specexport.model import information, walk

if TYPE_CHECKING:
    from pathlib import Path

    from passes.conftest import Pass

TABLE = """# Technical Specification: Ledger *v2*

## Document Information
| Field | Details |
|-------|---------|
| **Status** | In Review |
| **Author** | Ada Byron, Max Frisch and Li Na |
| **PRD Reference** | [PRD-7](https://e.com/prd) |
| **Created** | March 4, 2026 |
| **Last Updated** | 2026/3/9 |
| **Cost Centre** | 4711 |

## Overview
text
"""


def test_the_table_becomes_typed_and_goes_with_its_heading(passed: Pass) -> None:
    document = passed(TABLE)
    meta = document.meta
    assert meta.kind == "Technical Specification"
    assert walk.plain(meta.title) == "Ledger v2"
    assert meta.status == "In Review"
    assert meta.authors == ("Ada Byron", "Max Frisch", "Li Na")
    assert meta.prd == (d.Link(content=(d.Str(text="PRD-7"),), url="https://e.com/prd"),)
    assert (meta.created, meta.updated) == ("2026-03-04", "2026-03-09")
    assert [field.name for field in meta.fields] == [
        "Status",
        "Author",
        "PRD Reference",
        "Created",
        "Last Updated",
        "Cost Centre",
    ]
    assert [walk.plain([block]) for block in document.blocks] == ["Overview", "text"]


def test_what_else_stands_under_the_heading_stays(passed: Pass) -> None:
    document = passed(TABLE.replace("## Overview", "Read this first.\n\n## Overview"))
    texts = [walk.plain([block]) for block in document.blocks]
    assert texts == ["Document Information", "Read this first.", "Overview", "text"]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n| Metadata | Details |\n|---|---|\n| Status | Draft |\n\n## S\n",
        "# T\n\n| Item | Value |\n|---|---|\n| Status | Draft |\n| X | y |\n\n## S\n",
        "# T\n\n| Status | Draft |\n|---|---|\n| Author | A |\n\n## S\n",
        "# T\n\n| | |\n|---|---|\n| Status: | Draft |\n\n## S\n",
        "# T\n\n**Status:** Draft\n**Author**: A\n\n## S\n",
        "# T\n\nStatus: Draft  \nAuthor: A\n\n---\n\n## S\n",
        "# T\n\n- **Status:** Draft\n- Author: A\n\n## S\n",
        "---\nstatus: Draft\n---\n# T\n\n## S\n",
        "<table><tr><td>Status<td>Draft<tr><td>Author<td>A</table>\n\n## S\n\n## U\n",
    ],
)
def test_the_information_may_be_written_in_many_ways(passed: Pass, text: str) -> None:
    document = passed(text)
    assert document.meta.status == "Draft"
    assert type(document.blocks[0]) is d.Header


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\nNote: this is a draft.\n\n## S\n",
        "# T\n\n- Fast: yes\n- Safe: yes\n\n## S\n",
        "# T\n\n| Name | Size |\n|---|---|\n| a | 1 |\n\n## S\n",
        "# T\n\n## S\n\nStatus: Draft\n",
        "# T\n\n- Status: Draft\n- and more\n\n## S\n",
    ],
)
def test_what_is_no_information_stays(passed: Pass, text: str) -> None:
    document = passed(text)
    assert document.meta.fields == ()
    assert len(document.blocks) >= 2


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        ("---\ntitle: From Matter\n---\n## A\n\n## B\n", "From Matter", "A"),
        ("---\ntitle: A Title\n---\n# A title!\n\n# Part\n", "A title!", "Part"),
        ("---\ntitle: Whole\n---\n# One\n\n# Two\n", "Whole", "One"),
        ("## Only\n\n### A\n\n### B\n", "Only", "A"),
        ("# Introduction\n\n# Design\n", "spec", "Introduction"),
        ('<h1 align="center">Centred</h1>\n\n## A\n', "Centred", "A"),
    ],
)
def test_the_title_is_found(passed: Pass, text: str, title: str, first: str) -> None:
    document = passed(text)
    assert walk.plain(document.meta.title) == title
    assert walk.plain([document.blocks[0]]) == first
    assert ("SX710" in passed.codes) == (title == "spec")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Technical Specification: X", "Technical Specification"),
        ("Product Requirements Document — X", "Product Requirements Document"),
        ("RFC: X", "RFC"),
        ("Design: X", "Design"),
        ("Specification of X", ""),
        ("X: Technical Specification", ""),
    ],
)
def test_the_kind_is_split_from_the_title(passed: Pass, text: str, kind: str) -> None:
    meta = passed(f"# {text}\n\n## A\n").meta
    assert meta.kind == kind
    assert walk.plain(meta.title) == ("X" if kind else text)


def test_settings_of_site_generators_are_no_information(passed: Pass) -> None:
    meta = passed("---\nlayout: post\nsidebar_position: 3\nteam: Core\n---\n# T\n").meta
    assert [field.name for field in meta.fields] == ["team"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-02", "2026-01-02"),
        ("2026-01-02T10:00:00Z", "2026-01-02"),
        ("2nd January 2026", "2026-01-02"),
        ("Jan 2, 2026", "2026-01-02"),
        ("01/02/2026", "01/02/2026"),
        ("soon", "soon"),
    ],
)
def test_a_date_is_iso_where_it_can_be_read_in_one_way(text: str, iso: str) -> None:
    assert information.date_of(text) == iso


def test_an_empty_field_is_told(passed: Pass) -> None:
    document = passed("# T\n\n- Author: Ana\n- Supersedes:\n\n## A\n")
    assert document.meta.authors == ("Ana",)
    (said,) = passed.said
    assert (said.code, said.severity, said.pos and said.pos.line) == ("SX716", "info", 4)
    assert "Supersedes" in said.message


@pytest.mark.parametrize("lang", ["<script>", 'en" onload="x', "e", "de_AT", "123"])
def test_what_is_no_tag_of_a_language_is_told_and_not_taken(passed: Pass, lang: str) -> None:
    document = passed(f"---\nlang: '{lang}'\n---\n\n# T\n\ntext\n")
    assert document.meta.lang in ("", "en")
    assert "SX717" in passed.codes


def test_a_file_beside_holds_the_information_of_a_proposal(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# KEP-7: Order\n\n## Summary\n\nText.\n", encoding="utf-8")
    (tmp_path / "kep.yaml").write_text(
        "title: Order\nkep-number: 7\nauthors:\n  - '@ann'\n  - '@bo'\nstatus: provisional\n"
        "creation-date: 2026-01-02\n"
        "see-also: []\n",
        encoding="utf-8",
    )
    document = specexport.read(tmp_path / "README.md")
    meta = document.meta
    assert (meta.authors, meta.status, meta.created) == (("@ann", "@bo"), "provisional", "2026-01-02")
    assert [field.name for field in meta.fields] == ["kep-number", "authors", "status", "creation-date"]
    assert {field.pos.path for field in meta.fields if field.pos} == {"kep.yaml"}
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nText.\n", encoding="utf-8")
    assert specexport.read(other).meta.fields == ()
