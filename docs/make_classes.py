"""Write the table of class names in docs/plugins.md. Usage: python docs/make_classes.py."""

from __future__ import annotations

from pathlib import Path

from specexport.model.classes import CLASSES, KINDS, ClassName

TARGET = Path(__file__).with_name("plugins.md")
HEADING, NEXT = "## Class names\n", "\n## Testing yours\n"
TEXT = """
What a node means beyond its type is a class. A pass or a reader of yours may use these, and every renderer
knows what to do; of any other class a renderer shows what is in the node, and the web page has it as a class.
`specexport/model/classes.py` declares them; `docs/make_classes.py` makes this table of it.

| Class | On | What it means | Made by | Used by |
|---|---|---|---|---|
"""


def _row(known: ClassName, name: str = "") -> str:
    makers, users = ", ".join(known.makers), ", ".join(known.users)
    return f"| {name or f'`{known.name}`'} | {known.node} | {known.meaning} | {makers} | {users} |"


def page(text: str) -> str:
    """Return the page `text` with the table as it is now: a row for each class that several rooms know."""
    kinds = ", ".join(f"`{kind}`" for kind in KINDS)
    shared = (known for known in CLASSES if {*known.makers, *known.users} - {"readers"})
    rows = [_row(known, kinds if known.name in KINDS else "") for known in shared]
    before, _, rest = text.partition(HEADING)
    after = rest.partition(NEXT)[2]
    return f"{before}{HEADING}{TEXT}{chr(10).join(dict.fromkeys(rows))}\n{NEXT}{after}"


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
