"""The boundary of the model: no character that files cannot hold, and none in code that hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest
import strategies
from contracts.outputs import words
from hypothesis import HealthCheck, given, settings
from msgspec import json
from msgspec.structs import replace

from specexport.core.context import Context, Source
from specexport.model import characters as model_characters
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import characters
from specexport.pipeline import flow, job
from specexport.renderers import json as json_renderer
from specexport.style import load
from specexport.system.files import NoFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

HIDING = 'if level != "user\u202e \u2066// check \u2069 \u2066":'


def everything(document: d.Document) -> str:
    return json.encode((document.meta, document.blocks, document.contents)).decode()


@pytest.mark.parametrize("target", ["html", "docx", "pdf", "json"])
def test_what_hides_in_code_is_shown_in_every_format(target: str, make_context: Callable[..., Any]) -> None:
    said: list[Diagnostic] = []
    context = make_context(said.append)
    text = f"# T\n\nSee `a\u202eb`.\n\n```python\nx = 1\n{HIDING}\n    pass\n```\n"
    rendered = job.convert(replace(context, source=Source(text.encode(), "spec.md")), [target])[target]
    shown = "".join(words(target, rendered.data).split())
    for mark in ("a[U+202E]b", "[U+2066]", "[U+2069]"):
        assert mark in shown.replace("\u200b", "")
    assert not any(mark in shown for mark in "\u202e\u2066\u2069")
    assert [(one.code, one.pos and one.pos.line) for one in said] == [("SX753", 3), ("SX753", 7)]
    assert all(one.hint for one in said)


def test_prose_keeps_its_order_and_overrides_are_told(make_context: Callable[..., Any]) -> None:
    said: list[Diagnostic] = []
    text = "# T\n\n\u2067שלום\u2069\n\nabc\u202edef\u202c\n"
    document = flow.read(Source(text.encode(), "spec.md"), make_context(said.append))
    assert walk.plain(document.blocks) == "\u2067שלום\u2069 abc\u202edef\u202c"
    assert [(one.code, one.pos and one.pos.line) for one in said] == [("SX753", 5)]


def test_characters_that_no_file_can_hold_are_replaced_whatever_the_reader(
    make_context: Callable[..., Any],
) -> None:
    said: list[Diagnostic] = []
    context = make_context(said.append)
    data = json_renderer.render(kitchen_sink.hostile("a\x00b\x0b\x1f\x85\ufffe\uffffc"), context).data
    document = flow.read(Source(data, "spec.json"), context)
    held = repr(json.decode(everything(document).encode(), strict=False))
    assert not model_characters.ILLEGAL.search(held)
    assert [one.code for one in said] == ["SX700"]
    assert "times" in said[0].message


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(strategies.documents())
def test_no_document_keeps_what_it_may_not(document: d.Document) -> None:
    context = Context(style=load("base"), resources=NoFolder())
    fresh = characters.filtered(document, context)
    for node in walk.nodes(fresh.blocks):
        text = getattr(node, "text", "")
        assert not model_characters.ILLEGAL.search(text)
        if isinstance(node, (d.Code, d.CodeBlock)):
            assert model_characters.visible(text) == text
        if isinstance(node, d.CodeBlock) and node.tokens:
            assert "".join(token.text for token in node.tokens) == text
    assert characters.filtered(fresh, context) == fresh


def test_what_needs_no_mending_is_not_copied(make_context: Callable[..., Any]) -> None:
    document = d.Document(blocks=(d.Para(content=(d.Str(text=r"a \b \f \u0000 — “x” \n"),)),))
    assert characters.filtered(document, make_context()) is document
