"""Fields of the document information in lines: several on one line, names in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specexport.core.context import Source
from specexport.model import walk
from specexport.passes import metadata
from specexport.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model import document as d


def _read(make_context: Callable[..., Any], text: str) -> d.Document:
    context = make_context()
    source = Source(f"# T\n\n{text}\n\n## A\n\nText.\n".encode(), "spec.md")
    return metadata.run(markdown.read(source, context), context)


@pytest.mark.parametrize(
    "sign", [" | ", "|", " · ", " • ", " — ", " – ", ", ", "; ", "  ", "&emsp;", "&nbsp;&nbsp;"]
)
@pytest.mark.parametrize("form", ["**{}**: {}", "**{}:** {}", "{}: {}", "*{}*: {}", "**{}**：{}"])
@pytest.mark.parametrize("around", ["{}", "- {}", "{}\nPriority: high"])
def test_several_fields_stand_on_one_line(
    make_context: Callable[..., Any], sign: str, form: str, around: str
) -> None:
    given = [("Status", "Draft"), ("Owner", "Ann Lee"), ("Date", "2026-03-01"), ("Version", "1.2")]
    line = sign.join(form.format(*pair) for pair in given)
    document = _read(make_context, around.format(line))
    found = [(field.name, walk.plain(field.content)) for field in document.meta.fields]
    assert found[:4] == given
    assert (document.meta.status, document.meta.authors) == ("Draft", ("Ann Lee",))
    assert walk.plain(document.blocks) == "A Text."


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "**Feature Branch**: `001-x` | **Status**: Draft",
            [("Feature Branch", "001-x"), ("Status", "Draft")],
        ),
        ("Authors: Ann, Bo, Cy · Status: Draft", [("Authors", "Ann, Bo, Cy"), ("Status", "Draft")]),
        ("**Status:** Draft **Owner:** Ann", [("Status", "Draft"), ("Owner", "Ann")]),
        ("Status: accepted, see Date: below", [("Status", "accepted, see Date: below")]),
        ("Status: Draft - not yet: read", [("Status", "Draft - not yet: read")]),
        (
            "**Owner**: [Ann](https://e.com) | **Status**: ~~Old~~ New",
            [("Owner", "Ann"), ("Status", "Old New")],
        ),
    ],
)
def test_a_value_keeps_its_signs(
    make_context: Callable[..., Any], text: str, fields: list[tuple[str, str]]
) -> None:
    document = _read(make_context, text)
    assert [(field.name, walk.plain(field.content)) for field in document.meta.fields] == fields


@pytest.mark.parametrize("text", ["Note: this is, Owner: no", "Text with status: open.", "注意：先读这里"])
def test_prose_stays_prose(make_context: Callable[..., Any], text: str) -> None:
    document = _read(make_context, text)
    assert document.meta.fields == ()
    assert walk.plain(document.blocks).startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "状态：Draft\n作者：Ann、Bo\n日期：2026年3月1日\n版本：1.2",
        "**ステータス：** Draft | **作成者：** Ann、Bo | **作成日：** 2026-03-01 | **版：** 1.2",
        "- 상태: Draft\n- 작성자: Ann, Bo\n- 작성일: 2026년 3월 1일\n- 버전: 1.2",
        "| Feld | Wert |\n|---|---|\n| Stand | Draft |\n| Autoren | Ann, Bo |\n"
        "| Datum | 2026-03-01 |\n| Version | 1.2 |",
        "**Statut :** Draft — **Auteurs :** Ann, Bo — **Date :** 2026-03-01 — **Version :** 1.2",
        "Estado: Draft\nAutores: Ann, Bo\nFecha: 2026-03-01\nVersión: 1.2",
        "Статус: Draft\nАвторы: Ann, Bo\nДата: 2026-03-01\nВерсия: 1.2",
    ],
)
def test_names_are_known_in_other_languages(make_context: Callable[..., Any], text: str) -> None:
    meta = _read(make_context, text).meta
    assert (meta.status, meta.authors, meta.created, meta.version) == (
        "Draft",
        ("Ann", "Bo"),
        "2026-03-01",
        "1.2",
    )
