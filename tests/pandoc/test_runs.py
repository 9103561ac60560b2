"""How often pandoc is started: never without need, and once for a document."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from specexport.core.context import Source
from specexport.pandoc import process
from specexport.pipeline import job

if TYPE_CHECKING:
    from collections.abc import Callable

MARKDOWN = """\
# Gauge

## Care

Text[^a] `code` ~~gone~~

[^a]: note

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1
```
"""


class Kept(dict[str, bytes]):
    """A cache in memory."""

    put = dict.__setitem__


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that are started, by whomever, that are pandoc."""
    started: list[str] = []
    real = subprocess.Popen.__init__

    def count(self: Any, command: Any, *rest: Any, **more: Any) -> None:
        name = command if isinstance(command, str) else str(command[0])
        if "pandoc" in name:
            started.append(name)
        real(self, command, *rest, **more)

    monkeypatch.setattr(subprocess.Popen, "__init__", count)
    return started


def test_pages_pdf_and_word_without_formulas_start_none(
    runs: list[str], make_context: Callable[..., Any]
) -> None:
    made = job.convert(
        replace(make_context(), source=Source(MARKDOWN.encode(), "a.md")), ["html", "pdf", "docx"]
    )
    assert len(made) == 3
    assert runs == []


@pytest.mark.parametrize("target", ["rst", "odt", "epub", "latex"])
def test_another_format_starts_one(target: str, runs: list[str], make_context: Callable[..., Any]) -> None:
    formula = MARKDOWN + "\nand $x^2$\n"
    job.convert(replace(make_context(), source=Source(formula.encode(), "a.md")), [target])
    assert runs == [process.program()]


def test_a_source_in_another_format_starts_one(runs: list[str], make_context: Callable[..., Any]) -> None:
    page = Source(b"<h1>Gauge</h1><h2>Care</h2><p>text</p>", "a.html")
    assert len(dict(job.convert(replace(make_context(), source=page), ["html", "docx"]))) == 2
    assert runs == [process.program()]


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_all_formulas_of_a_document_start_one(
    target: str, runs: list[str], make_context: Callable[..., Any]
) -> None:
    text = "# Gauge\n\n$a$ and $b$ and\n\n$$c$$\n"
    context = make_context()
    context = replace(context, cache=Kept())  # as everyone has, for PDF is laid out more than once
    job.convert(replace(context, source=Source(text.encode(), "a.md")), [target])
    assert runs == [process.program()]
