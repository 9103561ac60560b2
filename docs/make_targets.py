"""Write docs/targets.md from the table of formats that pandoc writes. Usage: python docs/make_targets.py."""

from __future__ import annotations

from pathlib import Path

from specexport.core import registry
from specexport.renderers.pandoc.formats import FORMATS, Format

TARGET = Path(__file__).with_name("targets.md")
HEAD = """# Other formats

What is made of a specification beside web page, PDF and Word: `specexport export spec.md -t odt,epub`. The
suffix of `-o` says the format too: `-o spec.adoc`. The library takes the same names
(`specexport.export("spec.md", ["rst"])`), and so do folders. `docs/make_targets.py` makes this page of the
program's own table.

All of them are fed from the document after the [passes](architecture.md): headings and captions are
numbered, links lead somewhere, diagrams are drawn, and what the cover says stands in a table at the
beginning.

| Target | Suffix | Pictures | Drawings | Headings numbered by | Admonitions | Cannot show |
|---|---|---|---|---|---|---|
"""
TAIL = """
`pandoc:NAME` names any other format of pandoc's, with extensions if need be:
`-t pandoc:muse`, `-t pandoc:gfm-footnotes`.

## What each is

- `md` is Markdown as specexport itself [reads it](markdown.md): read again, it is the same document. `gfm`,
  `commonmark` and `pandoc:markdown` are pandoc's; in them links lead to the names that GitHub gives to
  numbered headings.
- `odt`, `epub` and `pptx` have the style's look: fonts (embedded where their licence allows it), colours,
  sheet and margins, headings, tables, code, admonitions, running lines. The contents of an ODT are filled
  in as links; LibreOffice adds page numbers when it updates them. EPUBs are named after their content, so
  that the same specification is the same book.
- `pptx` has a slide for each section, and further ones where it does not fit; tables and pictures stand
  alone. It is what a specification says and no presentation of it: delete freely.
- `confluence` is the storage format that Confluence's REST interface takes: macros for code, admonitions,
  contents, status, tasks and collapsed text. Pictures are attachments of the page, by their names; the
  title is the page's. Nothing is uploaded.
- `latex`, `typst` and `context` number headings and captions themselves and need no more than the files
  beside them.

## Pictures

Formats of text name pictures, which are written into a folder beside the file: `spec_files/`. Formulas are
native where the format has any.

## What is lost

What a format cannot show is reported: SX756 formulas that stay TeX, SX797 everything else that pandoc says
it left out. What a format never shows is in the table. OpenDocument has lines of code and no blocks of them:
blocks that meet are one when it is read again.

## How it is made

One process of pandoc makes one file, from its syntax tree: it sees neither the source nor any file of the
author's, runs in its sandbox with limits of time and memory, and leaves nothing behind. Zip archives are
packed anew with fixed times, and files are dated as their document is: the same source gives the same
bytes.
"""
_ADMONITIONS = {"titled": "blocks with their title", "named": "blocks of their kind", "quote": "quotations"}
_PICTURES = {"inside": "inside", "beside": "beside it", "none": "words"}


def _row(name: str, form: Format) -> str:
    drawings = form.drawings.upper() if form.pictures != "none" else ""
    by = "the format" if form.numbered else "specexport"
    cells = (f"`{name}`", f"`{form.suffixes[0]}`", _PICTURES[form.pictures], drawings, by)
    return f"| {' | '.join((*cells, _ADMONITIONS[form.admonitions], _lacks(name)))} |"


def _own(name: str, numbered: str, admonitions: str, drawings: str) -> str:
    cells = (f"`{name}`", f"`{registry.suffix(name)}`", "beside it", drawings, numbered, admonitions)
    return f"| {' | '.join((*cells, _lacks(name)))} |"


def _lacks(name: str) -> str:
    return ", ".join(registry.target(name).lacks)


def page() -> str:
    """Return the page: a row for each format, this program's own first."""
    rows = [
        _own("md", "who reads it", "alerts", "SVG"),
        _own("confluence", "specexport", "macros", "PNG"),
        *(_row(name, form) for name, form in FORMATS.items()),
    ]
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
