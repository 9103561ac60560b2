"""Real specifications as pandoc's syntax tree and back are what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from corpus.conftest import corpus, examples

from specexport import files, pipeline, walk
from specexport.contracts import Source
from specexport.pandoc import ast

if TYPE_CHECKING:
    from corpus.conftest import Document

DOCUMENTS = [*examples(), *corpus()]


@pytest.mark.parametrize("spec", DOCUMENTS, ids=lambda spec: spec.name)
def test_it_comes_back(spec: Document, make_context: Any) -> None:
    context = make_context()
    context.resources = files.Folder(spec.path.parent)
    document = pipeline.read(Source(spec.path.read_bytes(), spec.path.name), context)
    again = ast.read(ast.write(document))
    assert again == document
    both = zip(walk.nodes(document.blocks), walk.nodes(again.blocks), strict=True)
    assert all(msgspec.json.encode(one.pos) == msgspec.json.encode(other.pos) for one, other in both)
