"""Write who may import whom into docs/architecture.md, from the rules that tests hold the program to.

Usage: python docs/make_architecture.py.
"""

from __future__ import annotations

import runpy
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "architecture.md"
RULES = HERE.parent / "tests" / "test_imports.py"
HEAD, NEXT = "## Who may import whom\n", "\n## Adding to it\n"


def table() -> str:
    """Return a row for each room with the rooms that it may import, beside itself."""
    allowed: dict[str, set[str]] = runpy.run_path(str(RULES))["ALLOWED"]
    rows = (
        f"| {_name(room)} | {', '.join(map(_name, sorted(known)))} |"
        for room, known in sorted(allowed.items())
    )
    return "\n".join(["| Room | May import |", "|---|---|", *rows])


def _name(room: str) -> str:
    return f"`{room}`" if room else "the package itself"


def page(text: str) -> str:
    """Return the page `text` with the table of today."""
    before, _, rest = text.partition(HEAD)
    after = rest.partition(NEXT)[2]
    prose = (
        "A room is a module or a package with what is below it. Each may import itself and what its row\n"
        "names; `tests/test_imports.py` reads every import of the program and holds it to this table, which\n"
        "`docs/make_architecture.py` makes from the same rules.\n"
    )
    return f"{before}{HEAD}\n{prose}\n{table()}\n{NEXT}{after}"


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
