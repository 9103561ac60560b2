"""Running a text through all passes in a test: the document, and what was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic
    from specexport.model.document import Document


class Pass:
    """Reads texts and runs the passes; keeps the diagnostics in `said`. Keywords change the style."""

    def __init__(self, make_context: Callable[..., Any]) -> None:
        self.said: list[Diagnostic] = []
        self.context = make_context(self.said.append)

    def __call__(self, text: str, **changes: Any) -> Document:
        self.context = replace(self.context, style=replace(self.context.style, **changes))
        return flow.read(Source(text.encode(), "spec.md"), self.context)

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.said]


@pytest.fixture
def passed(make_context: Callable[..., Any]) -> Pass:
    return Pass(make_context)
