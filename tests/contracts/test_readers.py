"""Every reader's documents survive the JSON form unchanged, positions included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import kitchen_sink
import msgspec
import pytest
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.core.options import Options
from specexport.pipeline import flow
from specexport.renderers import json as json_renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import Document

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.md"))


def _sources() -> Iterator[tuple[str, Source]]:
    for path in EXAMPLES:
        yield "markdown", Source(path.read_bytes(), path.name)
    yield "markdown", Source(b"# Title\n\ntext[^a] ![x](x.png)\n\n- [ ] task\n\n[^a]: note\n", "small.md")


@pytest.mark.parametrize(("name", "source"), list(_sources()), ids=lambda value: getattr(value, "name", None))
def test_what_is_read_survives_json(name: str, source: Source, make_context: Any) -> None:
    document = flow.read(source, replace(make_context(), options=Options(reader=name)))
    assert document.blocks
    _check_round_trip(document, make_context())


def test_every_type_of_node_survives_json(make_context: Any) -> None:
    _check_round_trip(kitchen_sink.document(), make_context())


@pytest.mark.parametrize("text", kitchen_sink.HOSTILE, ids=range(len(kitchen_sink.HOSTILE)))
def test_hostile_text_survives_json(text: str, make_context: Any) -> None:
    _check_round_trip(kitchen_sink.hostile(text), make_context())


def _check_round_trip(document: Document, context: Any) -> None:
    data = json_renderer.render(document, context).data
    again = registry.load("readers", "json")(Source(data, "spec.json"), context)
    assert again == document
    assert msgspec.json.encode(again) == msgspec.json.encode(
        document
    )  # positions too, which equality ignores


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"specexport": 1}', b'{"specexport": 9, "document": {}}', b"\xff"]
)
def test_what_is_no_document_is_refused_in_one_line(data: bytes, make_context: Any) -> None:
    from specexport.core.diagnostics import SpecExportError

    with pytest.raises(SpecExportError) as caught:
        registry.load("readers", "json")(Source(data, "spec.json"), make_context())
    assert caught.value.diagnostic.code == "SX006"
    assert "\n" not in str(caught.value)
