"""Write docs/diagnostics.md from the catalogue of codes. Usage: python docs/make_diagnostics.py."""

from __future__ import annotations

from pathlib import Path

from specexport.core.messages import CODES

TARGET = Path(__file__).with_name("diagnostics.md")
HEAD = """# Diagnostics

Every message is one line, `FILE:LINE:COLUMN: SEVERITY CODE MESSAGE (HINT)`. A code keeps its meaning from
version to version. What `check` finds as well has the code of its rule: [rules](rules/README.md).
This page is made from the program's own catalogue by `docs/make_diagnostics.py`.

| Code | Meaning | Remedy |
|---|---|---|
"""


def page() -> str:
    """Return the page: a row for each code, in the order of codes."""
    rows = (f"| {code} | {entry.meaning} | {entry.remedy} |" for code, entry in sorted(CODES.items()))
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
