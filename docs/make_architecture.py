"""Write the rooms of the program into docs/architecture.md, from the table that tests hold its imports to.

Usage: python docs/make_architecture.py.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from textwrap import fill

HERE = Path(__file__).parent
TARGET = HERE / "architecture.md"
RULES = HERE.parent / "tests" / "test_imports.py"
HEAD, NEXT = "## Rooms\n", "\n## Rules\n"
WIDTH = 100  # characters


def floors() -> tuple[dict[str, str], ...]:
    """Return the floors from the ground up, each a room with what it is."""
    found: tuple[dict[str, str], ...] = runpy.run_path(str(RULES))["FLOORS"]
    return found


def drawing() -> str:
    """Return the floors from the top down, as lines of text in which every arrow is an import that may be."""
    names = [" | ".join(floor) for floor in reversed(floors())]
    return fill(" -> ".join(names), WIDTH, initial_indent="    ", subsequent_indent="    ")


def table() -> str:
    """Return a row for each room, the top floor first."""
    rows = (f"| `{_place(name)}` | {text} |" for floor in reversed(floors()) for name, text in floor.items())
    return "\n".join(["| Room | What it is |", "|---|---|", *rows])


def _place(room: str) -> str:
    path = f"specexport/{room.replace('.', '/')}"
    return f"{path}.py" if (HERE.parent / f"{path}.py").is_file() else f"{path}/"


def page(text: str) -> str:
    """Return the page `text` with the rooms of today."""
    before, _, rest = text.partition(HEAD)
    after = rest.partition(NEXT)[2]
    prose = (
        "A room is a folder of `specexport/`, or a module. It imports from the floors below it, and from\n"
        "nothing else: not from above, and not from a neighbour on its floor (`|`). `tests/test_imports.py`\n"
        "has the table and reads every import; `docs/make_architecture.py` makes this section from it.\n"
    )
    return f"{before}{HEAD}\n{prose}\n{drawing()}\n\n{table()}\n{NEXT}{after}"


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
