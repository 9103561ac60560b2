"""The tables of a specification as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.specification.forms.form import columns, row_texts
from specexport.specification.view import key

if TYPE_CHECKING:
    from specexport.model.document import Table
    from specexport.specification.view import View


def names(view: View) -> list[str]:
    """What each table is called: the heading that it stands below."""
    return ["Introduction" if at is None else view.sections[at].title for at, _ in view.tables]


def find(view: View, wanted: str) -> Table:
    """The table with a number (from 1) or below a heading; the only one when nothing is wanted.

    Raises EnvironmentProblem (SX067) when there is none such, or more than one to choose from.
    """
    tables, called = view.tables, names(view)
    if not wanted and len(tables) == 1:
        return tables[0][1]
    if wanted.isdecimal() and 0 < int(wanted) <= len(tables):
        return tables[int(wanted) - 1][1]
    for name, (_, table) in zip(called, tables, strict=True):
        if wanted and key(name) == key(wanted):
            return table
    problem = f"no table is called {wanted!r}" if wanted else f"the specification has {len(tables)} tables"
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(called, 1))
    hint = f"name one with --table: {listed}" if called else "only a table can become CSV"
    raise EnvironmentProblem(Diagnostic("SX067", problem, "error", view.name, hint=hint))


def as_csv(table: Table) -> str:
    """A table as CSV, its header row first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([columns(table)] if table.head else [])
    writer.writerows(row_texts(row) for row in (*table.body, *table.foot))
    return out.getvalue()
