"""Tables that the export divides come back as the one that they were."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from docx_in.make import p, r, read, word
from specexport import style
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow
from specexport.system import files


def wide(columns: int, rows: int = 3, caption: str = "") -> str:
    def line(kind: str) -> str:
        return "|" + "|".join(f" {kind}{at} " for at in range(columns)) + "|\n"

    body = "".join(line(f"cell{row}of") for row in range(rows))
    return line("head") + "|---" * columns + "|\n" + body + (f"\n: {caption}\n" if caption else "")


def back(markdown: str) -> tuple[d.Document, list[str]]:
    said: list[str] = []
    context = Context(style=style.load("base"), resources=files.NoFolder())
    source = Source(f"# T\n\n{markdown}".encode(), "spec.md")
    made = flow.render(flow.read(source, replace(context, source=source)), "docx", context).data
    document, told = read(made)
    said += [one.code for one in told]
    return document, said


def tables(document: d.Document) -> list[list[list[str]]]:
    return [
        [[walk.plain(cell.content) for cell in row.cells] for row in (*table.head, *table.body)]
        for table in walk.find(document.blocks, d.Table)
    ]


@pytest.mark.parametrize(
    ("columns", "more"),
    [(26, ""), (40, ""), (70, ""), (30, "\n" + wide(28)), (30, "\nBetween.\n\n" + wide(3))],
    ids=["two parts", "several", "many", "two of them", "a narrow one behind"],
)
def test_a_divided_table_is_one_again(columns: int, more: str) -> None:
    document, said = back(wide(columns) + more)
    first, *others = tables(document)
    assert first == [
        [f"{kind}{at}" for at in range(columns)] for kind in ("head", "cell0of", "cell1of", "cell2of")
    ]
    assert len(others) == bool(more)
    assert "SX789" not in said


def test_a_divided_table_has_its_caption_once() -> None:
    document, _ = back(wide(40, caption="All of it"))
    assert [walk.plain(one.caption) for one in walk.find(document.blocks, d.Table)] == ["All of it"]


MARK = '<w:bookmarkStart w:id="7" w:name="_Continued7"/><w:bookmarkEnd w:id="7"/>'


def grid(*rows: tuple[str, ...], mark: str = "") -> str:
    cells = ["".join(f"<w:tc>{p(r(text))}</w:tc>" for text in row) for row in rows]
    if mark:
        cells[0] = cells[0].replace("</w:pPr>", f"</w:pPr>{mark}", 1)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_the_mark_may_stand_in_the_first_cell() -> None:
    """Word puts it there when it saves the file."""
    body = grid(("a", "b"), ("1", "2")) + p() + grid(("a", "c"), ("1", "3"), mark=MARK)
    document, said = read(word(body))
    assert tables(document) == [[["a", "b", "c"], ["1", "2", "3"]]]
    assert [one.code for one in said] == ["SX788"]


@pytest.mark.parametrize(
    "between",
    [p("words"), "", grid(("a", "b", "x"))],
    ids=["words between", "no table above", "other rows above"],
)
def test_what_goes_on_nothing_stays(between: str) -> None:
    document, said = read(word(between + grid(("a", "c"), ("1", "3"), mark=MARK) + p("after")))
    assert tables(document)[-1] == [["a", "c"], ["1", "3"]]
    assert said == []
