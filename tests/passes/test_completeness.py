"""The cover says how complete a specification is, when its style asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.context import Context, Source
from specexport.model import walk
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    b"# T\n\n| Field | Details |\n|---|---|\n| Author | A |\n| Status | Draft |\n\n"
    b"## S\n\nText.\n\n[Your Name]\n"
)


def shown(context: Context) -> dict[str, str]:
    fields = flow.read(Source(TEXT, "spec.md"), context).meta.fields
    return {field.name: walk.plain(field.content) for field in fields}


def test_it_is_a_field_where_the_style_asks(make_context: Callable[..., Context]) -> None:
    context = make_context()
    style = context.style
    context = replace(
        context, style=replace(style, cover=replace(style.cover, fields=(*style.cover.fields, "complete")))
    )
    assert shown(context)["Complete"] == "75 %"


def test_it_is_not_where_the_style_does_not(make_context: Callable[..., Context]) -> None:
    assert "Complete" not in shown(make_context())
