"""Word files from documents that tests make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from wordfile import Word

from specexport.model import document as d
from specexport.renderers import docx

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic


@pytest.fixture
def render(make_context: Callable[..., Context]) -> Callable[..., Word]:
    """Render blocks, or a whole document."""

    def made(
        *blocks: d.Block, document: d.Document | None = None, report: Any = lambda _: None, look: str = "base"
    ) -> Word:
        whole = document or d.Document(meta=d.Meta(title=(d.Str(text="A title"),)), blocks=blocks)
        return Word(docx.render(whole, make_context(report, look)).data)

    return made


@pytest.fixture
def reports() -> list[Diagnostic]:
    """An empty list to report to."""
    return []
