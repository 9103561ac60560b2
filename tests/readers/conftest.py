"""Reading Markdown in a test: the document, and what was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specexport.core.context import Source
from specexport.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic
    from specexport.model.document import Document


class Read:
    """Reads texts and keeps the diagnostics in `said`."""

    def __init__(self, make_context: Callable[..., Any]) -> None:
        self.said: list[Diagnostic] = []
        self.context = make_context(self.said.append)

    def __call__(self, text: str | bytes) -> Document:
        data = text if isinstance(text, bytes) else text.encode()
        return markdown.read(Source(data, "spec.md"), self.context)

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.said]


@pytest.fixture
def read(make_context: Callable[..., Any]) -> Read:
    return Read(make_context)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many examples of each suite are met, wherever the tests ran."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    counts = [
        text
        for report in reports
        for name, text in getattr(report, "user_properties", ())
        if name == "conformance" and getattr(report, "when", "") == "call"
    ]
    if counts:
        terminalreporter.section("Markdown conformance")
        for text in sorted(counts):
            terminalreporter.line(text)
