"""Real specifications as pandoc's syntax tree and back are what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from corpus.conftest import corpus, examples
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.model import walk
from specexport.pandoc import ast
from specexport.pipeline import flow
from specexport.system import files

if TYPE_CHECKING:
    from corpus.conftest import Document

DOCUMENTS = [*examples(), *corpus()]


@pytest.mark.parametrize("spec", DOCUMENTS, ids=lambda spec: spec.name)
def test_it_comes_back(spec: Document, make_context: Any) -> None:
    context = make_context()
    context = replace(context, resources=files.Folder(spec.path.parent))
    document = flow.read(Source(spec.path.read_bytes(), spec.path.name), context)
    again = ast.read(ast.write(document))
    assert again == document
    both = zip(walk.nodes(document.blocks), walk.nodes(again.blocks), strict=True)
    assert all(msgspec.json.encode(one.pos) == msgspec.json.encode(other.pos) for one, other in both)
