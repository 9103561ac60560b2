"""Cells of several rows that go over the end of a page, and heads that are none."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from checkers import pdf as checkers

import specexport

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "a pump keeps its pressure as long as the sensor answers, and stops when two readings are missing "


def row(*cells: str, tag: str = "td") -> str:
    return f"<tr>{''.join(cell if cell[:1] == '<' else f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def table(head: str, rows: str) -> str:
    return f"# Title\n\n## Section\n\n<table><thead>{head}</thead><tbody>{rows}</tbody></table>\n\nAfter.\n"


def words(text: str) -> str:
    return " ".join(text.split())


def groups(count: int, size: int, text: str) -> str:
    """Return a table of groups, each one of `size` rows."""
    rows = [
        row(*([f'<td rowspan="{size}">Group {group}</td>'] if not item else []), f"i{item}", text)
        for group in range(count)
        for item in range(size)
    ]
    return table(row("Group", "Item", "Text", tag="th"), "".join(rows))


def nested_spans() -> str:
    """Return a table in which cells of many rows hold cells of a few."""
    rows = []
    for item in range(36):
        cells = ['<td rowspan="18">Outer</td>'] if item % 18 == 0 else []
        cells += [f'<td rowspan="3">Inner {item // 3}</td>'] if item % 3 == 0 else []
        rows.append(row(*cells, TEXT * 2))
    return table(row("A", "B", "C", tag="th"), "".join(rows))


def tall_rows() -> str:
    """Return a table whose groups have rows that are higher than a page."""
    rows = [
        row(*([f'<td rowspan="3">Group {item // 3}</td>'] if item % 3 == 0 else []), TEXT * (60, 1)[item % 2])
        for item in range(6)
    ]
    return table(row("A", "B", tag="th"), "".join(rows))


def pages(source: str, tmp_path: Path) -> list[str]:
    """Return the text of every page of a specification's PDF, which conforms to PDF/UA-1 and PDF/A-2a."""
    path = tmp_path / "made.pdf"
    path.write_bytes(specexport.convert(source.encode(), ["pdf"])["pdf"].data)
    assert checkers.conformance([path])[path] == []
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


@pytest.mark.parametrize(("count", "size"), [(14, 4), (3, 20)])
def test_every_page_names_the_group_of_its_first_row(count: int, size: int, tmp_path: Path) -> None:
    made = [words(page) for page in pages(groups(count, size, TEXT * 2), tmp_path) if "Item Text" in page]
    assert len(made) > 1
    for page in made:
        assert page.partition("Item Text ")[2].startswith("Group ")


def test_groups_that_fit_stay_on_one_page(tmp_path: Path) -> None:
    made = words("".join(pages(groups(14, 4, TEXT * 2), tmp_path)))
    assert [made.count(f"Group {group} ") for group in range(14)] == [1] * 14


@pytest.mark.parametrize("source", [nested_spans(), tall_rows()])
def test_spans_of_every_kind_make_tables_that_conform(source: str, tmp_path: Path) -> None:
    made = words("".join(pages(source, tmp_path)))
    assert made.count("ledger confirms") == source.count("ledger confirms")


@pytest.mark.parametrize(
    "source",
    [
        table("".join(row(f"h{at}", TEXT, tag="th") for at in range(120)), ""),
        table("".join(row(f"h{at}", TEXT, tag="th") for at in range(120)), row("last", "cell")),
        table(row("h", TEXT * 80, tag="th"), "".join(row(f"a{at}", "b") for at in range(60))),
    ],
    ids=["rows of the head only", "a row of the body too", "a head that fills a page"],
)
def test_a_table_stays_one_whatever_its_head(source: str, tmp_path: Path) -> None:
    made = specexport.convert(source.encode(), ["pdf", "docx"])
    path = tmp_path / "made.pdf"
    path.write_bytes(made["pdf"].data)
    assert checkers.conformance([path])[path] == []
    assert words(checkers.text(path)).count("ledger confirms") == source.count("ledger confirms")
    with pikepdf.open(path) as file:
        kinds = [entry.get("/S") for entry in file.objects if isinstance(entry, pikepdf.Dictionary)]
    assert kinds.count("/TD") + kinds.count("/TH") >= source.count("<td>") + source.count("<th>")
    word = zipfile.ZipFile(io.BytesIO(made["docx"].data)).read("word/document.xml").decode()
    assert word.count("<w:tc>") >= source.count("<td>") + source.count("<th>")
    assert word.count("<w:tblHeader/>") <= 1
