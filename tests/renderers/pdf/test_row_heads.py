"""Heads of rows are told as such by either engine, whatever they hold."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

import specexport
from specexport.core.options import Options

TABLES = {
    "plain": "<tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr>",
    "below a head": "<thead><tr><th>k</th><th>v</th></tr></thead><tr><th>a</th><td>b</td></tr>",
    "two of them": "<tr><th>a</th><th>b</th><td>c</td></tr><tr><th>d</th><th>e</th><td>f</td></tr>",
    "with more than words": '<tr><th><p>a</p><ul><li><a href="https://e.org/">b</a></li></ul></th><td>c</td></tr>',
    "of code": "<tr><th><pre>a</pre></th><td>b</td></tr>",
    "within a cell": "<tr><td><table><tr><th>a</th><td>b</td></tr></table></td><td>c</td></tr>",
}


def cells(data: bytes) -> list[tuple[str, str, bool]]:
    """Return what each cell is, what it heads, and whether it names its heads."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(found(pdf.Root.StructTreeRoot))


def found(element: Any) -> Any:
    kind = str(element.get("/S", ""))
    if kind in ("/TH", "/TD"):
        own = [one for one in attributes(element) if one.get("/O") == "/Table"]
        scope = next((str(one.Scope) for one in own if "/Scope" in one), "")
        yield kind, scope, any("/Headers" in one and len(one.Headers) for one in own)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from found(kid)


def attributes(element: Any) -> list[Any]:
    own = element.get("/A", [])
    return list(own) if isinstance(own, pikepdf.Array) else [own]


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_heads_of_rows_are_told(rows: str) -> None:
    pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")
    text = f"# T\n\n<table>{rows}</table>\n".encode()
    one, other = (
        cells(specexport.convert(text, ["pdf"], options=Options(pdf_engine=engine))["pdf"].data)
        for engine in ("typst", "weasyprint")
    )
    assert [cell[:2] for cell in one] == [cell[:2] for cell in other]
    assert any(scope == "/Row" for _, scope, _ in one)
    assert not any(named for kind, _, named in one if kind == "/TD")


def test_words_of_authors_are_no_heads() -> None:
    pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")
    text = "| a |\n|---|\n| “quoted” <q>too</q> /S/Quote **bold** |\n\n> said\n".encode()
    data = specexport.convert(text, ["pdf"], options=Options(pdf_engine="typst"))["pdf"].data
    assert cells(data) == [("/TH", "/Column", False), ("/TD", "", True)]
