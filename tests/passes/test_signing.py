"""Versions and signatures at the end of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.model.document import Header, Table
from specexport.model.walk import plain, text
from specexport.pipeline import flow
from specexport.system import files

if TYPE_CHECKING:
    from specexport.model.document import Document

FIELDS = """# Ledger

| Field | Value |
|:--|:--|
| Version | 1.3 |
| Status | Draft |
| Author | Ana Ruiz |
| Last Updated | 2026-04-17 |
"""
APPROVERS = "| Approvers | Ana Ruiz (Head of Engineering), Risk board |\n"
REVIEWERS = "| Reviewers | Finance, Security |\n"


def read(source: str, **tokens: object) -> Document:
    look = replace(style.load("base"), **tokens)
    context = Context(style=look, resources=files.NoFolder(), source=Source(b"", "spec.md"))
    return flow.read(Source(source.encode(), "spec.md"), context)


def headings(document: Document) -> list[str]:
    return [
        f"{block.number} {plain(block.content)}" for block in document.blocks if isinstance(block, Header)
    ]


def table(document: Document) -> list[list[str]]:
    last = document.blocks[-1]
    assert isinstance(last, Table)
    rows = (*last.head, *last.body)
    return [[text(cell.content).strip() for cell in row.cells] for row in rows]


def test_approvers_get_a_row_to_sign() -> None:
    found = read(FIELDS + APPROVERS + "\n## Scope\n\nx\n")
    assert headings(found) == ["1 Scope", "2 Approval"]
    assert table(found) == [
        ["Name", "Role", "Signature", "Date"],
        ["Ana Ruiz", "Head of Engineering", "", ""],
        ["Risk board", "", "", ""],
    ]
    assert found.contents[-1].target == "approval"


def test_reviewers_sign_only_where_the_style_asks() -> None:
    source = FIELDS + REVIEWERS + "\n## Scope\n\nx\n"
    assert headings(read(source)) == ["1 Scope"]
    assert [row[0] for row in table(read(source, approvals=True))] == ["Name", "Finance", "Security"]


def test_versions_stand_where_the_style_asks() -> None:
    found = read(FIELDS + "\n## Scope\n\nx\n", revisions=True)
    assert table(found) == [
        ["Version", "Date", "Author", "Change"],
        ["1.3", "2026-04-17", "Ana Ruiz", "Draft"],
    ]


@pytest.mark.parametrize("title", ["Revision History", "Change log", "Document history", "Changelog"])
def test_what_the_author_keeps_is_not_made_again(title: str) -> None:
    assert headings(read(f"{FIELDS}\n## {title}\n\nx\n", revisions=True)) == [f"1 {title}"]


@pytest.mark.parametrize("title", ["Approval", "Approvals", "Sign-off", "Signatures"])
def test_signatures_of_the_author_stay_alone(title: str) -> None:
    assert headings(read(f"{FIELDS}{APPROVERS}\n## {title}\n\nx\n")) == [f"1 {title}"]


def test_tables_to_sign_that_the_author_made_get_room() -> None:
    rows = "| Role | Name | Date | Signature |\n|--|--|--|--|\n| Lead | | | |\n| Owner | | | |\n"
    found = read(f"{FIELDS}\n## Approvals\n\n{rows}")
    last = found.blocks[-1]
    assert isinstance(last, Table)
    assert [round(column.width or 0, 2) for column in last.columns] == [0.26, 0.26, 0.18, 0.3]
    assert [text(row.cells[3].content) for row in last.body] == [" \u00a0 "] * 2


def test_tables_that_speak_of_signatures_stay_as_they_are() -> None:
    rows = "| Key | Signature |\n|--|--|\n| a | f(x) |\n| b | |\n"
    last = read(f"{FIELDS}\n## Functions\n\n{rows}").blocks[-1]
    assert isinstance(last, Table)
    assert not any(column.width for column in last.columns)


def test_what_is_signed_stands_before_appendices() -> None:
    source = FIELDS + APPROVERS + "\n## Scope\n\nx\n\n## Appendix: Terms\n\nx\n"
    assert headings(read(source)) == ["1 Scope", "2 Approval", "Appendix A Terms"]


def test_titles_are_in_the_language_of_the_document() -> None:
    source = "---\nlang: de\n---\n" + FIELDS + APPROVERS + "\n## Umfang\n\nx\n"
    assert headings(read(source))[-1] == "2 Freigabe"
