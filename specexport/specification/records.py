"""Tables as records: found by their columns, wherever they stand, under any of the names that authors use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.specification.forms.form import columns
from specexport.specification.pieces import SectionIndex
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.view import View

# How authors call the columns that mean something to the program.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "component": ("component", "module", "service", "subsystem", "component name"),
    "responsibility": ("responsibility", "responsibilities", "purpose", "role", "function"),
    "technology": ("technology", "technologies", "tech stack", "stack", "tech"),
    "method": ("method", "http method", "verb", "http verb"),
    "endpoint": ("endpoint", "path", "url", "uri", "route", "resource", "endpoint url"),
    "description": ("description", "purpose", "summary", "meaning", "what it does"),
    "request": ("request", "request body", "body", "input", "payload"),
    "response": ("response", "response body", "output", "returns", "result"),
    "threat": ("threat", "attack", "security threat", "threats"),
    "mitigation": ("mitigation", "mitigations", "countermeasure", "mitigation strategy", "control"),
    "metric": ("metric", "key metric", "indicator", "metrics", "kpi", "sli"),
    "threshold": ("alert threshold", "threshold", "alert", "alarm", "alert at"),
    "dashboard": ("dashboard", "dashboards", "panel"),
    "phase": ("phase", "milestone", "stage", "step"),
    "duration": ("duration", "effort", "time", "estimate", "length"),
    "deliverables": ("deliverables", "deliverable", "outcome", "result", "output", "scope"),
    "risk": ("risk", "concern", "risks", "technical risk"),
    "impact": ("impact", "severity", "impact level"),
    "probability": ("probability", "likelihood"),
}


class Record(Struct, frozen=True):
    """A row of a table: its cells by what their columns mean, and the section it stands in."""

    cells: dict[str, d.Cell]
    pos: d.Pos | None
    section: SectionIndex

    def text(self, name: str) -> str:
        """The words of a cell, empty if there is no such column."""
        cell = self.cells.get(name)
        return walk.plain(cell.content) if cell else ""

    def place(self, name: str) -> d.Pos | None:
        """Where a cell stands, its row if the cell is empty."""
        cell = self.cells.get(name)
        return cell.pos if cell and cell.pos and cell.pos.column and cell.content else self.pos


class Sheet(Struct, frozen=True):
    """A table whose columns mean something: its records, and the section it stands in."""

    table: d.Table
    records: tuple[Record, ...]
    section: SectionIndex


def sheets(view: View, *needed: str) -> Iterator[Sheet]:
    """Yield every table that has all of the `needed` columns; the first column that can mean something
    does.
    """
    for section, table in view.tables:
        names = meanings(table, *needed)
        if set(needed) <= set(names):
            yield Sheet(table, tuple(_records(table, names, section)), section)


def records(view: View, *needed: str) -> Iterator[Record]:
    """Yield the rows of every table that has all of the `needed` columns."""
    for sheet in sheets(view, *needed):
        yield from sheet.records


def meanings(table: d.Table, *needed: str) -> list[str]:
    """What each column means, empty for one that means nothing known; `needed` are looked for first."""
    out: list[str] = []
    ordered = [*needed, *(name for name in _COLUMNS if name not in needed)]
    for head in map(key, columns(table)):
        found = next((name for name in ordered if head in _COLUMNS[name] and name not in out), "")
        out.append(found)
    return out


def _records(table: d.Table, meanings: list[str], section: SectionIndex) -> Iterator[Record]:
    for row in table.body:
        if all(cell.col_span == 1 and cell.row_span == 1 for cell in row.cells):
            cells = {name: cell for name, cell in zip(meanings, row.cells, strict=False) if name}
            yield Record(cells, row.pos, section)
