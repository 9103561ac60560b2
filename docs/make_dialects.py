"""Write docs/dialects.md from the table of dialects and the constructs that tests hold.

Usage: python docs/make_dialects.py. tests/readers/dialects/constructs.toml is what the tests read.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from specexport.core.dialects import DIALECTS, DialectEntry

TARGET = Path(__file__).with_name("dialects.md")
SOURCE = TARGET.parents[1] / "tests" / "readers" / "dialects" / "constructs.toml"
HEAD = """# Dialects of Markdown

Tools write Markdown of their own. A document is read in a dialect where something says so; the first of
these that says something counts:

1. `dialect: obsidian` in its front matter;
2. `--dialect obsidian`, or `Options(dialect="obsidian")` of the library;
3. `dialect = "obsidian"` in the project's [settings](settings.md);
4. the name of the document itself (exports of Notion);
5. the signs below, in the document's folder, or else the nearest one above it in the project.

Otherwise it is Markdown as [markdown.md](markdown.md) has it. What another dialect would know then stays as
it is written, and is told once for each kind (SX801). `dialect: plain` says that the document has none, and
nothing is told. `docs/make_dialects.py` makes this page, of what tests hold.

| Dialect | Name, other names | Signs |
|---|---|---|
"""
MIDDLE = """
## What becomes of what

In a PDF everything is as on the page. What has no place in a document is told (SX802), and so is a page or
section that is not there (SX805). "Read elsewhere" says what becomes of it in documents of other dialects:
most of it is told.

"""
ROWS = "| Written | Becomes | Page | Word | Read elsewhere |\n|---|---|---|---|---|\n"
TAIL = """
## Private comments

`%%…%%`, `{/* … */}`, `{::comment}…{:/comment}`, `{% comment %}…{% endcomment %}` and comments of HTML reach
nothing that is made: no page, file, index, data or message (SX803 says how many there were). A specification
that is attached to its PDF is without them (SX804). Code is left alone. In documents of other dialects than
Obsidian's, `%%` counts only where it stands in a line of its own, or before and behind words in one
paragraph.

## A dialect more

A dialect is a module in `specexport/readers/markdown/dialects/`, whose `DIALECT` says what it adds
(`seam.Dialect`): rules for blocks and what is built of them, rules for text, names of callouts, last steps,
settings in front matter. A line in `core/dialects.py` names it and its signs. What others should be told of
it is a line in `signs.py`.
"""


def page() -> str:
    """Return the page."""
    constructs: list[dict[str, Any]] = tomllib.loads(SOURCE.read_text("utf-8"))["construct"]
    signs = "".join(_named(name, entry) for name, entry in DIALECTS.items())
    parts = [HEAD, signs, MIDDLE]
    for name, entry in DIALECTS.items():
        parts.append(f"### {entry.title}\n\n{ROWS}")
        parts += [_row(one) for one in constructs if one["dialect"] == name]
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n" + TAIL


def _named(name: str, entry: DialectEntry) -> str:
    signs = _codes(entry.signs) or f"documents called `{entry.pages}`"
    return f"| {entry.title} | {_codes((name, *entry.aliases))} | {signs} |\n"


def _row(one: dict[str, Any]) -> str:
    known = one.get("known", "told")
    return f"| {one['sign']} | {one['becomes']} | {one['html']} | {one['docx']} | {known} |\n"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
