"""Nothing is lost on paper: tables within tables, and heads that no page can hold, are laid out otherwise."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from checkers import pdf as checkers

from specexport.model import document as d
from specexport.renderers.pdf import writer as pdf
from specexport.renderers.pdf.weasyprint import engine
from specexport.renderers.pdf.weasyprint.engine import complete

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

    MakeContext = Callable[..., Context]


class Words:
    """Hands out words of which each is there once."""

    def __init__(self) -> None:
        self.count = 0

    def para(self, words: int) -> d.Para:
        said = [f"kw{self.count + n}q" for n in range(words)]
        self.count += words
        return d.Para(content=(d.Str(text=" ".join(said)),))

    def row(self, *words: int) -> d.Row:
        return d.Row(cells=tuple(d.Cell(content=(self.para(count),)) for count in words))

    def table(self, rows: int, words: int, inner: tuple[int, ...] = (), head: bool = True) -> d.Table:
        """Return a table; its last row holds one of as many rows as `inner` says, and so on."""
        body = [self.row(1, words) for _ in range(rows)]
        if inner:
            first, second = body[-1].cells
            nested = self.table(inner[0], words, inner[1:], head)
            cells = (first, d.Cell(content=(*second.content, nested, self.para(2))))
            body[-1] = d.Row(cells=cells)
        heads = (self.row(1, 1),) if head else ()
        return d.Table(columns=(d.Column(), d.Column()), head=heads, body=tuple(body))


def laid(document: d.Document, context: Context, folder: Path) -> tuple[list[str], int]:
    """Return the words on all pages in their order, and how many pages there are."""
    rendered = pdf.render(document, context)
    path = folder / "spec.pdf"
    path.write_bytes(rendered.data)
    with pikepdf.open(BytesIO(rendered.data)) as file:
        return checkers.text(path).split(), len(file.pages)


@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize(
    "inner", [(3,), (60,), (3, 60), (60, 3), (40, 40), (2, 2, 60), (30, 30, 30), (1, 1, 1, 1, 50)], ids=str
)
def test_tables_within_tables_longer_than_a_page_keep_every_word(
    inner: tuple[int, ...], head: bool, make_context: MakeContext, tmp_path: Path
) -> None:
    said: list[Diagnostic] = []
    words = Words()
    blocks = (words.para(150), words.table(3, 12, inner, head), words.para(3))

    found, pages = laid(d.Document(blocks=blocks), make_context(said.append), tmp_path)

    assert said == []
    assert pages > (max(inner) > 3)
    assert sorted({f"kw{n}q" for n in range(words.count)} - {word.rstrip(":") for word in found}) == []


def test_a_short_table_within_a_cell_stays_a_table(make_context: MakeContext) -> None:
    rendered = pdf.render(d.Document(blocks=(Words().table(2, 3, (2,)),)), make_context())
    assert structures(rendered.data).count("/Table") == 2


def test_a_long_table_within_a_cell_becomes_records_under_the_names_of_its_columns(
    make_context: MakeContext, tmp_path: Path
) -> None:
    document = d.Document(blocks=(Words().table(1, 3, (40,)),))
    found, _ = laid(document, make_context(), tmp_path)
    names = [word for word in found if word.endswith(":")]
    assert len(names) == 80
    assert len(set(names)) == 2


@pytest.mark.parametrize("part", ["head", "foot"])
def test_heads_and_feet_that_no_page_can_hold_are_there(
    part: str, make_context: MakeContext, tmp_path: Path
) -> None:
    said: list[Diagnostic] = []
    words = Words()
    high = {part: (words.row(1800, 1),)}
    table = d.Table(columns=(d.Column(), d.Column()), body=(words.row(400, 1), words.row(3, 1)), **high)

    found, pages = laid(d.Document(blocks=(words.para(3), table)), make_context(said.append), tmp_path)

    assert said == []
    assert pages > 2
    assert {f"kw{n}q" for n in range(words.count)} <= {word.rstrip(":") for word in found}


def test_the_foot_of_a_table_of_several_pages_is_said_once(make_context: MakeContext, tmp_path: Path) -> None:
    words = Words()
    table = d.Table(
        columns=(d.Column(), d.Column()),
        body=tuple(words.row(1, 8) for _ in range(90)),
        foot=(d.Row(cells=(d.Cell(content=(d.Para(content=(d.Str(text="Totalsum"),)),)),)),),
    )
    found, pages = laid(d.Document(blocks=(table,)), make_context(), tmp_path)
    assert pages > 2
    assert found.count("Totalsum") == 1


def lay_out(markup: str) -> list[complete.MissingText]:
    page = engine.load().HTML(string=f"<style>@page {{ size: 10cm }}</style><main>{markup}</main>")
    return complete.gaps(pytest.fail, page, page.render())


def test_text_that_is_lost_is_found_with_its_table() -> None:
    head = "<thead><tr><th>" + "high " * 900 + "</th></tr></thead>"
    table = f'<div data-table="4"><table>{head}<tbody><tr><td>x</td></tr></tbody></table></div>'
    assert [gap.table for gap in lay_out(f"<p>Before</p>{table}")] == [4]


def test_what_a_style_hides_and_what_breaks_between_lines_is_not_lost() -> None:
    hidden = '<p style="display: none">a <b>secret</b></p>'
    broken = f'<p lang="en" style="width: 1cm; hyphens: auto">{"consideration " * 40}</p>'
    capitals = '<p style="text-transform: uppercase">Straße</p>'
    assert lay_out(hidden + broken + capitals) == []


def test_what_the_styles_sheet_hides_on_paper_is_no_loss(make_context: MakeContext) -> None:
    said: list[Diagnostic] = []
    note = d.Note(content=(d.CodeBlock(text="x"),))  # one that goes to the end, with a link back on screens
    pdf.render(d.Document(blocks=(d.Para(content=(d.Str(text="word"), note)),)), make_context(said.append))
    assert said == []


def test_loss_that_nothing_helps_against_is_said(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Diagnostic] = []
    monkeypatch.setattr(complete, "gaps", lambda *_: [complete.MissingText(0, "what is lost")])
    pdf.render(d.Document(blocks=(Words().table(1, 1),)), make_context(said.append))
    assert [one.code for one in said] == ["SX773"]
    assert "what is lost" in said[0].message


def structures(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as file:
        return [str(one["/S"]) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
